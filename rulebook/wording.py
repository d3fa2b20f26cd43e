"""Amounts and times of the rulebook in words, so that no sentence has to hold a number of the law itself."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import ngettext

from law import Figure, Rule
from rulebook.snapshot import current_law


def limit_words(rule: Rule) -> str:
    """How long a limit runs: 「7 个工作日」, "7 working days"."""
    return _amount_words(rule.unit, rule.amount)


def figure_words(figure: Figure) -> str:
    """A figure with its unit: ¥5,000, 「30 天」."""
    return _amount_words(figure.unit, figure.value)


def _amount_words(unit: str, amount: Decimal | int) -> str:
    if unit == "yuan":
        return f"¥{number_format(amount, use_l10n=True, force_grouping=True)}"
    n = int(amount)
    if unit == "count":
        return str(n)
    words = {
        "hour": ngettext("%(n)d hour", "%(n)d hours", n),
        "day": ngettext("%(n)d day", "%(n)d days", n),
        "calendar_day": ngettext("%(n)d day", "%(n)d days", n),
        "working_day": ngettext("%(n)d working day", "%(n)d working days", n),
        "month": ngettext("%(n)d month", "%(n)d months", n),
        "year": ngettext("%(n)d year", "%(n)d years", n),
    }
    return words[unit] % {"n": n}


def rule_named(source_id: str) -> Rule:
    """The rule with this id or, of a family with this name, the version in force today. Raises UnknownRule."""
    law = current_law()
    return law.rule(source_id) if source_id in law.rules else law.rule_for(source_id, on=timezone.now())


class _Quantities(Mapping[str, str]):
    """By the id of a rule, of a family (its version in force today) or of a figure: how long or how much, in words."""

    def __getitem__(self, source_id: str) -> str:
        law = current_law()
        if source_id in law.reference.figures:
            return figure_words(law.reference.figure(source_id))
        return limit_words(rule_named(source_id))

    def __iter__(self) -> Iterator[str]:
        law = current_law()
        return iter([*law.reference.figures, *law.rules])

    def __len__(self) -> int:
        return len(list(iter(self)))


QUANTITIES: Mapping[str, str] = _Quantities()


def quantified(text: object) -> str:
    """`text` with each `%(ID)s` replaced by that limit or figure in words. Raises UnknownRule for an id nobody knows."""
    return str(text) % QUANTITIES
