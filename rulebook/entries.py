"""Entries of the rulebook as admins edit them: what is in force, what a version changes, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _L
from django.utils.translation import pgettext_lazy

from law import Calendar, ChannelLimit, Figure, Law, Phone, Rule, UnknownRule, Words, load
from law.reference import CONFIRMED, HOUSE, UNCERTAIN
from law.staleness import PLATFORM, freshness
from rulebook.models import Edition, EditionState, Subject
from rulebook.overlay import days_of, row_of, with_year

UNITS = {
    "hour": pgettext_lazy("unit", "hours"), "calendar_day": pgettext_lazy("unit", "days"),
    "working_day": pgettext_lazy("unit", "working days"), "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"), "day": pgettext_lazy("unit", "days"), "yuan": pgettext_lazy("unit", "yuan"),
    "count": pgettext_lazy("unit", "times or pieces"),
}  # fmt: skip
CONFIDENCE = {
    CONFIRMED: _L("Confirmed: read in its source"), UNCERTAIN: _L("Not confirmed"), HOUSE: _L("Our own choice"),
}  # fmt: skip
YES_NO = {"yes": pgettext_lazy("rolls", "Yes"), "no": pgettext_lazy("rolls", "No")}
COLUMNS = {
    "amount": pgettext_lazy("column", "How long"), "value": _L("Amount"),
    "unit": _L("Counted in"), "roll": _L("Moves past days off"),
    "article": _L("Article"), "effective_from": _L("Applies from"), "effective_to": _L("Applies until"),
    "confidence": _L("How sure"), "verified_on": _L("Checked on"), "number": _L("Number"),
    "name_zh": _L("Name in Chinese"), "name_en": _L("Name in English"), "source_zh": _L("Published in (Chinese)"),
    "source_en": _L("Published in (English)"), "min_chars": _L("Fewest characters"),
    "max_chars": _L("Most characters"), "attachments": _L("Most files"), "attachment_mb": _L("Size of a file in MB"),
    "types": _L("Types of files"), "note_zh": _L("Remark in Chinese"), "note_en": _L("Remark in English"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One column that a version changes, in words."""

    label: Any
    before: str
    after: str


def found(law: Law, subject: str, key: str) -> Rule | Phone | ChannelLimit | Figure:
    """The entry as it is in force; raises UnknownRule, also for calendars and unknown subjects."""
    if subject == Subject.RULE:
        return law.rule(key)
    if subject == Subject.PHONE:
        return law.reference.phone(key)
    if subject == Subject.CHANNEL:
        return law.reference.channel(key)
    if subject == Subject.FIGURE:
        return law.reference.figure(key)
    raise UnknownRule(f"{subject!r} has no entries.")


def name_of(law: Law, subject: str, key: str) -> Words:
    """What people call it; the key alone for one that is gone."""
    if subject == Subject.CALENDAR:
        return Words(f"{key}年放假安排", f"Holidays of {key}")
    try:
        entry = found(law, subject, key)
    except UnknownRule:
        return Words(key, key)
    return Words(entry.name_zh, entry.name_en) if isinstance(entry, Rule) else entry.name


def is_stale(entry: Rule | Phone | ChannelLimit | Figure, law: Law, today: date) -> bool:
    """Whether it should be read again in its source; what we chose ourselves has none."""
    if isinstance(entry, Figure):
        return False
    if isinstance(entry, ChannelLimit):
        limit = law.reference.figure(PLATFORM).span
        old = entry.verified_on is None or today - entry.verified_on > limit
        return old and not entry.confidence.startswith(HOUSE)
    return freshness(entry, law.reference, today=today).stale


def row_before(subject: str, key: str, edition: Edition | None = None) -> dict[str, str]:
    """The columns in force, or those that were when `edition` was published."""
    before = _before(subject, key, edition)
    return row_of(subject, key) | (dict(before.content) if before else {})


def calendar_before(year: int, edition: Edition | None = None) -> Calendar:
    """The calendar of `year` as it is in force, or was when `edition` was published."""
    before = _before(Subject.CALENDAR, str(year), edition)
    packaged = load().calendar
    return with_year(packaged, year, days_of(before.content)) if before else packaged


def changes(subject: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The columns that differ, in the order of the file."""
    differing = [column for column in after if (before.get(column) or "") != (after[column] or "")]
    return [
        Change(COLUMNS.get(column, column), said(column, before.get(column, "")), said(column, after[column]))
        for column in differing
    ]


def said(column: str, text: str) -> str:
    """A cell in words."""
    if not text:
        return "—"
    if column == "unit":
        return str(UNITS.get(text, text))
    if column == "roll":
        return str(YES_NO.get(text, text))
    if column == "confidence":
        word, _colon, why = text.partition(":")
        return str(CONFIDENCE.get(word, word)) + (_(" (%(why)s)") % {"why": why.strip()} if why else "")
    if column == "types":
        return _(", ").join(ending.upper() for ending in text.split())
    return text


def _before(subject: str, key: str, edition: Edition | None) -> Edition | None:
    same = Edition.objects.filter(subject=subject, key=key, state=EditionState.PUBLISHED)
    if edition is not None and edition.number is not None:
        same = same.filter(number__lt=edition.number)
    return same.order_by("-number").first()
