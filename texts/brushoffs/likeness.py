"""Which reason a text is like, by the pairs of characters it shares with the examples.

A linear model over single characters and pairs, each weighed by how rare it is, as learnt by `texts.brushoffs.learning`
from examples.csv; weights.csv holds what was learnt. It hears wordings that nobody wrote a phrase for.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from texts.brushoffs.wording import plainly
from texts.packaged import rows

NONE = ""
"""The class of what sends nobody away."""
_ENDS = "^{}$"


@dataclass(frozen=True, slots=True)
class Guess:
    """The class a text is most like, and by how much it leads before the second."""

    kin: str
    lead: float


@dataclass(frozen=True, slots=True)
class Gram:
    """One character or pair: how much it weighs, and for each class how it speaks for (or against) it."""

    weight: float
    votes: Mapping[str, float]


def guess(text: str, *, among: Iterable[str]) -> Guess:
    """The class of `among`, or none of them, that `text` is most like."""
    scores = dict.fromkeys([NONE, *among], 0.0)
    known = grams()
    for gram, share in shares({gram: known[gram].weight for gram in split(text) if gram in known}).items():
        for kin, vote in known[gram].votes.items():
            if kin in scores:
                scores[kin] += share * vote
    first, second = sorted(scores.items(), key=lambda each: -each[1])[:2]
    return Guess(first[0], first[1] - second[1])


def split(text: str) -> tuple[str, ...]:
    """The characters and pairs of `text` as wordings are compared, each once, its ends marked."""
    marked = _ENDS.format(plainly(text))
    pairs = (marked[at : at + 2] for at in range(len(marked) - 1))
    return tuple(dict.fromkeys([*marked, *pairs]))


def shares(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The weights of what a text holds, scaled so that long and short texts count alike (their squares sum to 1)."""
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / length for gram, weight in weights.items()}


@cache
def grams() -> Mapping[str, Gram]:
    """What was learnt, by character or pair."""
    return {
        row["gram"]: Gram(float(row["weight"]), _votes(row["votes"])) for row in rows("texts.brushoffs", "weights.csv")
    }


def _votes(cell: str) -> Mapping[str, float]:
    pairs = (vote.split(":") for vote in cell.split(" "))
    return {kin: int(hundredths) / 100 for kin, hundredths in pairs}
