"""The door: one picture of the workflow, in one language, for one width."""

from dataclasses import replace
from functools import cache

from django.utils import translation
from django.utils.safestring import SafeString

from escalation.diagram.graph import Graph, Subject
from escalation.diagram.painting import Picture, paint
from escalation.diagram.placing import columns, place
from escalation.diagram.reading import read
from escalation.diagram.routing import STEP, Ground, Plan, follow, plan
from escalation.diagram.shapes import Panel, Sheet

WIDE = Sheet(side_by_side=True, lane=222, widest=1040)
PHONE = Sheet(side_by_side=False, lane=290, widest=326)
NARROWEST = 140
EDGE = 8.0


@cache
def svg(subject: Subject, language: str, *, wide: bool) -> SafeString:
    """The picture as the text of an `<svg>` element, to stand in a page; about 20 kB."""
    with translation.override(language):
        return paint(compose(read(subject), WIDE if wide else PHONE))


def compose(graph: Graph, sheet: Sheet) -> Picture:
    """Lay `graph` out; where it is too wide for the sheet, lanes become narrower."""
    panels, planned, ground = _arranged(graph, sheet)
    right = ground.lefts[-1] + ground.lane + planned.width(planned.columns) + EDGE
    if right > sheet.widest and sheet.lane > NARROWEST:
        return compose(graph, replace(sheet, lane=sheet.lane - max(1, (right - sheet.widest) // len(ground.lefts))))
    height = ground.bottom + STEP * len(planned.below) + EDGE
    return Picture(graph, tuple(panels), planned, ground, right, height, sheet)


def _arranged(graph: Graph, sheet: Sheet) -> tuple[list[Panel], Plan, Ground]:
    """Boxes twice over: how wide the gutters must be is known once all boxes have their heights."""
    count = columns(sheet, graph)
    first = plan(place(graph, sheet, [0.0] * count, 0), count)
    lefts, x = [], EDGE
    for column in range(count):
        x += first.width(column)
        lefts.append(x)
        x += sheet.lane
    top = EDGE + STEP * len(first.above)
    panels = place(graph, sheet, lefts, top)
    ground = Ground(lefts, sheet.lane, top, max(panel.rect.bottom for panel in panels))
    return panels, follow(first, panels), ground
