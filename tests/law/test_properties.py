"""What must hold for every rule, moment and calendar, whatever the numbers."""

import json
from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

import law
from law import CHINA, Calendar, DayKind, Direction, Law, Rule, SpecialDay, Unit

PACKAGED = law.load()
RULES = list(PACKAGED.rules.values())
WORKING = [rule for rule in RULES if rule.unit is Unit.WORKING_DAY]

rules = st.sampled_from(RULES)
working_rules = st.sampled_from(WORKING)
moments = st.datetimes(datetime(2019, 1, 1), datetime(2035, 12, 31), timezones=st.just(CHINA))
days = st.dates(date(2019, 1, 1), date(2035, 12, 31))


def changed(day: date, *, worked: bool) -> Calendar:
    return PACKAGED.calendar.with_day(SpecialDay(day, worked, "测试"))


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
