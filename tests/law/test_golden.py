"""The golden dates, 2020 to 2027: worked by hand or by the second opinion, and never by the code under test.

`by_hand` rows show their reckoning in the comment: "Sun 19 Jan make-up=1" is the first counted day.
"""

import csv
import random
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

import law
from law import CHINA, Due, Unit, UnknownRule
from tests.law import second_opinion

LAW = law.load()
ROWS = list(csv.DictReader(Path(__file__).with_name("golden.csv").open(encoding="utf-8", newline="")))
BY_HAND = [row for row in ROWS if row["by_hand"] == "yes"]
each_row = pytest.mark.parametrize("row", ROWS, ids=[f"{row['rule_id']}@{row['trigger']}" for row in ROWS])


def due_of(row: dict[str, str]) -> Due:
    return LAW.due(LAW.rule(row["rule_id"]), datetime.fromisoformat(row["trigger"]))


@cache
def rolling() -> list[Due]:
    return [due_of(row) for row in ROWS if LAW.rule(row["rule_id"]).roll]


@cache
def working() -> list[Due]:
    return [due_of(row) for row in ROWS if LAW.rule(row["rule_id"]).unit is Unit.WORKING_DAY]


@each_row
def test_the_date_is_the_golden_one(row: dict[str, str]) -> None:
    due = due_of(row)
    assert (due.safe.isoformat(), due.latest.isoformat()) == (row["safe"], row["latest"])
    assert due.provisional == (row["provisional"] == "true")


@each_row
def test_the_second_opinion_agrees(row: dict[str, str]) -> None:
    expected = (row["safe"], row["latest"], row["provisional"] == "true")
    assert second_opinion.opinion(row["rule_id"], row["trigger"]) == expected


@pytest.mark.parametrize("row", [row for row in ROWS if row["family"]])
def test_the_rule_is_the_version_in_force_at_the_trigger(row: dict[str, str]) -> None:
    assert LAW.rule_for(row["family"], on=datetime.fromisoformat(row["trigger"])).id == row["rule_id"]


@pytest.mark.parametrize("family", ["COMPLAINT_ACCEPT", "MEDIATION_END", "MEDIATION_NOTICE", "COMPLAINT_LIMIT"])
def test_before_2020_there_is_no_version(family: str) -> None:
    with pytest.raises(UnknownRule, match="in force on 2019-12-31"):
        LAW.rule_for(family, on=datetime.fromisoformat("2020-01-01T00:59:59+09:00"))


@pytest.mark.parametrize("row", BY_HAND, ids=[f"{row['rule_id']}@{row['trigger']}" for row in BY_HAND])
def test_a_reckoning_by_hand_numbers_its_days_to_the_last(row: dict[str, str]) -> None:
    rule = LAW.rule(row["rule_id"])
    if rule.unit in (Unit.CALENDAR_DAY, Unit.WORKING_DAY):
        numbers = [int(n) for n in re.findall(r"=(\d+)", row["comment"])]
        assert numbers == sorted(numbers)
        assert numbers[-1] == rule.amount


def test_the_table_is_as_large_as_promised() -> None:
    assert len(ROWS) >= 320
    assert len(BY_HAND) >= 60
    assert {row["rule_id"] for row in ROWS} == set(LAW.rules)
    assert {LAW.rule(row["rule_id"]).unit for row in BY_HAND} == set(Unit)
    years = {datetime.fromisoformat(row["trigger"]).astimezone(CHINA).year for row in ROWS}
    assert years >= set(range(2020, 2028))
    assert sum(row["provisional"] == "true" for row in ROWS) >= 20


@pytest.mark.parametrize("day", sorted(second_opinion.WORKED), ids=str)
def test_every_make_up_day_is_counted_and_ended_upon(day: date) -> None:
    assert any(day in [counted.date for counted in due.counted] for due in working())
    assert any(day in (due.safe.date(), due.latest.date()) for due in rolling())


@pytest.mark.parametrize(
    "block",
    [block for year, text in second_opinion.OFF.items() for block in second_opinion.blocks(year, text)],
    ids=lambda block: str(block[0]),
)
def test_all_days_off_are_counted_over_and_rolled_off(block: list[date]) -> None:
    assert any(due.trigger.date() < block[0] and block[-1] < due.latest.date() for due in working())
    assert any(due.safe.date() in block and block[-1] < due.latest.date() for due in rolling())


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_the_second_opinion_agrees_on_days_nobody_chose(rule_id: str) -> None:
    chance = random.Random(rule_id)
    for _ in range(60):
        away = timedelta(seconds=chance.randrange(8 * 365 * 86_400))
        moment = datetime(2020, 1, 1, tzinfo=UTC) + away
        try:
            expected = second_opinion.opinion(rule_id, moment.isoformat())
        except KeyError:
            continue
        due = LAW.due(LAW.rule(rule_id), moment)
        assert (due.safe.isoformat(), due.latest.isoformat(), due.provisional) == expected


@pytest.mark.parametrize("year", [*second_opinion.OFF, *second_opinion.MOVING])
def test_both_calendars_rest_on_the_same_days(year: int) -> None:
    for n in range(366):
        day = date(year, 1, 1) + timedelta(n)
        if day.year == year:
            rested = day not in second_opinion.WORKED and (day in second_opinion.RESTED or day.isoweekday() > 5)
            assert LAW.calendar.is_working(day) is not rested
