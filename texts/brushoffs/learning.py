"""Learns from examples.csv what `texts.brushoffs.likeness` weighs; run after a change of the examples:

    python -m texts.brushoffs.learning      # writes weights.csv

An averaged perceptron with a margin (Collins, EMNLP 2002; Crammer and Singer, JMLR 2003), because it is learnt and applied
with the standard library alone. The order of the examples hangs on their digests, so the same examples always teach the same.
"""

import csv
import hashlib
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from texts.brushoffs.likeness import NONE, shares, split
from texts.brushoffs.wording import entries
from texts.packaged import rows

ROUNDS = 12
MARGIN = 0.3
"""By how much the right class has to lead before an example teaches nothing more."""
SEEN = 2
"""Examples that have to hold a character or pair before it counts."""
SMALLEST = 0.15
"""Votes below it are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text by its grams (each with its share), and its class."""

    text: str
    shares: Mapping[str, float]
    kin: str


@dataclass(slots=True)
class _Lessons:
    """The votes by gram and class, and their sum over all steps by the step at which each was cast (for the average)."""

    votes: dict[str, defaultdict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    cast: dict[str, defaultdict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    step: int = 1

    def scores(self, example: Example, kins: Sequence[str]) -> dict[str, float]:
        scores = dict.fromkeys(kins, 0.0)
        for gram, share in example.shares.items():
            for kin, vote in self.votes[gram].items():
                scores[kin] += share * vote
        return scores

    def teach(self, example: Example, kin: str, sign: int) -> None:
        for gram, share in example.shares.items():
            self.votes[gram][kin] += sign * share
            self.cast[gram][kin] += self.step * sign * share

    def averaged(self, gram: str) -> dict[str, float]:
        return {kin: vote - self.cast[gram][kin] / self.step for kin, vote in self.votes[gram].items()}


def kins() -> Mapping[str, str]:
    """By the key of an entry the class it belongs to: the same reason, whoever gives it."""
    return {entry.key: entry.kin for entry in entries()} | {NONE: NONE}


def learn(texts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """The rows of weights.csv from pairs of a text and the key of its entry ("" for none)."""
    weights, examples = _weighed(list(texts))
    classes = sorted({example.kin for example in examples})
    lessons = _Lessons()
    for turn in range(ROUNDS):
        for example in sorted(examples, key=lambda each: _digest(f"{turn}{each.text}")):
            scores = lessons.scores(example, classes)
            rival = max((kin for kin in classes if kin != example.kin), key=scores.__getitem__)
            if scores[example.kin] - scores[rival] < MARGIN:
                lessons.teach(example, example.kin, 1)
                lessons.teach(example, rival, -1)
            lessons.step += 1
    return [row for gram in sorted(weights) if (row := _row(gram, weights[gram], lessons.averaged(gram)))["votes"]]


def _weighed(texts: Sequence[tuple[str, str]]) -> tuple[Mapping[str, float], list[Example]]:
    seen = Counter(gram for text, _key in texts for gram in split(text))
    weights = {gram: 1 + math.log((1 + len(texts)) / (1 + count)) for gram, count in seen.items() if count >= SEEN}
    kin = kins()
    held = ((text, {gram: weights[gram] for gram in split(text) if gram in weights}, kin[key]) for text, key in texts)
    return weights, [Example(text, shares(grams), of) for text, grams, of in held]


def _row(gram: str, weight: float, votes: Mapping[str, float]) -> dict[str, str]:
    kept = (f"{kin}:{round(vote * 100)}" for kin, vote in sorted(votes.items()) if abs(vote) >= SMALLEST)
    return {"gram": gram, "weight": f"{weight:.2f}", "votes": " ".join(kept)}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def main() -> int:
    """Write weights.csv beside this file."""
    learnt = learn([(row["text"], row["key"]) for row in rows("texts.brushoffs", "examples.csv")])
    here = Path(__file__).parent
    with (here / "weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["gram", "weight", "votes"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(learnt)
    return 0


if __name__ == "__main__":
    sys.exit(main())
