"""Which ways may be gone at the same time, as the law floor answers it, put so that a person can read it.

For each way that is under way: which others are free, which cost something, and which have to wait, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from complaints.status import REGULATOR_TRACKS, TrackKind
from law import Words
from law.conflicts import Channel, State, Verdict, judge

UNDER_WAY = (*REGULATOR_TRACKS, TrackKind.COURT)
"""Seller and platform stand in nobody's way: that is one sentence, not a list."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`others`: the names of the ways it is true of; `norm`: the id of what says so, empty where it is plain sense."""

    verdict: Verdict
    others: tuple[str, ...]
    words: Words
    norm: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One way that is under way, and what that means for each of the others: the free ones first."""

    name: str
    answers: tuple[Answer, ...]


def overview() -> list[Beside]:
    """Every way of the third stage, while an office or a court has accepted the dispute there."""
    return [Beside(str(way.label), tuple(_answers(way))) for way in UNDER_WAY]


def _answers(way: TrackKind) -> Iterator[Answer]:
    found: dict[tuple[Verdict, Words, str], list[str]] = {}
    for other in (other for other in TrackKind if other != way):
        ruling = judge(Channel(other.value), Channel(way.value), State.ACCEPTED)
        key = (ruling.verdict, ruling.words, ruling.norm)
        if ruling.verdict == Verdict.FREE:  # nothing to weigh: the names say it all
            key = (ruling.verdict, Words("", ""), "")
        found.setdefault(key, []).append(str(other.label))
    order = list(Verdict)
    for (verdict, words, norm), others in sorted(found.items(), key=lambda pair: order.index(pair[0][0])):
        yield Answer(verdict, tuple(others), words, norm)
