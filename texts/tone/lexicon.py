"""The words that are looked for, read from the tables of this package.

Each pattern of lexicon.csv begins with one plain character or a set such as [爆暴], which is how it is found quickly.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from law import Words
from texts.packaged import rows
from texts.tone.remark import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what is found, what must not stand before it, and what the row's `form` needs around it."""

    kind: Kind
    form: str
    pattern: re.Pattern[str]
    not_after: re.Pattern[str] | None
    why: str
    gentler: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry at plain[start:end]."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Shelf:
    any: re.Pattern[str]
    entries: tuple[Entry, ...]


class Lexicon:
    """All entries, by the character they begin with."""

    def __init__(self, table: Iterator[Mapping[str, str]]) -> None:
        entries: dict[str, list[Entry]] = {}
        for row in table:
            for character in _beginnings(row["pattern"]):
                entries.setdefault(character, []).append(_entry(row))
        self._shelves = {
            first: _Shelf(re.compile("|".join(entry.pattern.pattern for entry in found)), tuple(found))
            for first, found in entries.items()
        }
        self._firsts = re.compile(f"[{re.escape(''.join(entries))}]")

    def hits(self, plain: str) -> Iterator[Hit]:
        """Every entry at every place, in order of the place."""
        for first in self._firsts.finditer(plain):
            start = first.start()
            shelf = self._shelves[first.group()]
            if shelf.any.match(plain, start):
                yield from _matching(shelf, plain, start)


def _matching(shelf: _Shelf, plain: str, start: int) -> Iterator[Hit]:
    before = plain[max(0, start - 8) : start]
    for entry in shelf.entries:
        found = entry.pattern.match(plain, start)
        if found and not (entry.not_after and entry.not_after.search(before)):
            yield Hit(entry, start, found.end())


def _entry(row: Mapping[str, str]) -> Entry:
    not_after = re.compile(row["not_after"]) if row["not_after"] else None
    return Entry(Kind(row["kind"]), row["form"], re.compile(row["pattern"]), not_after, row["why"], row["gentler"])


def _beginnings(pattern: str) -> str:
    if pattern[0] == "[":
        return pattern[1 : pattern.index("]")]
    if pattern[0] in "(.^\\" or pattern[1:2] in {"?", "*"}:
        raise ValueError(f"{pattern!r} must begin with one plain character or a set of them.")
    return pattern[0]


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package."""
    return Lexicon(rows("texts.tone", "lexicon.csv"))


@cache
def phrases() -> Mapping[str, str]:
    """What gentler wordings are put together from, by key."""
    return {row["key"]: row["zh"] for row in rows("texts.tone", "phrases.csv")}


@cache
def nouns() -> Mapping[str, str]:
    """What an insult is often put before, and how it is called without one."""
    return {row["noun"]: row["gentler"] for row in rows("texts.tone", "nouns.csv")}


@cache
def reasons() -> Mapping[str, Words]:
    """Why something is remarked on, by key."""
    return {row["key"]: Words(row["zh"], row["en"]) for row in rows("texts.tone", "reasons.csv")}
