"""From the packaged law and what was published to the law of this installation. Pure: no database.

Contents are the columns of the packaged files as texts, so a row of an edition reads like a row of the package; columns
that an edition doesn't have keep their packaged value, also those that a later release adds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from law import Calendar, Law, Reference, SpecialDay, load
from law.errors import BadRules
from law.packaged import Row, read_channel, read_figure, read_phone, read_rule, rows

FILES = {"rule": "rules.csv", "phone": "phones.csv", "channel": "channels.csv", "figure": "figures.csv"}
KINDS = {"off": False, "work": True}
MOST = 100_000_000

_RULE_ID = re.compile(r"[A-Z][A-Z0-9_]{2,59}")
_NUMBER = re.compile(r"\+?[0-9][0-9-]{2,19}")
_READERS: dict[str, Callable[[Row], Any]] = {
    "rule": read_rule,
    "phone": read_phone,
    "channel": read_channel,
    "figure": read_figure,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One published content: `subject` and `key` as in `rulebook.models.Edition`."""

    subject: str
    key: str
    content: Any


def overlaid(entries: Iterable[Entry]) -> Law:
    """The packaged law with `entries` in place of what it says of them. Raises BadRules for a content that can't be."""
    base, calendar = load(), load().calendar
    found: dict[str, dict[str, Any]] = {subject: {} for subject in FILES}
    # A notice also speaks of the last days of the year before: the later year has the last word on them.
    for entry in sorted(entries, key=lambda entry: (entry.subject, entry.key)):
        if entry.subject == "calendar":
            calendar = with_year(calendar, int(entry.key), days_of(entry.content))
        else:
            found[entry.subject][entry.key] = read_entry(entry)
    old = base.reference
    reference = Reference.of(
        old.norms.values(),
        (dict(old.figures) | found["figure"]).values(),
        (dict(old.phones) | found["phone"]).values(),
        (dict(old.channels) | found["channel"]).values(),
    )
    return Law((dict(base.rules) | found["rule"]).values(), calendar, reference)


def with_year(calendar: Calendar, year: int, days: Iterable[SpecialDay]) -> Calendar:
    """`calendar` with `days` in place of `year`; days of its December that the next year's notice gave are kept."""
    given = list(days)
    named = {special.day for special in given}
    december = [date(year, 12, n) for n in range(20, 32)]
    kept = [
        SpecialDay(day, calendar.is_working(day), "元旦")
        for day in december
        if year in calendar.covered and calendar.name(day) == "元旦" and day not in named
    ]
    return calendar.with_notice(year, [*given, *kept])


def days_of(content: Any) -> list[SpecialDay]:
    """The days of a calendar's content; raises BadRules."""
    try:
        return [SpecialDay(date.fromisoformat(day), KINDS[kind], str(name)) for day, kind, name in content["days"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise BadRules(f"The days can't be read: {fault}.") from fault


def content_of(days: Iterable[SpecialDay]) -> dict[str, Any]:
    """What `days_of` reads."""
    return {"days": [[special.day.isoformat(), "work" if special.worked else "off", special.name] for special in days]}


def read_entry(entry: Entry) -> Any:
    """The rule, phone, channel or figure of an entry; raises BadRules with what is wrong."""
    row = row_of(entry.subject, entry.key) | _texts(entry.content)
    _check(entry, row)
    try:
        return _READERS[entry.subject](row | {"id": entry.key})
    except (KeyError, ValueError, ArithmeticError) as fault:
        raise BadRules(f"{entry.subject} {entry.key} can't be read: {fault}") from fault


def row_of(subject: str, key: str) -> dict[str, str]:
    """The packaged row, without its id; empty for what the package doesn't know."""
    return {column: text for column, text in _packaged(subject).get(key, {}).items() if column != "id"}


def columns_of(subject: str) -> tuple[str, ...]:
    """The columns that a content may have."""
    first = next(iter(_packaged(subject).values()))
    return tuple(column for column in first if column != "id")


@cache
def _packaged(subject: str) -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in rows(FILES[subject])}


def _texts(content: Any) -> dict[str, str]:
    if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
        raise BadRules("The content must be texts by column.")
    return dict(content)


def _check(entry: Entry, row: Mapping[str, str]) -> None:
    """What the readers of the package take for granted of their own files."""
    unknown = sorted(row.keys() - set(columns_of(entry.subject)))
    if unknown:
        raise BadRules(f"{entry.key} has columns that nobody knows: {', '.join(unknown)}.")
    if entry.key not in _packaged(entry.subject) and not (entry.subject == "rule" and _RULE_ID.fullmatch(entry.key)):
        raise BadRules(f"There is no {entry.subject} {entry.key!r}.")
    for column in ("amount", "value", "max_chars", "attachments", "attachment_mb"):
        if not 0 <= _quantity(row.get(column) or "0") <= MOST:
            raise BadRules(f"{row[column]} is no amount for {entry.key}.")
    if entry.subject == "phone" and not _NUMBER.fullmatch(row["number"]):
        raise BadRules(f"{row['number']!r} is no phone number.")


def _quantity(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,12}(\.\d{1,4})?", text) else -1
