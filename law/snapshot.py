"""The law as one immutable value: every rule and the calendar, with the versions that a stored deadline names."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from law.calendar import CHINA, Calendar
from law.counting import Due, due
from law.errors import BadRules, UnknownRule
from law.packaged import load_calendar, load_reference, load_rules
from law.reference import Norm, Reference
from law.rules import Rule


class Law:
    """Rules, calendar and reference together; nothing in it changes, a new law is a new Law.

    `version` names the rules alone, as `calendar.version` names the calendar: a stored date rests on these two.
    """

    __slots__ = ("_families", "calendar", "reference", "rules", "version")

    def __init__(self, rules: Iterable[Rule], calendar: Calendar, reference: Reference | None = None) -> None:
        listed = list(rules)
        self.rules = MappingProxyType({rule.id: rule for rule in listed})
        if len(self.rules) != len(listed):
            raise BadRules("Two rules share one id.")
        self.calendar = calendar
        self.reference = reference or Reference()
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

    def source(self, source_id: str) -> Rule | Norm:
        """The time limit or the provision with this id, for citing it; raises UnknownRule."""
        return self.rules.get(source_id) or self.reference.norm(source_id)

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
    return Law(load_rules(), load_calendar(), load_reference())
