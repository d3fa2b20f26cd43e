"""Nothing in a picture of the workflow lies on anything else, whatever the table says."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import pytest

from complaints.status import Status, TrackKind, TrackState
from escalation.diagram.drawing import PHONE, WIDE
from escalation.diagram.graph import Subject
from escalation.diagram.lettering import width
from escalation.diagram.painting import Picture, paint
from escalation.diagram.placing import LOOP, cards, labels
from escalation.diagram.routing import Point, points
from escalation.diagram.shapes import Card, Rect, Sheet, Text
from escalation.transitions import AS_BROKEN, BEFORE, BY_TRACKS, STAY, Action, Transition
from tests.escalation.drawn import LANGUAGES, SHEETS, SUBJECTS, composed, drawn, rows


def any_table(seed: int) -> list[Transition]:
    """Rows nobody has thought of: any action from any places to any place, for the case and for its filings."""
    dice = random.Random(seed)
    actions = list(Action)
    found = []
    for _row in range(dice.randint(3, 40)):
        where: list[Status | TrackState] = list(dice.choice([list(Status), list(TrackState)]))
        ends = [*where, STAY, *((BEFORE, AS_BROKEN, BY_TRACKS) if where[0] in list(Status) else ())]
        sources = tuple(dice.sample(where, dice.choice([1, 1, 1, 2, 3, len(where) - 2])))
        kinds = tuple(dice.sample(list(TrackKind), dice.randint(0, 3)))
        found.append(Transition(dice.choice(actions), sources, dice.choice(ends), kinds=kinds))
    return found


@SUBJECTS
@SHEETS
def test_a_line_leads_from_every_label_to_its_goal(subject: Subject, sheet: Sheet) -> None:
    picture = composed(subject, sheet)
    ways = {(j.start.place.key, j.target) for j in picture.plan.journeys}
    assert ways == {(a.source, a.target) for a in picture.graph.arrows if a.source != a.target}
    for journey in picture.plan.journeys:
        corners = points(journey, picture.plan, picture.ground)
        assert on_edge(corners[0], journey.block.rect)
        assert on_edge(corners[-1], journey.goal.head)


@SUBJECTS
@SHEETS
@LANGUAGES
def test_nothing_lies_on_anything_else(subject: Subject, sheet: Sheet, language: str) -> None:
    check(composed(subject, sheet, language=language))


@pytest.mark.parametrize("seed", range(25))
@SHEETS
def test_any_table_gives_a_good_picture(seed: int, sheet: Sheet) -> None:
    table = any_table(seed)
    for subject in Subject:
        picture = composed(subject, sheet, table)
        check(picture)
        assert drawn(paint(picture)) == Counter(rows(table, subject))


@SUBJECTS
@LANGUAGES
def test_a_picture_fits_its_page(subject: Subject, language: str) -> None:
    assert composed(subject, WIDE, language=language).width <= WIDE.widest
    assert composed(subject, PHONE, language=language).width <= PHONE.widest


def check(picture: Picture) -> None:
    """No boxes, labels or notes on each other, all words in their places, no line through a box or along another."""
    whole = Rect(0, 0, picture.width, picture.height)
    boxes = list(cards(picture.panels))
    slips = [slip for panel in picture.panels for slip in panel.slips]
    apart([*(card.rect for card in boxes), *(slip.rect for slip in slips)])
    apart([label.rect for label in labels(picture.panels)])
    apart([panel.rect for panel in picture.panels])
    assert all(whole.holds(panel.rect) for panel in picture.panels)
    for panel in picture.panels:
        inner = [*(card.rect for card in panel.cards), *(slip.rect for slip in panel.slips)]
        assert all(panel.rect.holds(rect) for rect in inner)
    for card in boxes:
        held = [card.head, *(text.rect for text in card.texts), *(block.rect for block in card.blocks)]
        assert all(card.rect.holds(rect) for rect in held)
        apart([card.head, *(block.rect for block in card.blocks)])
        assert all(block.rect.holds(label.rect) for block in card.blocks for label in block.labels)
    words = [text for label in labels(picture.panels) for text in label.texts]
    for text in [*words, *(text for card in boxes for text in card.texts)]:
        assert max(width(line, text.size, bold=text.kind == "name") for line in text.lines) <= text.rect.w + 0.01
    check_lines(picture, boxes, whole)
    check_words(picture, boxes)


def check_words(picture: Picture, boxes: Sequence[Card]) -> None:
    """No word lies on another, on the edge of a box, or under a line."""
    written = [_extent(text) for text in all_texts(picture)]
    apart(written)
    nodes = [*(card.rect for card in boxes), *(block.rect for card in boxes for block in card.blocks)]
    nodes += [panel.rect for panel in picture.panels]
    assert all(node.holds(word) or not node.overlaps(word) for node in nodes for word in written)
    ways = [points(journey, picture.plan, picture.ground) for journey in picture.plan.journeys]
    pieces = [band(one, other) for corners in ways for one, other in pairwise(corners)]
    assert not [(piece, word) for piece in pieces for word in written if piece.overlaps(word)]
    for block in (block for card in boxes for block in card.blocks if block.stays):
        sign = Rect(block.rect.right - LOOP / 2 - 5 - 6, block.rect.middle - 6, 12, 12)
        assert not any(sign.overlaps(_extent(text)) for label in block.labels for text in label.texts)


def all_texts(picture: Picture) -> Iterator[Text]:
    for panel in picture.panels:
        yield panel.heading
        yield from (text for card in panel.cards for text in card.texts)
        yield from (slip.heading for slip in panel.slips)
    yield from (text for label in labels(picture.panels) for text in label.texts)


def _extent(text: Text) -> Rect:
    """The paper that the words themselves take."""
    across = max(width(line, text.size, bold=text.kind == "name") for line in text.lines)
    return Rect(text.rect.x, text.rect.y, across, text.rect.h)


def check_lines(picture: Picture, boxes: Sequence[Card], whole: Rect) -> None:
    pieces: list[tuple[str, Point, Point]] = []
    for journey in picture.plan.journeys:
        corners = points(journey, picture.plan, picture.ground)
        assert all(whole.holds(Rect(x, y, 0, 0)) for x, y in corners)
        strangers = [card.rect for card in boxes if card is not journey.start and card.place.key != journey.target]
        for one, other in pairwise(corners):
            assert one[0] == other[0] or one[1] == other[1]
            assert not any(band(one, other).overlaps(rect) for rect in strangers)
            pieces.append((journey.target, one, other))
    for (goal, *mine), (another, *others) in combinations(pieces, 2):
        assert goal == another or not along(mine, others), (goal, mine, another, others)


def apart(rects: Sequence[Rect]) -> None:
    assert not [(one, other) for one, other in combinations(rects, 2) if one.overlaps(other)]


def band(one: Point, other: Point) -> Rect:
    """The strip of paper that a piece of a line takes."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Rect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1)


def along(mine: Sequence[Point], others: Sequence[Point]) -> bool:
    """Whether two pieces run along each other, so that nobody could tell them apart."""
    flat = [one[1] == other[1] for one, other in (mine, others)]
    return flat[0] == flat[1] and band(*mine).overlaps(band(*others))


def on_edge(point: Point, rect: Rect) -> bool:
    return point[0] in (rect.x, rect.right) and rect.y < point[1] < rect.bottom
