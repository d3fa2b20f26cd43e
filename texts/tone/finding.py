"""One thing found, before it becomes a remark."""

from collections.abc import Iterable
from dataclasses import dataclass

from texts.tone.remark import Kind

_FIRST = (Kind.LEAK, Kind.EXTORTION, Kind.REVIEW, Kind.THREAT, Kind.ACCUSATION, Kind.INSULT)


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are offsets in the text as it was typed; `gentler` as in Remark."""

    kind: Kind
    start: int
    end: int
    why: str
    gentler: str | None


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """In order and not overlapping: the graver one stays, then the longer."""
    kept: list[Finding] = []
    taken: set[int] = set()
    for found in sorted(findings, key=_weight):
        places = range(found.start, found.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def _weight(found: Finding) -> tuple[int, int, int]:
    return _FIRST.index(found.kind), found.start - found.end, found.start
