"""How lines share a gutter: ends that would lie on each other give way, and trunks are ordered so that few lines cross."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product

APART = 7.0
"""How far two lines of different goals keep from each other."""
CLEAR = 18.0
"""Between the ends of two trunks in the same slot."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A horizontal piece at height `y` between a trunk and the lane on the left (-1) or right (1) of the gutter.

    `side` 0: the trunk goes on above or below all lanes there. `play`: by how much the piece may be moved up or down.
    """

    gutter: int
    key: str
    target: str
    y: float
    side: int
    play: float
    shift: float = 0


@dataclass(slots=True)
class Trunk:
    """The vertical piece of all lines with one goal in one gutter; `ends` are the (y, side) of its touches."""

    target: str
    ends: list[tuple[float, int]]

    @property
    def top(self) -> float:
        return min(y for y, _side in self.ends)

    @property
    def bottom(self) -> float:
        return max(y for y, _side in self.ends)


def spread(touches: Iterable[Touch]) -> list[Touch]:
    """The same touches, moved a little where two of different goals would lie on each other."""
    ways = (0.0, *(sign * part * APART for part in (1, 1.5, 2, 2.5, 3) for sign in (1, -1)))
    settled: list[Touch] = []
    for touch in sorted(touches, key=lambda touch: (touch.side == 0, touch.play, touch.y)):
        others = [t.y + t.shift for t in settled if t.target != touch.target and t.side and touch.side]
        free = (
            way
            for way in ways
            if abs(way) <= touch.play and all(abs(touch.y + way - other) >= APART - 0.01 for other in others)
        )
        settled.append(replace(touch, shift=next(free, 0.0)))
    return settled


def slots(trunks: Sequence[Trunk]) -> dict[str, int]:
    """The slot of each goal's trunk, counted from the left: as few crossings as a patient search finds."""
    gutter = _Gutter(trunks)
    chosen = gutter.first()
    best = gutter.cost(chosen)
    improved = True
    while improved:
        improved = False
        for tried in list(_neighbours(chosen)):
            if (cost := gutter.cost(tried)) < best - 1e-6:
                chosen, best, improved = tried, cost, True
    used = sorted(set(chosen))
    return {trunk.target: used.index(slot) for trunk, slot in zip(trunks, chosen, strict=True)}


def _neighbours(chosen: Sequence[int]) -> Iterable[list[int]]:
    """One trunk elsewhere, one in a new slot between others, or two exchanged."""
    count = len(chosen)
    for n, slot in product(range(count), range(max(chosen) + 2)):
        yield [slot if m == n else old for m, old in enumerate(chosen)]
        yield [slot if m == n else old + (old >= slot) for m, old in enumerate(chosen)]
    for one, other in combinations(range(count), 2):
        swapped = list(chosen)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        yield swapped


class _Gutter:
    """What it costs to have the trunks in an order; crossings are counted once, for either order of each two."""

    def __init__(self, trunks: Sequence[Trunk]) -> None:
        self.trunks = trunks
        self.pairs = list(permutations(range(len(trunks)), 2))
        self.close = {(n, m) for n, m in self.pairs if not _clear(trunks[n], trunks[m])}
        self.crossed = {
            (n, m): (_cuts(trunks[n], trunks[m], -1), _cuts(trunks[n], trunks[m], 1)) for n, m in self.pairs
        }
        self.ends = [tuple(sum(side == way for _y, side in trunk.ends) for way in (-1, 1)) for trunk in trunks]

    def first(self) -> list[int]:
        """Short trunks to the left, each in the first slot where nothing lies."""
        order = sorted(range(len(self.trunks)), key=lambda n: self.trunks[n].bottom - self.trunks[n].top)
        chosen: dict[int, int] = {}
        for n in order:
            taken = {slot for m, slot in chosen.items() if (n, m) in self.close}
            chosen[n] = next(slot for slot in range(len(order)) if slot not in taken)
        return [chosen[n] for n in range(len(order))]

    def cost(self, chosen: Sequence[int]) -> float:
        """Crossings above all, then width and length; infinite where two trunks would lie on each other."""
        last = max(chosen)
        cost = 1.5 * len(set(chosen))
        cost += 0.05 * sum(
            left * slot + right * (last - slot) for slot, (left, right) in zip(chosen, self.ends, strict=True)
        )
        for n, m in self.pairs:
            if chosen[n] == chosen[m]:
                if (n, m) in self.close:
                    return float("inf")
                continue
            cost += self.crossed[n, m][chosen[m] > chosen[n]]
        return cost


def _clear(one: Trunk, other: Trunk) -> bool:
    return one.bottom + CLEAR <= other.top or other.bottom + CLEAR <= one.top


def _cuts(trunk: Trunk, other: Trunk, way: int) -> int:
    """How many pieces of `trunk` that go to the left (-1) or right (1) cut `other` where it lies on that side."""
    return sum(side == way and other.top - 4 < y < other.bottom + 4 for y, side in trunk.ends)
