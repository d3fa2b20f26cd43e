"""What a due date remembers of its reckoning: the days counted, those passed over, the years that nobody announced yet."""

from dataclasses import replace
from datetime import date, datetime

import pytest

import law
from law import Calendar, DayKind, Direction, OutOfCalendar
from law.counting import due

LAW = law.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_years_without_a_notice_are_told_from_where_the_calendar_was_asked() -> None:
    working, rolling = LAW.rule("SAMR121_ACCEPT_7WD"), LAW.rule("CPLAW250_ENFORCE_2Y")
    assert LAW.due(working, at("2026-12-30T10:00:00+08:00")).unpublished_years == (2027,)
    assert LAW.due(working, at("2027-12-28T10:00:00+08:00")).unpublished_years == (2027, 2028)
    assert LAW.due(working, at("2026-12-01T10:00:00+08:00")).unpublished_years == ()
    assert LAW.due(rolling, at("2027-01-01T10:00:00+08:00")).unpublished_years == (2029,)
    mediation = LAW.rule("SAMR121_MEDIATE_60D")
    assert LAW.due(mediation, at("2027-12-01T10:00:00+08:00")).unpublished_years == (2028,)
    back = replace(working, direction=Direction.BACKWARD)
    assert LAW.due(back, at("2028-01-04T10:00:00+08:00")).unpublished_years == (2027, 2028)
    never_told = Calendar([], [2024, 2025, 2026], [])
    assert due(working, at("2026-03-03T10:00:00+08:00"), never_told).unpublished_years == (2026,)


def test_nothing_is_skipped_where_nothing_moves_and_only_what_lies_between_where_it_does() -> None:
    rule = LAW.rule("CPL25_RETURN_7D")
    stays, over_a_sunday = at("2026-03-03T10:00:00+08:00"), at("2026-03-15T10:00:00+08:00")
    assert LAW.due(rule, stays).skipped == ()
    assert LAW.due(rule, over_a_sunday).rolled_from == date(2026, 3, 22)
    assert LAW.due(rule, over_a_sunday).skipped == ()
    from_saturday = LAW.due(rule, at("2026-03-14T10:00:00+08:00")).skipped
    assert [(found.start, found.end, found.kind, found.name) for found in from_saturday] == [
        (date(2026, 3, 22), date(2026, 3, 22), DayKind.REST, "")
    ]


def test_what_is_skipped_falls_apart_where_kind_name_or_row_changes() -> None:
    skipped = LAW.due(LAW.rule("SAMR121_ACCEPT_7WD"), at("2026-12-30T10:00:00+08:00")).skipped
    assert [(found.start.day, found.end.day, found.kind, found.name) for found in skipped] == [
        (1, 1, DayKind.HOLIDAY, "元旦"),
        (2, 3, DayKind.REST, ""),
        (9, 10, DayKind.REST, ""),
    ]
    autumn = LAW.due(LAW.rule("REG46_HANDLE_7WD"), at("2025-09-29T10:00:00+08:00")).skipped
    assert [(found.start.day, found.end.day, found.name) for found in autumn[:3]] == [
        (1, 5, "国庆节"),
        (6, 6, "中秋节"),
        (7, 8, "国庆节"),
    ]


def test_one_counted_day_stands_for_months_and_years() -> None:
    due = LAW.due(LAW.rule("CPL23_BURDEN_6M"), at("2026-03-03T10:00:00+08:00"))
    assert [(day.date, day.n, day.kind) for day in due.counted] == [(date(2026, 9, 3), 6, DayKind.WORK)]
    assert LAW.due(LAW.rule("XHS_SHIP_48H"), at("2026-03-03T10:00:00+08:00")).counted == ()


def test_a_limit_may_be_counted_in_the_first_and_the_last_year_there_is() -> None:
    month = replace(LAW.rule("CPL23_BURDEN_6M"), amount=1, roll=False)
    first, last = Calendar([], [1, 2], [1, 2]), Calendar([], [9998, 9999], [9998, 9999])
    assert due(month, at("0001-01-05T10:00:00+08:00"), first).latest.date() == date(1, 2, 5)
    assert due(month, at("9999-10-05T10:00:00+08:00"), last).latest.date() == date(9999, 11, 5)
    with pytest.raises(OutOfCalendar, match=r"^Rule CPL23_BURDEN_6M from 9999-12-05T10:00:00\+08:00 leaves"):
        due(month, at("9999-12-05T10:00:00+08:00"), last)
