"""The forty examples worked by hand: every due moment, and every detail that their explanations mention."""

import csv
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import law
from law import DayKind, Due

CASES = list(csv.DictReader(Path(__file__).with_name("deadline_cases.csv").open(encoding="utf-8", newline="")))
each_case = pytest.mark.parametrize("case", CASES, ids=[f"{c['rule_id']}@{c['trigger']}" for c in CASES])


def due_of(case: dict[str, str]) -> Due:
    packaged = law.load()
    return packaged.due(packaged.rule(case["rule_id"]), datetime.fromisoformat(case["trigger"]))


def days(text: str, due: Due) -> list[date]:
    """`09-28, 10-01..10-08` as days at or after the trigger."""
    found: list[date] = []
    for part in text.split(", "):
        start, _, end = part.partition("..")
        ends = [date.fromisoformat(f"{due.trigger.year}-{day}") for day in (start, end or start)]
        if ends[0] < due.trigger.date():
            ends = [day.replace(year=day.year + 1) for day in ends]
        found += [ends[0] + timedelta(n) for n in range((ends[1] - ends[0]).days + 1)]
    return found


def test_all_forty_are_here() -> None:
    assert len(CASES) == 40


@each_case
def test_latest_is_the_moment_worked_out(case: dict[str, str]) -> None:
    assert due_of(case).latest.isoformat() == case["due"]


@each_case
def test_provisional_exactly_where_the_example_says_so(case: dict[str, str]) -> None:
    assert due_of(case).provisional == ("PROVISIONAL" in case["explanation"])


@each_case
def test_safe_is_the_unrolled_day(case: dict[str, str]) -> None:
    due = due_of(case)
    unrolled = re.search(
        r"(?:day \d+ =|corresponding day) (\S+) \w+(?: \([^)]*\))?; last day is a rest", case["explanation"]
    )
    if unrolled or "rolls to" in case["explanation"]:
        day = re.findall(r"(?:day \d+ =|corresponding day) (\d{4}-\d\d-\d\d)", case["explanation"])[-1]
        assert due.safe.isoformat() == f"{day}T23:59:59+08:00"
        assert due.rolled_from == date.fromisoformat(day)
    else:
        assert due.safe == due.latest
        assert due.rolled_from is None


@each_case
def test_first_and_last_counted_day(case: dict[str, str]) -> None:
    due = due_of(case)
    for n, day in re.findall(r"day (\d+) = (\S+)", case["explanation"]):
        assert [c.date.isoformat() for c in due.counted if c.n == int(n)] == [day]


@each_case
def test_counted_days_are_those_listed(case: dict[str, str]) -> None:
    due = due_of(case)
    if listed := re.match(r"counted: ([^;|]+?)(?:;| \|)", case["explanation"]):
        assert [c.date for c in due.counted] == days(listed[1], due)


@each_case
def test_make_up_days_and_days_off_are_those_listed(case: dict[str, str]) -> None:
    due = due_of(case)
    made_up = re.search(r"make-up workdays counted: ([^;|]+)", case["explanation"])
    if made_up:
        expected = re.findall(r"\d{4}-\d\d-\d\d", made_up[1])
        assert [c.date.isoformat() for c in due.counted if c.kind is DayKind.MAKEUP] == expected
    skipped = re.search(r"holiday days off skipped: ([^;|]+?)(?:;| \||$)", case["explanation"])
    if skipped:
        ranges = [s for s in due.skipped if s.kind is DayKind.HOLIDAY]
        off = [s.start + timedelta(n) for s in ranges for n in range((s.end - s.start).days + 1)]
        assert off == days(skipped[1], due)
