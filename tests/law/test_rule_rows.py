"""A line of rules.csv becomes a rule, or a sentence that names the rule and the fault."""

from datetime import date
from typing import Any

import pytest

import law
from law import BadRules, Bound, Direction, Effect, Law, Rule, Unit, Words
from law.packaged import load_calendar, read_rule, rows
from law.rules import rule_from_row

ROW = {
    "id": "A_7D",
    "family": "A",
    "stage": "3_complaint",
    "effect": "duty",
    "direction": "forward",
    "name_zh": "名",
    "name_en": "Name",
    "trigger_event": "received",
    "amount": "7",
    "unit": "calendar_day",
    "roll": "yes",
    "who_is_bound": "authority",
    "consequence_zh": "后果",
    "consequence": "Consequence",
    "source_law": "甲法; 乙办法",
    "article": "1; 2",
    "effective_from": "2024-07-01",
    "effective_to": "2026-04-14",
    "confidence": "confirmed: read",
    "verified_on": "2026-09-30",
}
TRIGGERS = {"received": ("收到", "receipt")}
SOURCES = {"甲法": Words("", "Law A"), "乙办法": Words("总局令第2号", "Measures B"), "丙": Words("令3", "C")}


def read(**changed: str) -> Rule:
    return rule_from_row(ROW | changed, TRIGGERS, SOURCES)


def test_every_column_finds_its_place() -> None:
    assert read() == Rule(
        id="A_7D",
        family="A",
        stage="3_complaint",
        effect=Effect.DUTY,
        direction=Direction.FORWARD,
        name_zh="名",
        name_en="Name",
        trigger_event="received",
        amount=7,
        unit=Unit.CALENDAR_DAY,
        roll=True,
        who_is_bound=Bound.AUTHORITY,
        consequence="Consequence",
        source_law="甲法; 乙办法",
        article="1; 2",
        effective_from=date(2024, 7, 1),
        effective_to=date(2026, 4, 14),
        confidence="confirmed: read",
        consequence_zh="后果",
        trigger_zh="收到",
        trigger_en="receipt",
        source_law_en="Law A; Measures B",
        number="总局令第2号",
        verified_on=date(2026, 9, 30),
    )


def test_numbers_of_several_texts_are_listed() -> None:
    assert read(source_law="乙办法; 丙").number == "总局令第2号、令3"


def test_a_rule_cites_its_laws() -> None:
    assert read().citation_zh == "《甲法》第1条、《乙办法》第2条"
    assert read().citation_en == "Law A, art. 1; Measures B, art. 2"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trigger_event": "sold"}, "'sold'"),
        ({"source_law": "丁法"}, "'丁法'"),
        ({"amount": "many"}, "invalid literal"),
        ({"unit": "week"}, "'week' is not a valid Unit"),
        ({"effect": "wish"}, "'wish' is not a valid Effect"),
        ({"direction": "up"}, "'up' is not a valid Direction"),
        ({"who_is_bound": "cat"}, "'cat' is not a valid Bound"),
        ({"roll": "maybe"}, "'maybe'"),
        ({"effective_from": "2026-02-30"}, "day is out of range"),
        ({"verified_on": "soon"}, "Invalid isoformat"),
    ],
)
def test_what_cant_be_read_is_said_with_the_rule_and_the_fault(changed: dict[str, str], said: str) -> None:
    with pytest.raises(BadRules, match=rf"^Rule A_7D can't be read: .*{said}.*\.$"):
        read(**changed)


def test_a_missing_column_is_said_too() -> None:
    with pytest.raises(BadRules, match=r"^Rule \? can't be read: 'id'\.$"):
        rule_from_row({name: text for name, text in ROW.items() if name != "id"}, TRIGGERS, SOURCES)


@pytest.mark.parametrize("amount", ["0", "-7"])
def test_a_limit_counts_at_least_one(amount: str) -> None:
    assert read(amount="1").amount == 1
    with pytest.raises(BadRules, match=r"^Rule A_7D must count at least one calendar_day\.$"):
        read(amount=amount)


@pytest.mark.parametrize(
    ("unit", "direction", "may"),
    [
        ("calendar_day", "forward", True),
        ("month", "forward", True),
        ("year", "forward", True),
        ("hour", "forward", False),
        ("working_day", "forward", False),
        ("calendar_day", "backward", False),
        ("year", "backward", False),
    ],
)
def test_only_forward_days_months_and_years_roll(unit: str, direction: str, may: bool) -> None:
    assert read(unit=unit, direction=direction, roll="no").roll is False
    if may:
        assert read(unit=unit, direction=direction).roll is True
    else:
        with pytest.raises(BadRules, match=r"^Rule A_7D can't roll: only forward days, months and years do\.$"):
            read(unit=unit, direction=direction)


def test_a_rule_may_last_one_day_but_not_end_before_it_begins() -> None:
    assert read(effective_to="2024-07-01").effective_to == date(2024, 7, 1)
    with pytest.raises(BadRules, match=r"^Rule A_7D ends before it begins\.$"):
        read(effective_to="2024-06-30")
    assert read(effective_from="").effective_from is None
    assert read(effective_to="").effective_to is None


@pytest.mark.parametrize(
    ("start", "end", "on", "expected"),
    [
        ("2024-07-01", "2026-04-14", "2024-06-30", False),
        ("2024-07-01", "2026-04-14", "2024-07-01", True),
        ("2024-07-01", "2026-04-14", "2026-04-14", True),
        ("2024-07-01", "2026-04-14", "2026-04-15", False),
        ("", "2026-04-14", "1990-01-01", True),
        ("", "2026-04-14", "2026-04-15", False),
        ("2024-07-01", "", "2999-01-01", True),
        ("2024-07-01", "", "2024-06-30", False),
        ("", "", "1990-01-01", True),
    ],
)
def test_both_ends_belong_to_the_time_in_force(start: str, end: str, on: str, expected: bool) -> None:
    rule = read(effective_from=start, effective_to=end)
    assert rule.in_force(date.fromisoformat(on)) is expected


def test_a_rule_is_confirmed_and_published_or_not() -> None:
    assert (read().confirmed, read(confidence="uncertain: typical").confirmed) == (True, False)
    assert (read().published, read(article="not retrieved").published) == (True, False)


def test_the_packaged_lines_are_the_packaged_rules() -> None:
    rule = law.load().rule("SAMR121_ACCEPT_7WD")
    assert [read_rule(row) for row in rows("rules.csv") if row["id"] == rule.id] == [rule]
    assert (rule.trigger_zh, rule.trigger_en) == ("收到投诉", "receipt of the complaint")
    assert rule.source_law_en
    assert rule.number == "总局令第121号"


def test_the_packaged_calendar_is_certain_until_the_last_notice() -> None:
    calendar = load_calendar()
    assert calendar.published == frozenset(range(2004, 2027))
    assert calendar.covered == frozenset(range(2004, 2061))


def test_without_a_start_a_version_is_the_oldest() -> None:
    always, newer = read(id="OLD", effective_from="", effective_to=""), read(id="NEW", effective_to="")
    both = Law([always, newer], load_calendar())
    assert both.rule_for("A", on=date(2024, 6, 30)).id == "OLD"
    assert both.rule_for("A", on=date(2024, 7, 1)).id == "NEW"


@pytest.mark.parametrize("column", ["amount", "unit", "source_law"])
def test_a_line_that_ends_early_is_refused_with_its_name(column: str) -> None:
    """csv fills what a short line lacks with None."""
    whole = next(rows("rules.csv"))
    short: dict[str, Any] = whole | {column: None}
    with pytest.raises(BadRules, match=whole["id"]):
        read_rule(short)
