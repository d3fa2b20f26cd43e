"""The calendar: notices as published, festivals beyond, and what a count refuses."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

import law
from law import Calendar, DayKind, Law, NaiveTrigger, OutOfCalendar, SpecialDay

LAW = law.load()
CALENDAR = LAW.calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-01-04", DayKind.MAKEUP),
        ("2026-02-14", DayKind.MAKEUP),
        ("2026-02-15", DayKind.HOLIDAY),
        ("2026-02-23", DayKind.HOLIDAY),
        ("2026-02-24", DayKind.WORK),
        ("2026-10-10", DayKind.MAKEUP),
        ("2026-10-11", DayKind.REST),
        ("2025-01-26", DayKind.MAKEUP),
        ("2020-01-31", DayKind.HOLIDAY),
        ("2027-02-05", DayKind.HOLIDAY),
        ("2027-02-09", DayKind.WORK),
        ("2027-06-09", DayKind.HOLIDAY),
        ("2033-09-08", DayKind.HOLIDAY),
    ],
)
def test_days_are_what_the_notices_and_festivals_say(day: str, kind: DayKind) -> None:
    assert CALENDAR.kind(date.fromisoformat(day)) is kind


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_published_year_has_248_working_days(year: int) -> None:
    assert len(CALENDAR.year(year).work) == 248


def test_published_until_2026_then_thirteen_statutory_days() -> None:
    assert {*range(2019, 2027)} <= CALENDAR.published
    assert max(CALENDAR.published) == 2026
    start = date(2027, 1, 1)
    kinds = Counter(CALENDAR.kind(start + timedelta(n)) for n in range(365))
    assert kinds[DayKind.HOLIDAY] == 13
    assert kinds[DayKind.MAKEUP] == 0


def test_festivals_that_fall_together_make_one_day() -> None:
    assert CALENDAR.name(date(2028, 10, 3)) == "中秋节"
    assert CALENDAR.kind(date(2028, 10, 3)) is DayKind.HOLIDAY


def test_a_notice_makes_a_year_certain_and_changes_the_version() -> None:
    notice = [SpecialDay(date(2027, 1, n), False, "元旦") for n in (1, 2, 3)]
    known = Law(LAW.rules.values(), CALENDAR.with_notice(2027, notice))
    rule = known.rule("CPL25_RETURN_7D")
    assert LAW.due(rule, at("2026-12-25T16:00:00+08:00")).provisional
    assert not known.due(rule, at("2026-12-25T16:00:00+08:00")).provisional
    assert known.calendar.version != CALENDAR.version


@pytest.mark.parametrize(
    ("received", "provisional"),
    [
        ("2027-02-02T10:00:00+08:00", True),  # ends on Tuesday 9 February, in the reach of the Spring Festival
        ("2027-03-01T10:00:00+08:00", False),  # ends on Monday 8 March: no notice ever reached so far
        ("2027-03-06T10:00:00+08:00", True),  # ends on Saturday 13 March and rolls
    ],
)
def test_a_rolling_end_is_provisional_where_a_notice_may_still_reach_it(received: str, provisional: bool) -> None:
    assert LAW.due(LAW.rule("CPL25_RETURN_7D"), at(received)).provisional is provisional


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(NaiveTrigger, match="no time zone"):
        LAW.due(LAW.rule("CPL25_RETURN_7D"), datetime(2026, 3, 3))


@pytest.mark.parametrize(
    "rule_id", ["SAMR121_ACCEPT_7WD", "CPL25_RETURN_7D", "CC188_MAX_20Y", "PEN9_REFUND_15D", "ECL31_DATA_3Y"]
)
@pytest.mark.parametrize("moment", ["1990-01-01T00:00:00+08:00", "2090-01-01T00:00:00+08:00"])
def test_years_without_a_calendar_are_refused(rule_id: str, moment: str) -> None:
    with pytest.raises(OutOfCalendar):
        if rule_id == "CC188_MAX_20Y":
            moment = moment.replace("1990", "1970")
        LAW.due(LAW.rule(rule_id), at(moment))


@pytest.mark.parametrize("rule_id", ["XHS_SHIP_48H", "CC188_MAX_20Y", "PEN9_REFUND_15D"])
def test_the_end_of_time_is_refused(rule_id: str) -> None:
    with pytest.raises(OutOfCalendar):
        LAW.due(LAW.rule(rule_id), at("9999-12-31T23:00:00+08:00"))


def test_the_long_stop_of_twenty_years_can_be_counted_today() -> None:
    due = LAW.due(LAW.rule("CC188_MAX_20Y"), at("2026-11-23T10:00:00+08:00"))
    assert due.latest.isoformat() == "2046-11-23T23:59:59+08:00"


def test_backward_rules_count_from_the_event_to_before_it() -> None:
    due = LAW.due(LAW.rule("NTM23_SHOP_CLOSE_30D"), at("2026-10-31T10:00:00+08:00"))
    assert due.latest.isoformat() == "2026-10-01T23:59:59+08:00"
    assert [due.counted[0].date, due.counted[-1].date] == [date(2026, 10, 30), date(2026, 10, 1)]


def test_working_days_can_be_walked_backward_over_a_year() -> None:
    assert CALENDAR.nth_working(date(2026, 1, 5), -2) == date(2025, 12, 31)


def test_an_empty_calendar_knows_no_year() -> None:
    with pytest.raises(OutOfCalendar):
        Calendar([], [2026], [2026]).year(2025)
