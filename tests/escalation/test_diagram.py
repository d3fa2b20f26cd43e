"""The picture of the workflow is the table, every row of it once, and nothing in it lies on anything else."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from xml.parsers.expat import ParserCreate

import pytest
from django.utils import translation

from complaints.status import Status, TrackKind, TrackState
from escalation.diagram import standalone
from escalation.diagram.drawing import PHONE, WIDE, compose, svg
from escalation.diagram.graph import Subject
from escalation.diagram.lettering import lines, width
from escalation.diagram.painting import Picture, paint
from escalation.diagram.placing import cards, labels
from escalation.diagram.reading import read
from escalation.diagram.routing import Point, points
from escalation.diagram.shapes import Card, Rect, Sheet
from escalation.diagram.telling import tell
from escalation.transitions import AS_BROKEN, BEFORE, BY_TRACKS, STAY, TABLE, Action, Transition

SHEETS = pytest.mark.parametrize("sheet", [WIDE, PHONE], ids=["wide", "phone"])
SUBJECTS = pytest.mark.parametrize("subject", Subject)
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
Row = tuple[str, str, str]


def drawn(picture: str) -> Counter[Row]:
    """The (source, action, target) of every label in an SVG."""
    marks = re.findall(r'data-action="(\w+)" data-source="([\w ]+)" data-target="(\w+)"', picture)
    return Counter((source, action, target) for action, sources, target in marks for source in sources.split())


def rows(table: Iterable[Transition], subject: Subject) -> set[Row]:
    mine = [row for row in table if row.on_track == (subject == Subject.FILING)]
    return {(source.value, row.action.value, str(row.target)) for row in mine for source in row.source}


def composed(subject: Subject, sheet: Sheet, table: Sequence[Transition] = TABLE, language: str = "en") -> Picture:
    with translation.override(language):
        return compose(read(subject, table), sheet)


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
@LANGUAGES
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "phone"])
def test_every_row_of_the_table_is_drawn_once_and_nothing_else(subject: Subject, language: str, wide: bool) -> None:
    assert drawn(svg(subject, language, wide=wide)) == Counter(rows(TABLE, subject))


def test_both_pictures_together_are_the_whole_table() -> None:
    both = sum((drawn(svg(subject, "en", wide=True)) for subject in Subject), Counter())
    assert set(both) == {(s.value, row.action.value, str(row.target)) for row in TABLE for s in row.source}


@SUBJECTS
def test_every_status_has_one_box(subject: Subject) -> None:
    boxes = Counter(re.findall(r'data-place="(\w+)"', svg(subject, "en", wide=True)))
    known = Status if subject == Subject.CASE else TrackState
    assert boxes - Counter([BY_TRACKS]) == Counter(known.values)


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


def test_what_is_possible_nearly_everywhere_is_a_note_and_not_an_arrow() -> None:
    graph = read(Subject.CASE)
    noted = {entry.action for note in graph.notes for entry in note.entries}
    arrows = {entry.action for arrow in graph.arrows for entry in arrow.entries}
    assert {Action.CLOSE, Action.WITHDRAW, Action.REOPEN, Action.CORRECT} <= noted
    assert noted & arrows == set()


def test_what_follows_from_the_filings_hangs_on_its_own_box() -> None:
    follows = {place.key for place in read(Subject.CASE).places if place.follows}
    assert {Status.WITH_REGULATOR, Status.COURT_READY, Status.IN_COURT} <= follows
    assert Status.READY_FOR_REGULATOR not in follows


def test_a_label_says_for_which_filings_it_is() -> None:
    with translation.override("en"):
        entries = [entry for arrow in read(Subject.FILING).arrows for entry in arrow.entries]
        said = {(entry.sources[0], entry.action): entry.ways for entry in entries}
    assert said[TrackState.ACCEPTED, Action.RECORD_RESULT] == "report, court"
    assert said[TrackState.MEDIATING, Action.RECORD_MEDIATION_END] == ""


def test_the_table_below_tells_every_action() -> None:
    with translation.override("en"):
        for subject in Subject:
            graph, told = read(subject), tell(subject)
            entries = [entry for arrow in graph.arrows for entry in arrow.entries]
            assert len(told.everything) == len(entries) + len(told.notes)
            assert all(line.words and line.where and line.leads for line in told.everything)


@SUBJECTS
@LANGUAGES
def test_it_is_well_formed_and_says_what_it_is(subject: Subject, language: str) -> None:
    picture = svg(subject, language, wide=True)
    ParserCreate().Parse(picture, True)
    title = re.search(r'role="img" aria-labelledby="([\w-]+)" aria-describedby="([\w-]+)"', picture)
    assert title
    assert re.search(f'<title id="{title[1]}">[^<]+</title>', picture)
    assert re.search(f'<desc id="{title[2]}">[^<]+</desc>', picture)


def test_no_two_pictures_share_an_id() -> None:
    ids = [i for s in Subject for wide in (True, False) for i in re.findall(r'id="([\w-]+)"', svg(s, "en", wide=wide))]
    assert len(ids) == len(set(ids)) == 8


@SUBJECTS
def test_nothing_in_it_needs_what_the_policy_refuses(subject: Subject) -> None:
    assert not re.search(r"style|<script|\son\w+=|url\(|href", svg(subject, "en", wide=True))


@pytest.mark.parametrize("short", standalone.LANGUAGES)
@SUBJECTS
def test_the_file_brings_its_colours_along(subject: Subject, short: str) -> None:
    text = standalone.document(subject, short)
    light, dark = (set(re.findall(r"--([\w-]+):", block)) for block in re.findall(r"svg \{ ([^}]*) \}", text))
    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    assert used <= light
    assert dark == light - {"sans"}
    assert "prefers-color-scheme: dark" in text
    assert drawn(text) == drawn(svg(subject, standalone.LANGUAGES[short], wide=True))


def test_words_break_where_they_may() -> None:
    assert lines("未受理、没有回复、达成协议", 10, 62) == ["未受理、", "没有回复、", "达成协议"]
    assert all(not line.startswith(tuple("，。、）」”")) for line in lines("等卖家答复，到这一天。「好」", 10, 41))
    assert lines("Approve and pass on", 10, 70) == ["Approve and", "pass on"]


def texts(picture: Picture) -> Iterator[str]:
    yield from (line for label in labels(picture.panels) for text in label.texts for line in text.lines)


def test_it_speaks_the_language_of_the_page() -> None:
    with translation.override("zh-hans"):
        chinese = str(Action.OPEN.label)
    assert chinese in set(texts(composed(Subject.CASE, WIDE, language="zh-hans")))
    assert "Open the case" in set(texts(composed(Subject.CASE, WIDE)))
