"""The words by which a sentence is known, read from patterns.csv and acts.csv."""

import re
from dataclasses import dataclass
from enum import StrEnum

from texts.packaged import rows
from texts.promises.found import What


class Grade(StrEnum):
    """How much an act says: `done` something definite, `answer` that word will come, `vague` that it is looked after."""

    DONE = "done"
    ANSWER = "answer"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be promised or refused, and the words for it."""

    what: What
    grade: Grade
    pattern: re.Pattern[str]


def _joined(table: str, *keys: str) -> dict[tuple[str, ...], re.Pattern[str]]:
    """By the named columns, in the table's order: everything in its column `pattern`, as one expression."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows("texts.promises", table):
        found.setdefault(tuple(row[key] for key in keys), []).append(row["pattern"])
    return {key: re.compile("|".join(patterns)) for key, patterns in found.items()}


_BY_KIND = {kind: pattern for (kind,), pattern in _joined("patterns.csv", "kind").items()}
ACTS = tuple(
    Act(What(what), Grade(grade), pattern) for (what, grade), pattern in _joined("acts.csv", "what", "grade").items()
)
"""Of two that begin at one place, the earlier of the list names what a sentence is about."""

ANY_ACT = re.compile("|".join(act.pattern.pattern for act in ACTS))


def has(kind: str, words: str) -> bool:
    """Whether `words` hold a pattern of this kind in patterns.csv."""
    return _BY_KIND[kind].search(words) is not None


def place(kind: str, words: str) -> int | None:
    """Where the first of this kind ends."""
    found = _BY_KIND[kind].search(words)
    return found.end() if found else None


def act_in(words: str) -> Act | None:
    """What the words are about: an address or the freight wherever named, else what is named first, definite acts before."""
    found = [(act, match.start()) for act in ACTS if (match := act.pattern.search(words))]
    return min(found, key=lambda pair: _weight(*pair))[0] if found else None


def _weight(act: Act, start: int) -> tuple[int, bool, int]:
    return list(Grade).index(act.grade), act.what not in (What.RETURN_ADDRESS, What.FREIGHT), start


def without(kind: str, words: str) -> str:
    """The words with everything of this kind blotted out."""
    return _BY_KIND[kind].sub("·", words)
