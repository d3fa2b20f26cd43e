"""Which way each line goes: out of its label into the gutter beside the lane, along it, and into the box it leads to.

Lines run in gutters only, never through a lane; to a lane that isn't next to its own, a line goes above or below all of
them. Lines with the same goal share one trunk in a gutter: that is where arrows come together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from escalation.diagram.placing import cards
from escalation.diagram.shapes import Block, Card, Panel
from escalation.diagram.trunks import Touch, Trunk, slots, spread

STEP = 12.0
"""Between two lines side by side."""
SIDES = 13.0
"""Between a lane and the first line."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Journey:
    """From a block to a card. A gutter is named by the column to its right; the last one by the number of columns."""

    block: Block
    start: Card
    goal: Card

    @property
    def target(self) -> str:
        return self.goal.place.key

    @property
    def port(self) -> str:
        """The name of where it begins."""
        return f"{self.start.place.key}>{self.target}"

    @property
    def leaves_left(self) -> bool:
        return self.goal.column < self.start.column

    @property
    def arrives_left(self) -> bool:
        return self.goal.column > self.start.column

    @property
    def out(self) -> int:
        """The gutter into which it leaves."""
        return self.start.column if self.leaves_left else self.start.column + 1

    @property
    def into(self) -> int:
        """The gutter from which it arrives."""
        return self.goal.column if self.arrives_left else self.goal.column + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How all lines go. `places`: the slot of each (gutter, goal); `moved`: by how much a line's end gave way."""

    journeys: tuple[Journey, ...]
    places: Mapping[tuple[int, str], int]
    moved: Mapping[tuple[int, str], float]
    above: tuple[str, ...]
    below: tuple[str, ...]
    columns: int

    def width(self, gutter: int) -> float:
        """How wide a gutter must be."""
        used = [slot for (some, _target), slot in self.places.items() if some == gutter]
        outer = gutter in (0, self.columns)
        if not used:
            return 0 if outer else SIDES
        return SIDES * (1 if outer else 2) + max(used) * STEP


def plan(panels: Sequence[Panel], columns: int) -> Plan:
    """The ways of all lines between the boxes of `panels`; only their heights and columns count here."""
    found = tuple(_journeys(panels))
    middle = (panels[0].rect.y, max(panel.rect.bottom for panel in panels))
    above, below = _sides(found, middle)
    touches = _touches(found, above, middle)
    moved = {(t.gutter, t.key): t.shift for some in touches.values() for t in spread(some)}
    trunks = _trunks(touches, moved)
    places = {(gutter, key): slot for gutter, some in trunks.items() for key, slot in slots(some).items()}
    return Plan(found, places, moved, above, below, columns)


def follow(plan: Plan, panels: Sequence[Panel]) -> Plan:
    """The same plan for boxes that were moved all together."""
    return replace(plan, journeys=tuple(_journeys(panels)))


def _journeys(panels: Sequence[Panel]) -> Iterable[Journey]:
    homes = {card.place.key: card for card in cards(panels)}
    for card in homes.values():
        yield from (Journey(block, card, homes[block.arrow.target]) for block in card.blocks if not block.stays)


def _sides(found: Iterable[Journey], middle: tuple[float, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The goals whose lines go above all lanes, and those whose lines go below: whichever is shorter in sum."""
    costs: dict[str, list[float]] = {}
    for journey in found:
        if journey.out != journey.into:
            ends = (journey.block.rect.middle, journey.goal.head.middle)
            cost = costs.setdefault(journey.target, [0, 0])
            cost[0] += sum(end - middle[0] for end in ends)
            cost[1] += sum(middle[1] - end for end in ends)
    above = tuple(target for target, (up, down) in costs.items() if up <= down)
    return above, tuple(target for target in costs if target not in above)


def _touches(found: Iterable[Journey], above: Sequence[str], middle: tuple[float, float]) -> dict[int, list[Touch]]:
    """Where lines come into each gutter and leave it."""
    touches: dict[tuple[int, str], Touch] = {}
    for journey in found:
        block, head, target = journey.block.rect, journey.goal.head, journey.target
        side = 1 if journey.leaves_left else -1
        leaving = Touch(journey.out, journey.port, target, block.middle, side, max(0, block.h / 2 - 5))
        side = 1 if journey.arrives_left else -1
        arriving = Touch(journey.into, target, target, head.middle, side, head.h / 2 - 8)
        level = middle[0] if target in above else middle[1]
        over = [Touch(gutter, f"|{target}", target, level, 0, 0) for gutter in (journey.out, journey.into)]
        for touch in (leaving, arriving, *(over if journey.out != journey.into else ())):
            touches[touch.gutter, touch.key] = touch
    gutters = sorted({gutter for gutter, _key in touches})
    return {gutter: [touch for touch in touches.values() if touch.gutter == gutter] for gutter in gutters}


def _trunks(touches: Mapping[int, Iterable[Touch]], moved: Mapping[tuple[int, str], float]) -> dict[int, list[Trunk]]:
    trunks: dict[int, dict[str, Trunk]] = {}
    for gutter, some in touches.items():
        for touch in some:
            trunk = trunks.setdefault(gutter, {}).setdefault(touch.target, Trunk(touch.target, []))
            trunk.ends.append((touch.y + moved[gutter, touch.key], touch.side))
    return {gutter: list(some.values()) for gutter, some in trunks.items()}


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the lanes are: their left edges, how wide they are, and the upper and lower edge of all."""

    lefts: Sequence[float]
    lane: float
    top: float
    bottom: float

    def x(self, gutter: int, slot: int) -> float:
        """The x of a slot."""
        left = self.lefts[gutter - 1] + self.lane if gutter else 0.0
        return left + SIDES + slot * STEP


def points(journey: Journey, plan: Plan, ground: Ground) -> list[Point]:
    """The corners of one line, from its label to the edge of the box it leads to."""
    block, head, target = journey.block, journey.goal.head, journey.target
    port = block.rect.middle + plan.moved[journey.out, journey.port]
    door = head.middle + plan.moved[journey.into, target]
    out = ground.x(journey.out, plan.places[journey.out, target])
    into = ground.x(journey.into, plan.places[journey.into, target])
    found = [(block.rect.x if journey.leaves_left else block.rect.right, port), (out, port)]
    if journey.out != journey.into:
        level = _level(target, plan, ground)
        found += [(out, level), (into, level)]
    return [*found, (into, door), (head.x if journey.arrives_left else head.right, door)]


def _level(target: str, plan: Plan, ground: Ground) -> float:
    if target in plan.above:
        return ground.top - STEP * (len(plan.above) - plan.above.index(target))
    return ground.bottom + STEP * (plan.below.index(target) + 1)
