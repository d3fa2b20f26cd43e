"""What must hold for every rule, moment and calendar, whatever the numbers."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

import law
from law import CHINA, Calendar, DayKind, Direction, Law, OutOfCalendar, Rule, SpecialDay, Unit

# On a busy machine a single example may wait longer than it counts.
settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")

PACKAGED = law.load()
RULES = list(PACKAGED.rules.values())
WORKING = [rule for rule in RULES if rule.unit is Unit.WORKING_DAY]

rules = st.sampled_from(RULES)
working_rules = st.sampled_from(WORKING)
moments = st.datetimes(datetime(2019, 1, 1), datetime(2035, 12, 31), timezones=st.just(CHINA))
days = st.dates(date(2019, 1, 1), date(2035, 12, 31))
counts = st.integers(1, 300)


def a_limit(unit: Unit, amount: int, backward: bool, roll: bool, like: Rule) -> Rule:
    """A rule as an admin might publish it: any length in any unit, either way."""
    rolls = roll and not backward and unit in (Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR)
    direction = Direction.BACKWARD if backward else Direction.FORWARD
    return replace(like, unit=unit, amount=amount, direction=direction, roll=rolls)


invented = st.builds(a_limit, st.sampled_from(Unit), st.integers(1, 12), st.booleans(), st.booleans(), rules)


def changed(day: date, *, worked: bool) -> Calendar:
    return PACKAGED.calendar.with_day(SpecialDay(day, worked, "测试"))


def known_of(year: int) -> list[SpecialDay]:
    """The special days that the packaged calendar has of one year, as a notice would list them."""
    calendar = PACKAGED.calendar
    every = (date(year, 1, 1) + timedelta(n) for n in range(366))
    told = [(day, calendar.kind(day)) for day in every if day.year == year]
    special = (DayKind.HOLIDAY, DayKind.MAKEUP)
    return [SpecialDay(day, kind is DayKind.MAKEUP, calendar.name(day)) for day, kind in told if kind in special]


def near(moment: datetime, offset: int) -> date:
    return moment.date() + timedelta(days=offset)


@given(rules, moments, moments)
def test_a_later_trigger_never_ends_earlier(rule: Rule, one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    earlier, later = PACKAGED.due(rule, first), PACKAGED.due(rule, second)
    assert earlier.latest <= later.latest
    assert earlier.safe <= later.safe


@given(working_rules, moments, st.integers(-5, 60))
def test_a_rest_day_more_never_makes_it_earlier(rule: Rule, moment: datetime, offset: int) -> None:
    more_rest = Law([rule], changed(near(moment, offset), worked=False))
    assert more_rest.due(rule, moment).latest >= PACKAGED.due(rule, moment).latest


@given(working_rules, moments, st.integers(-5, 60))
def test_a_make_up_day_more_never_makes_it_later(rule: Rule, moment: datetime, offset: int) -> None:
    more_work = Law([rule], changed(near(moment, offset), worked=True))
    assert more_work.due(rule, moment).latest <= PACKAGED.due(rule, moment).latest


@given(rules, moments, days)
def test_a_rest_day_more_never_makes_a_rolled_end_earlier(rule: Rule, moment: datetime, day: date) -> None:
    more_rest = Law([rule], changed(day, worked=False))
    assert more_rest.due(rule, moment).latest >= PACKAGED.due(rule, moment).latest


@given(rules, moments)
def test_safe_is_never_after_latest(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    assert due.safe <= due.latest
    assert rule.roll or due.safe == due.latest


@given(rules, moments)
def test_forward_ends_after_the_trigger_and_backward_before(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    assert (due.latest > moment) == (rule.direction is Direction.FORWARD)


@given(rules, moments)
def test_a_rolled_end_is_a_working_day(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    if rule.roll or rule.unit is Unit.WORKING_DAY:
        assert PACKAGED.calendar.is_working(due.latest.date())


@given(working_rules, moments)
def test_exactly_the_working_days_are_counted(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    assert [counted.n for counted in due.counted] == list(range(1, rule.amount + 1))
    assert all(counted.kind in (DayKind.WORK, DayKind.MAKEUP) for counted in due.counted)
    skipped = sum((found.end - found.start).days + 1 for found in due.skipped)
    assert skipped + rule.amount == (due.latest.date() - moment.date()).days


@given(rules, moments)
def test_the_time_of_day_and_the_zone_it_is_told_in_change_nothing(rule: Rule, moment: datetime) -> None:
    abroad = moment.astimezone(timezone(timedelta(hours=-7)))
    assert PACKAGED.due(rule, abroad) == PACKAGED.due(rule, moment)


@given(rules, moments)
def test_every_date_can_be_explained_and_stored(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    assert json.loads(json.dumps(due.why())) == due.why()
    for text in (law.explain_zh(due, rule), law.explain_en(due, rule)):
        assert "  " not in text
        assert "None" not in text
    assert law.explain_zh(due, rule).endswith("。")


@given(rules, moments)
def test_no_published_year_is_provisional(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    if due.latest.year <= 2026:
        assert not due.provisional
    assert bool(due.unpublished_years) == due.provisional


@given(rules, moments, days)
def test_a_make_up_day_more_never_makes_a_rolled_end_later(rule: Rule, moment: datetime, day: date) -> None:
    more_work = Law([rule], changed(day, worked=True))
    assert more_work.due(rule, moment).latest <= PACKAGED.due(rule, moment).latest


@given(rules, moments, days, st.booleans())
def test_no_calendar_moves_the_safe_day_of_calendar_days_months_and_years(
    rule: Rule, moment: datetime, day: date, worked: bool
) -> None:
    other = Law([rule], changed(day, worked=worked)).due(rule, moment)
    if rule.unit is not Unit.WORKING_DAY:
        assert other.safe == PACKAGED.due(rule, moment).safe


@given(days, counts, counts)
def test_counting_on_from_a_counted_day_is_counting_further(day: date, first: int, second: int) -> None:
    calendar = PACKAGED.calendar
    assert calendar.nth_working(calendar.nth_working(day, first), second) == calendar.nth_working(day, first + second)
    assert calendar.nth_working(calendar.nth_working(day, -first), -second) == calendar.nth_working(
        day, -first - second
    )


@given(days, counts)
def test_counting_back_as_far_leads_to_where_a_working_day_began(day: date, amount: int) -> None:
    calendar = PACKAGED.calendar
    start = calendar.next_working(day)
    assert calendar.nth_working(calendar.nth_working(start, amount), -amount) == start


@given(rules, moments, st.sampled_from(range(2019, 2037)))
def test_a_notice_that_says_what_was_known_changes_no_date(rule: Rule, moment: datetime, year: int) -> None:
    again = PACKAGED.calendar.with_notice(year, known_of(year))
    before, after = PACKAGED.due(rule, moment), Law([rule], again).due(rule, moment)
    assert (before.safe, before.latest, before.skipped) == (after.safe, after.latest, after.skipped)
    assert before.provisional >= after.provisional
    assert (again.version == PACKAGED.calendar.version) == (year in PACKAGED.calendar.published)


@given(invented, moments)
def test_any_limit_can_be_counted_explained_and_stored(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    why = json.loads(json.dumps(due.why(), ensure_ascii=False))
    assert why == due.why()
    told = [datetime.fromisoformat(why[name]) for name in ("trigger", "safe", "latest")]
    assert told == [due.trigger, due.safe, due.latest] == [moment, due.safe, due.latest]
    listed = [(day["date"], day["n"], day["kind"]) for day in why["counted"]]
    assert listed == [(day.date.isoformat(), day.n, day.kind.value) for day in due.counted]
    assert (why["rolled_from"] is None) == (due.safe == due.latest)
    assert bool(due.unpublished_years) == due.provisional
    for text in (law.explain_zh(due, rule), law.explain_en(due, rule)):
        assert text
        assert "None" not in text


@given(invented, moments)
def test_a_day_ends_at_its_last_second_and_an_hour_where_it_began(rule: Rule, moment: datetime) -> None:
    due = PACKAGED.due(rule, moment)
    for end in (due.safe, due.latest):
        assert end.utcoffset() == timedelta(hours=8)
        if rule.unit is Unit.HOUR:
            assert abs(end - moment) == timedelta(hours=rule.amount)
        else:
            assert (end.hour, end.minute, end.second, end.microsecond) == (23, 59, 59, 0)


@given(rules, moments, st.integers(-86_399, 86_399))
def test_one_instant_is_one_trigger_in_whatever_zone_it_is_told(rule: Rule, moment: datetime, seconds: int) -> None:
    abroad = moment.astimezone(timezone(timedelta(seconds=seconds)))
    due = PACKAGED.due(rule, abroad)
    assert due == PACKAGED.due(rule, moment)
    assert due.why() == PACKAGED.due(rule, moment).why()


@given(invented, st.datetimes(), st.integers(-86_399, 86_399))
def test_any_year_is_counted_or_refused_in_a_sentence(rule: Rule, naive: datetime, seconds: int) -> None:
    try:
        due = PACKAGED.due(rule, naive.replace(tzinfo=timezone(timedelta(seconds=seconds))))
    except OutOfCalendar as refusal:
        assert str(refusal).endswith(".")
    else:
        assert due.safe <= due.latest
        assert rule.unit is Unit.HOUR or 2004 <= due.latest.year <= 2060


@given(
    st.sampled_from(list(PACKAGED.rules)), st.sampled_from(["0001", "2003", "2061", "9999"]), st.sampled_from([-12, 14])
)
def test_the_edges_of_time_are_no_crash(rule_id: str, year: str, hours: int) -> None:
    for day in ("01-01T00:00:00", "12-31T23:59:59.999999"):
        moment = datetime.fromisoformat(f"{year}-{day}").replace(tzinfo=timezone(timedelta(hours=hours)))
        with suppress(OutOfCalendar):
            PACKAGED.due(PACKAGED.rule(rule_id), moment)
