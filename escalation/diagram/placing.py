"""Where each box and each label stands: lanes side by side, or one below the other on a phone.

Boxes are stacked, so that none can lie on another; a box holds the actions that lead out of it as labels, so that no
label can lie on a line. Units are those of the SVG's own coordinates (about a CSS pixel).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from escalation.diagram.graph import Arrow, Entry, Graph, Note
from escalation.diagram.graph import Place as Box
from escalation.diagram.lettering import lines
from escalation.diagram.shapes import LEADING, Block, Card, Label, Panel, Rect, Sheet, Slip, Text

PAD = 10.0
GAP = 14.0
LOOP = 20.0
"""Room for the sign that an action leaves the case where it is."""
INDENT = 14.0
BADGE = 30.0
END = "end"
"""The badge of the lane where it ends."""


def columns(sheet: Sheet, graph: Graph) -> int:
    """How many lanes stand beside each other."""
    return len(graph.lanes) if sheet.side_by_side else 1


def place(graph: Graph, sheet: Sheet, lefts: Sequence[float], top: float) -> list[Panel]:
    """Everything in its place; `lefts` are the left edges of the columns, `top` where the first lane begins."""
    panels: list[Panel] = []
    y = top
    for lane in range(len(graph.lanes)):
        column = lane if sheet.side_by_side else 0
        panels.append(_panel(graph, sheet, lane, column, lefts[column], y))
        if not sheet.side_by_side:
            y = panels[-1].rect.bottom + GAP
    if sheet.side_by_side:
        tallest = max(panel.rect.h for panel in panels)
        panels = [replace(panel, rect=replace(panel.rect, h=tallest)) for panel in panels]
    return panels


def _panel(graph: Graph, sheet: Sheet, lane: int, column: int, left: float, top: float) -> Panel:
    badge = str(lane + 1) if lane < graph.numbered else END if graph.numbered else ""
    shift = BADGE if badge else 0
    room = sheet.lane - 2 * PAD - shift
    heading = _text(graph.lanes[lane], left + PAD + shift, top + PAD + 3, room, sheet.name, "name")
    y = top + PAD + max(heading.rect.h + 6, 26) + 8
    cards, slips = [], []
    for box in (box for box in graph.places if box.lane == lane):
        cards.append(_card(box, graph, sheet, column, left, y))
        y = cards[-1].rect.bottom + GAP
    for note in graph.notes if lane == len(graph.lanes) - 1 else ():
        slips.append(_slip(note, sheet, left, y))
        y = slips[-1].rect.bottom + GAP
    return Panel(Rect(left, top, sheet.lane, y - GAP + PAD - top), badge, heading, tuple(cards), tuple(slips))


def _card(box: Box, graph: Graph, sheet: Sheet, column: int, left: float, y: float) -> Card:
    x = left + PAD + (INDENT if box.follows else 0)
    w = sheet.lane - 2 * PAD - (INDENT if box.follows else 0)
    texts = [_text(box.name, x + PAD, y + 8, w - 2 * PAD, sheet.name, "name")]
    head = Rect(x, y, w, texts[0].rect.h + 16)
    bottom = head.bottom
    if box.text:
        texts.append(_text(box.text, x + PAD, bottom - 5, w - 2 * PAD, sheet.small, "small"))
        bottom = texts[-1].rect.bottom + 8
    blocks = []
    for arrow in (arrow for arrow in graph.arrows if arrow.source == box.key):
        blocks.append(_block(arrow, sheet, x + 8, bottom, w - 16))
        bottom = blocks[-1].rect.bottom + 8
    return Card(box, column, Rect(x, y, w, bottom - y), head, tuple(texts), tuple(blocks))


def _block(arrow: Arrow, sheet: Sheet, x: float, y: float, w: float) -> Block:
    room = w - 2 * 8 - (LOOP if arrow.source == arrow.target else 0)
    labels, bottom = [], y + 2
    for entry in arrow.entries:
        labels.append(_label(entry, (" · ".join(filter(None, (entry.who, entry.ways))),), sheet, x + 8, bottom, room))
        bottom = labels[-1].rect.bottom
    return Block(arrow, Rect(x, y, w, bottom + 2 - y), tuple(labels))


def _slip(note: Note, sheet: Sheet, left: float, y: float) -> Slip:
    x, w = left + PAD, sheet.lane - 2 * PAD
    heading = _text(note.heading, x + 12, y + 6, w - 18, sheet.small, "small")
    labels, bottom = [], heading.rect.bottom + 2
    for entry in note.entries:
        more = (f"→ {entry.leads}" if entry.leads else "", entry.also, entry.who)
        labels.append(_label(entry, more, sheet, x + 12, bottom, w - 18))
        bottom = labels[-1].rect.bottom
    return Slip(Rect(x, y, w, bottom + 4 - y), heading, tuple(labels))


def _label(entry: Entry, more: Sequence[str], sheet: Sheet, x: float, y: float, room: float) -> Label:
    texts = [_text(entry.words, x, y + 4, room, sheet.act, "act")]
    for words in filter(None, more):
        texts.append(_text(words, x, texts[-1].rect.bottom, room, sheet.small, "small"))
    return Label(entry, Rect(x, y, room, texts[-1].rect.bottom + 4 - y), tuple(texts))


def _text(words: str, x: float, y: float, room: float, size: float, kind: str) -> Text:
    found = tuple(lines(words, size, room, bold=kind == "name"))
    return Text(Rect(x, y, room, len(found) * size * LEADING), found, size, kind)


def cards(panels: Sequence[Panel]) -> Iterator[Card]:
    """All boxes."""
    return (card for panel in panels for card in panel.cards)


def labels(panels: Sequence[Panel]) -> Iterator[Label]:
    """All labels, those of the notes too."""
    for panel in panels:
        for card in panel.cards:
            yield from (label for block in card.blocks for label in block.labels)
        yield from (label for slip in panel.slips for label in slip.labels)
