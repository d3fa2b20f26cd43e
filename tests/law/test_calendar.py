"""The calendar: notices as published, festivals beyond, and what a count refuses."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import permutations

import pytest

import law
from law import Calendar, DayKind, Law, NaiveTrigger, OutOfCalendar, SpecialDay
from law.calendar import statutory_days

LAW = law.load()
CALENDAR = LAW.calendar
MADE_UP = {year: SpecialDay(date(year, 10, 9), True, "国庆节") for year in (2027, 2028, 2029)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def every_day(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


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


def test_a_calendar_without_years_says_so() -> None:
    with pytest.raises(OutOfCalendar, match=r"^The calendar covers no year; the count needs 2026\.$"):
        Calendar([], [], []).year(2026)


def test_a_year_that_is_not_covered_is_named_with_those_that_are() -> None:
    with pytest.raises(OutOfCalendar, match=r"^The calendar covers 2004 to 2060; the count needs 2061\.$"):
        CALENDAR.year(2061)


@pytest.mark.parametrize("order", list(permutations([2027, 2028, 2029])))
def test_notices_may_come_in_any_order_and_twice(order: tuple[int, ...]) -> None:
    notices = {year: [SpecialDay(date(year, 1, 1), False, "元旦"), MADE_UP[year]] for year in order}

    def told(years: Iterable[int]) -> Calendar:
        calendar = CALENDAR
        for year in years:
            calendar = calendar.with_notice(year, notices[year])
        return calendar

    assert told(order).version == told(sorted(order)).version == told([*order, *order]).version
    for year in order:
        assert told(order).kind(MADE_UP[year].day) is DayKind.MAKEUP


def test_a_notice_replaces_its_year_and_leaves_the_others() -> None:
    new_year = SpecialDay(date(2027, 1, 1), False, "元旦")
    known = CALENDAR.with_notice(2027, [new_year])
    assert known.kind(date(2027, 2, 5)) is DayKind.WORK
    assert known.name(date(2027, 1, 1)) == "元旦"
    assert [known.kind(date(year, 10, 1)) for year in (2026, 2028)] == [DayKind.HOLIDAY, DayKind.HOLIDAY]
    assert (known.covered, known.published) == (CALENDAR.covered, CALENDAR.published | {2027})


def test_a_notice_may_open_a_year_that_nobody_knew() -> None:
    known = CALENDAR.with_notice(2061, [SpecialDay(date(2061, 1, 1), False, "元旦")])
    assert known.covered == CALENDAR.covered | {2061}
    assert not known.is_working(date(2061, 1, 1))
    assert known.is_working(date(2061, 12, 30))


def test_one_day_may_be_changed_without_making_its_year_certain() -> None:
    other = CALENDAR.with_day(SpecialDay(date(2027, 3, 3), False, "试"))
    assert (other.covered, other.published) == (CALENDAR.covered, CALENDAR.published)
    assert other.kind(date(2027, 3, 3)) is DayKind.HOLIDAY
    assert CALENDAR.kind(date(2027, 3, 3)) is DayKind.WORK


def test_only_special_days_have_a_name() -> None:
    assert CALENDAR.name(date(2026, 10, 10)) == "国庆节"
    assert CALENDAR.name(date(2026, 10, 12)) == ""


def test_the_thirteen_days_of_a_year_by_name() -> None:
    days = [(day.isoformat(), CALENDAR.name(day)) for day in every_day(2027) if CALENDAR.name(day)]
    assert days == [
        ("2027-01-01", "元旦"),
        *((f"2027-02-0{n}", "春节") for n in (5, 6, 7, 8)),
        ("2027-04-05", "清明节"),
        *((f"2027-05-0{n}", "劳动节") for n in (1, 2)),
        ("2027-06-09", "端午节"),
        ("2027-09-15", "中秋节"),
        *((f"2027-10-0{n}", "国庆节") for n in (1, 2, 3)),
    ]


def test_statutory_days_come_in_their_order_and_are_days_off() -> None:
    moving = [date(2028, 1, 25), date(2028, 4, 4), date(2028, 5, 28), date(2028, 10, 3)]
    days = statutory_days(*moving)
    assert [special.day for special in days] == sorted({special.day for special in days})
    assert len(days) == 12
    assert not any(special.worked for special in days)


def test_a_weekday_is_doubtful_within_seven_days_of_a_festival_and_a_weekend_always() -> None:
    doubtful = [day for day in every_day(2027) if CALENDAR.is_doubtful(day)]
    around_dragon_boat = [date(2027, 6, 2) + timedelta(n) for n in range(15)]
    assert [day for day in doubtful if day.month == 6 and day.weekday() < 5] == [
        day for day in around_dragon_boat if day.weekday() < 5
    ]
    assert {day for day in every_day(2027) if day.weekday() >= 5} <= set(doubtful)
    assert not any(CALENDAR.is_doubtful(day) for day in every_day(2026))
    assert CALENDAR.is_doubtful(date(2027, 12, 27))  # New Year 2028 is five days away


def test_a_year_is_known_to_its_last_day() -> None:
    for year in (2023, 2024, 2027):
        worked = {day.toordinal() for day in every_day(year) if CALENDAR.kind(day).worked}
        compiled = CALENDAR.year(year)
        assert set(compiled.work) == compiled.working == worked
        assert compiled.published is (year < 2027)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-01-01", 1, "2026-01-04"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-01-05", -1, "2026-01-04"),
        ("2026-01-04", -1, "2025-12-31"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2025-12-31", 250, "2027-01-05"),
        ("2027-01-04", -249, "2025-12-31"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-10-10", -1, "2026-10-09"),
    ],
)
def test_the_nth_working_day_after_or_before(day: str, n: int, expected: str) -> None:
    assert CALENDAR.nth_working(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_the_version_names_days_names_and_years() -> None:
    day = SpecialDay(date(2026, 1, 1), False, "元旦")
    plain = Calendar([day], [2026], [2026])
    others = [
        Calendar([], [2026], [2026]),
        Calendar([SpecialDay(day.day, True, "元旦")], [2026], [2026]),
        Calendar([SpecialDay(day.day, False, "新年")], [2026], [2026]),
        Calendar([day], [2026, 2027], [2026]),
        Calendar([day], [2026], []),
    ]
    assert len({plain.version, *(other.version for other in others)}) == 6
    assert Calendar([day], {2026}, (2026,)).version == plain.version
    assert re.fullmatch(r"[0-9a-f]{12}", plain.version)


def test_a_naive_time_is_refused_with_the_time_itself() -> None:
    with pytest.raises(NaiveTrigger, match=r"^The time 2026-03-03T09:30:00 has no time zone\.$"):
        LAW.due(LAW.rule("CPL25_RETURN_7D"), datetime(2026, 3, 3, 9, 30))


def test_all_days_of_the_calendar_have_a_kind_that_is_worked_or_not() -> None:
    assert {kind: kind.worked for kind in DayKind} == {
        DayKind.WORK: True,
        DayKind.MAKEUP: True,
        DayKind.REST: False,
        DayKind.HOLIDAY: False,
    }


def test_a_year_without_special_days_is_worked_from_its_first_weekday_to_its_last() -> None:
    work = Calendar([], [2026], []).year(2026).work
    assert [date.fromordinal(work[n]) for n in (0, 1, -1)] == [date(2026, 1, 1), date(2026, 1, 2), date(2026, 12, 31)]
    assert CALENDAR.is_doubtful(date(2027, 1, 1))
