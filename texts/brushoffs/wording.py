"""The wordings of each brush-off, in the phrase language of `law.excuses` with three more signs.

`…` at the top of a phrase is at most eighteen characters of anything, `{name}` one of a group of groups.csv, `@key` every
wording of that entry too. Texts are compared after `plainly`: without blanks, punctuation, case, particles and 您.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from law import excuses
from texts.packaged import rows

GAP = ".{0,18}?"
_PARTICLES = re.compile("[哦哈呀啦噢喔呢哟咯哒滴嗷捏]")
_GROUP = re.compile(r"{(\w+)}")
_NEGATED = re.compile(r"(?:没有?|未|并非|不是|并不|不用|无需|不需要|不必|不会|不属于|不存在)$")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one thing is said, and what takes it back where both are found (`unless`)."""

    phrases: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def start(self, heard: str) -> int | None:
        """Where in `heard` it is said first, None where it isn't; what is denied doesn't count."""
        if self.phrases is None:
            return None
        said = self.unless.sub(_blank, heard) if self.unless else heard
        found = (match.start() for match in self.phrases.finditer(said))
        return next((at for at in found if not _NEGATED.search(said[max(at - 4, 0) : at])), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of phrases.csv as it is heard: `rank` 1 for a narrow reason … 5 for a mere posture.

    `kin` is the entry whose wordings it borrows (another speaker, the same reason), or itself; `excuses` are keys of the law
    floor whose wordings count too; `along` is whether it is said together with a yes.
    """

    key: str
    kin: str
    rank: int
    wording: Wording
    excuses: frozenset[str]
    along: bool


def plainly(text: str) -> str:
    """`text` as wordings are compared."""
    return _PARTICLES.sub("", excuses.plain(text)).replace("您", "你")


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry in the order of phrases.csv."""
    table = {row["key"]: row for row in rows("texts.brushoffs", "phrases.csv")}
    return tuple(_entry(row, table) for row in table.values())


@cache
def guards() -> Mapping[str, Wording]:
    """By its kind: what shows that a text is no brush-off."""
    return {row["kind"]: Wording(_any_of([row["phrases"]]), _any_of([row["unless"]])) for row in _guards()}


def _guards() -> list[dict[str, str]]:
    return list(rows("texts.brushoffs", "guards.csv"))


def _entry(row: Mapping[str, str], table: Mapping[str, Mapping[str, str]]) -> Entry:
    keys = [row["key"]]
    for key in keys:  # grows while it is read: an entry named may name another
        keys += [phrase[1:] for phrase in table[key]["phrases"].split("|") if phrase.startswith("@")]
    wording = Wording(_any_of([table[key]["phrases"] for key in keys]), _any_of([table[key]["unless"] for key in keys]))
    heard = frozenset(keys) & excuses.excuses().keys()
    return Entry(row["key"], keys[-1], int(row["rank"]), wording, heard, row["along"] == "yes")


def _any_of(cells: list[str]) -> re.Pattern[str] | None:
    """One pattern for all phrases of these cells, None where there are none."""
    phrases = [phrase for cell in cells for phrase in cell.split("|") if phrase and not phrase.startswith("@")]
    return re.compile("|".join(map(_pattern, phrases))) if phrases else None


def _pattern(phrase: str) -> str:
    pieces = _GROUP.sub(lambda group: f"({_groups()[group[1]]})", phrase).split("…")
    return GAP.join(map(excuses.pattern, pieces))


@cache
def _groups() -> Mapping[str, str]:
    return {row["name"]: row["words"] for row in rows("texts.brushoffs", "groups.csv")}


def _blank(match: re.Match[str]) -> str:
    """As many line ends as characters are taken out: nothing joins across them, and places stay right."""
    return "\n" * len(match[0])
