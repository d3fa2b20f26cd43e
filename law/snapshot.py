"""The law as one immutable value: every rule and the calendar, with the versions that a stored deadline names."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from law.calendar import CHINA, Calendar, SpecialDay, statutory_days
from law.counting import Due, due
from law.errors import BadRules, UnknownRule
from law.rules import Rule, rule_from_row


class Law:
    """Rules and calendar together; nothing in it changes, a new law is a new Law."""

    __slots__ = ("_families", "calendar", "rules", "version")

    def __init__(self, rules: Iterable[Rule], calendar: Calendar) -> None:
        listed = list(rules)
        self.rules = MappingProxyType({rule.id: rule for rule in listed})
        if len(self.rules) != len(listed):
            raise BadRules("Two rules share one id.")
        self.calendar = calendar
        self._families = _by_family(listed)
        text = "\n".join(repr(rule) for _, rule in sorted(self.rules.items()))
        self.version = hashlib.sha256(text.encode()).hexdigest()[:12]

    def rule(self, rule_id: str) -> Rule:
        """The rule with exactly this id; raises UnknownRule."""
        try:
            return self.rules[rule_id]
        except KeyError:
            raise UnknownRule(f"There is no rule {rule_id!r}.") from None

    def rule_for(self, family: str, on: date) -> Rule:
        """The version of `family` in force on `on` (a day in China); the newest where two overlap.

        Raises UnknownRule when the family doesn't exist or had no version in force that day.
        """
        day = _china_day(on)
        versions = self._families.get(family)
        if versions is None:
            raise UnknownRule(f"There is no family of rules {family!r}.")
        for rule in versions:
            if rule.in_force(day):
                return rule
        raise UnknownRule(f"No version of {family} was in force on {day}.")

    def due(self, rule: Rule, trigger: datetime) -> Due:
        """When `rule` ends, counted from the aware moment `trigger`; raises NaiveTrigger, OutOfCalendar."""
        return due(rule, trigger, self.calendar)


def _by_family(rules: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Versions of each family, newest first."""
    newest_first = sorted(rules, key=lambda rule: rule.effective_from or date.min, reverse=True)
    families: dict[str, list[Rule]] = {}
    for rule in newest_first:
        families.setdefault(rule.family, []).append(rule)
    return {family: tuple(versions) for family, versions in families.items()}


def _china_day(on: date) -> date:
    if not isinstance(on, datetime):
        return on
    return (on.astimezone(CHINA) if on.tzinfo else on).date()


@cache
def load() -> Law:
    """The packaged law, read once per process."""
    return Law(load_rules(), load_calendar())


def load_rules() -> tuple[Rule, ...]:
    """All rules of rules.csv, with the words for their triggers and sources."""
    triggers = {row["event"]: (row["zh"], row["en"]) for row in _rows("triggers.csv")}
    sources = {row["name_zh"]: row["name_en"] for row in _rows("sources.csv")}
    return tuple(rule_from_row(row, triggers, sources) for row in _rows("rules.csv"))


def load_calendar() -> Calendar:
    """Days off and make-up days of published years, festivals alone for the years after."""
    notices = [SpecialDay(date.fromisoformat(r["date"]), r["kind"] == "work", r["name"]) for r in _rows("holidays.csv")]
    published = {special.day.year for special in notices}
    festivals = list(_rows("festivals.csv"))
    baseline = [special for row in festivals if int(row["year"]) not in published for special in _statutory(row)]
    return Calendar([*notices, *baseline], published | {int(row["year"]) for row in festivals}, published)


def _statutory(row: dict[str, str]) -> tuple[SpecialDay, ...]:
    names = ("new_year_eve", "qingming", "dragon_boat", "mid_autumn")
    return statutory_days(*(date.fromisoformat(row[name]) for name in names))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("law").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))
