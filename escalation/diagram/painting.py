"""A laid-out picture as SVG: classes instead of colours, so that the page's own light and dark hold for it.

Each label carries what row of the table it is, in `data-action`, `data-source` and `data-target`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString

from escalation.diagram import wording
from escalation.diagram.graph import Graph
from escalation.diagram.placing import END, LOOP, cards
from escalation.diagram.routing import Ground, Journey, Plan, Point, points
from escalation.diagram.shapes import LEADING, Card, Label, Panel, Rect, Sheet, Slip, Text

BEND = 8.0
TIP = 7.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with its place, and how large the whole is."""

    graph: Graph
    panels: tuple[Panel, ...]
    plan: Plan
    ground: Ground
    width: float
    height: float
    sheet: Sheet


def paint(picture: Picture) -> SafeString:
    """The `<svg>` element, safe for a page: words are escaped where they go in. Each picture has ids of its own."""
    shape = "wide" if picture.sheet.side_by_side else "tall"
    name = f"dg-{picture.graph.subject.value}-{shape}"
    boxes = [card for card in cards(picture.panels) if not card.place.hub]
    about = wording.description(len(boxes), len(picture.graph.arrows))
    size = f"{_n(picture.width)} {_n(picture.height)}"
    parts = [
        f'<svg class="diagram dg diagram-{shape}" viewBox="0 0 {size}" role="img" aria-labelledby="{name}-t"'
        f' aria-describedby="{name}-d">',
        f'<title id="{name}-t">{escape(wording.title(picture.graph.subject))}</title>',
        f'<desc id="{name}-d">{escape(about)}</desc>',
        _box(Rect(0, 0, picture.width, picture.height), "dg-ground", 14),
        *(part for panel in picture.panels for part in _lane(panel)),
        *_lines(picture),
        *(part for panel in picture.panels for part in _contents(panel)),
        "</svg>",
    ]
    return SafeString("\n".join(parts))


def _lane(panel: Panel) -> Iterator[str]:
    yield _box(panel.rect, "dg-lane", 12)
    x, y = panel.rect.x + 23, panel.heading.rect.middle
    if panel.badge == END:
        yield f'<circle class="dg-ring" cx="{_n(x)}" cy="{_n(y)}" r="11"/>'
        yield f'<circle class="dg-start" cx="{_n(x)}" cy="{_n(y)}" r="5"/>'
    elif panel.badge:
        yield f'<circle class="dg-start" cx="{_n(x)}" cy="{_n(y)}" r="12"/>'
        yield f'<text class="dg-number" x="{_n(x)}" y="{_n(y + 4.8)}">{panel.badge}</text>'
    yield _text(panel.heading)


def _contents(panel: Panel) -> Iterator[str]:
    yield from _tree(panel)
    for card in panel.cards:
        yield from _card(card)
    for slip in panel.slips:
        yield from _slip(slip)


def _tree(panel: Panel) -> Iterator[str]:
    """The dashed line from the box of the filings down to what follows from them."""
    hub = next((card for card in panel.cards if card.place.hub), None)
    follows = [card for card in panel.cards if card.place.follows]
    if hub and follows:
        x = hub.rect.x + 5
        twigs = "".join(f"M{_n(x)} {_n(card.head.middle)}H{_n(card.rect.x)}" for card in follows)
        yield f'<path class="dg-twig" d="M{_n(x)} {_n(hub.rect.bottom)}V{_n(follows[-1].head.middle)}{twigs}"/>'


def _card(card: Card) -> Iterator[str]:
    kind = "dg-card dg-hub" if card.place.hub else "dg-card dg-good" if card.place.good else "dg-card"
    yield _box(card.rect, kind, 10, f' data-place="{card.place.key}"')
    if card.place.final:
        inner = card.rect
        yield _box(Rect(inner.x + 3, inner.y + 3, inner.w - 6, inner.h - 6), "dg-edge", 7.5)
    if card.place.start:
        yield f'<circle class="dg-start" cx="{_n(card.rect.x)}" cy="{_n(card.head.middle)}" r="5"/>'
    yield from (_text(text) for text in card.texts)
    for block in card.blocks:
        yield _box(block.rect, "dg-block", 7)
        for before, label in zip((None, *block.labels), block.labels, strict=False):
            if before:
                x, y, right = block.rect.x, label.rect.y, block.rect.right
                yield f'<path class="dg-hair" d="M{_n(x)} {_n(y)}H{_n(right)}"/>'
            yield _label(label)
        if block.stays:
            yield _loop(block.rect.right - LOOP / 2 - 5, block.rect.middle)


def _slip(slip: Slip) -> Iterator[str]:
    rect = slip.rect
    yield f'<path class="dg-bar" d="M{_n(rect.x + 2)} {_n(rect.y)}V{_n(rect.bottom)}"/>'
    yield _text(slip.heading)
    yield from (_label(label) for label in slip.labels)


def _label(label: Label) -> str:
    entry = label.entry
    data = f'data-action="{entry.action.value}" data-source="{" ".join(entry.sources)}" data-target="{entry.target}"'
    return f"<g {data}>{''.join(_text(text) for text in label.texts)}</g>"


def _text(text: Text) -> str:
    """Lines of words; the first baseline lies so that capitals stand in the middle of their line."""
    step = text.size * LEADING
    first = text.rect.y + step / 2 + text.size * 0.36
    x = _n(text.rect.x)
    if len(text.lines) == 1:
        return f'<text class="dg-{text.kind}" x="{x}" y="{_n(first)}">{escape(text.lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x}" y="{_n(first + n * step)}">{escape(line)}</tspan>' for n, line in enumerate(text.lines)
    )
    return f'<text class="dg-{text.kind}">{spans}</text>'


def _lines(picture: Picture) -> Iterator[str]:
    """The lines, goal by goal. Under those of one goal lies a halo: where they cross others, they pass over them."""
    ways = sorted(picture.plan.journeys, key=lambda journey: journey.target)
    for _goal, some in groupby(ways, key=lambda journey: journey.target):
        together = [(journey, points(journey, picture.plan, picture.ground)) for journey in some]
        halo = "".join(_bent(_between_lanes(journey, corners, picture.ground)) for journey, corners in together)
        yield f'<path class="dg-halo" d="{halo}"/>'
        yield from (_line(journey, corners) for journey, corners in together)


def _between_lanes(journey: Journey, corners: Sequence[Point], ground: Ground) -> list[Point]:
    """The same line, but only where it lies in gutters."""
    first = ground.lefts[journey.start.column] + (0 if journey.leaves_left else ground.lane)
    last = ground.lefts[journey.goal.column] + (0 if journey.arrives_left else ground.lane)
    return [(first, corners[0][1]), *corners[1:-1], (last, corners[-1][1])]


def _line(journey: Journey, corners: list[Point]) -> str:
    (x, y), sign = corners[-1], 1 if journey.arrives_left else -1
    tip = f"M{_n(x)} {_n(y)}l{_n(-sign * TIP)} {_n(TIP * 0.6)}v{_n(-TIP * 1.2)}z"
    way = _bent([*corners[:-1], (x - sign * TIP / 2, y)])
    port = f'<circle class="dg-port" cx="{_n(corners[0][0])}" cy="{_n(corners[0][1])}" r="2.6"/>'
    return (
        f'<g class="dg-way" data-from="{journey.start.place.key}" data-to="{journey.target}">'
        f'<path class="dg-line" d="{way}"/><path class="dg-tip" d="{tip}"/>{port}</g>'
    )


def _bent(corners: Sequence[Point]) -> str:
    """A path through the corners, each of them rounded."""
    parts = [f"M{_n(corners[0][0])} {_n(corners[0][1])}"]
    for before, at, after in zip(corners, corners[1:], corners[2:], strict=False):
        if not (_distance(before, at) and _distance(at, after)):
            continue
        radius = min(BEND, _distance(before, at) / 2, _distance(at, after) / 2)
        near, far = _towards(at, before, radius), _towards(at, after, radius)
        parts.append(f"L{_n(near[0])} {_n(near[1])}Q{_n(at[0])} {_n(at[1])} {_n(far[0])} {_n(far[1])}")
    parts.append(f"L{_n(corners[-1][0])} {_n(corners[-1][1])}")
    return "".join(parts)


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, end: Point, far: float) -> Point:
    whole = _distance(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * far / whole, start[1] + (end[1] - start[1]) * far / whole


def _loop(x: float, y: float) -> str:
    """The sign for: done here, the case stays where it is."""
    start = f"M{_n(x + 5)} {_n(y - 2.5)}a5.5 5.5 0 1 0 .3 4"
    return f'<path class="dg-loop" d="{start}M{_n(x + 6)} {_n(y - 6)}v4h-4"/>'


def _box(rect: Rect, kind: str, radius: float, more: str = "") -> str:
    place = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.w)}" height="{_n(rect.h)}"'
    return f'<rect class="{kind}" {place} rx="{_n(radius)}"{more}/>'


def _n(number: float) -> str:
    """A coordinate, as short as it can be written."""
    return f"{number:.1f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))
