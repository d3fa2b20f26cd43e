"""The picture of the workflow is the table, every row of it once, and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.parsers.expat import ParserCreate

import pytest
from django.utils import translation

from complaints.status import Status, TrackState
from escalation.diagram import standalone
from escalation.diagram.drawing import WIDE, svg
from escalation.diagram.graph import Subject
from escalation.diagram.lettering import lines
from escalation.diagram.painting import Picture
from escalation.diagram.placing import labels
from escalation.diagram.reading import read
from escalation.diagram.telling import tell
from escalation.transitions import BY_TRACKS, STAY, TABLE, Action
from tests.escalation.drawn import LANGUAGES, SUBJECTS, composed, drawn, rows


@SUBJECTS
@LANGUAGES
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "phone"])
def test_every_row_of_the_table_is_drawn_once_and_nothing_else(subject: Subject, language: str, wide: bool) -> None:
    assert drawn(svg(subject, language, wide=wide)) == Counter(rows(TABLE, subject))


def test_both_pictures_together_are_the_whole_table() -> None:
    both = sum((drawn(svg(subject, "en", wide=True)) for subject in Subject), Counter())
    assert set(both) == {(s.value, row.action.value, str(row.target)) for row in TABLE for s in row.source}


@SUBJECTS
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "phone"])
def test_every_row_that_is_no_note_is_a_line_and_there_is_no_other(subject: Subject, wide: bool) -> None:
    lines_drawn = re.findall(r'data-from="(\w+)" data-to="(\w+)"', svg(subject, "en", wide=wide))
    noted = {entry.action.value for note in read(subject).notes for entry in note.entries}
    moves = {(source, goal) for source, action, goal in rows(TABLE, subject) if action not in noted}
    assert Counter(lines_drawn) == Counter({(source, goal) for source, goal in moves if goal not in (STAY, source)})


@SUBJECTS
def test_a_note_names_where_it_leads(subject: Subject) -> None:
    noted = [entry for note in read(subject).notes for entry in note.entries]
    assert all(bool(entry.leads) == (entry.target != STAY) for entry in noted)


@SUBJECTS
def test_every_status_has_one_box(subject: Subject) -> None:
    boxes = Counter(re.findall(r'data-place="(\w+)"', svg(subject, "en", wide=True)))
    known = Status if subject == Subject.CASE else TrackState
    assert boxes - Counter([BY_TRACKS]) == Counter(known.values)


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
            noted = [entry for note in graph.notes for entry in note.entries]
            assert [line.words for line in told] == [entry.words for entry in (*entries, *noted)]
            assert all(line.where and line.leads for line in told)


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


INK = [("ink", ground, 4.5) for ground in ("card", "paper", "neutral-weak", "jade-weak")]
INK_2 = [("ink-2", ground, 4.5) for ground in ("card", "paper", "neutral-weak")]


@pytest.mark.parametrize(("ink", "ground", "least"), [*INK, *INK_2, ("on-blue", "blue", 4.5), ("blue", "card", 3.0)])
def test_the_file_is_legible_on_a_light_and_on_a_dark_page(ink: str, ground: str, least: float) -> None:
    """It paints its own ground, so that it doesn't matter which page it lies on."""
    text = standalone.document(Subject.CASE, "en")
    for block in re.findall(r"svg \{ ([^}]*) \}", text):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6});", block))
        light, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= least


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_break_where_they_may() -> None:
    assert lines("未受理、没有回复、达成协议", 10, 62) == ["未受理、", "没有回复、", "达成协议"]
    assert all(not line.startswith(tuple("，。、）」”")) for line in lines("等卖家答复，到这一天。「好」", 10, 41))
    assert lines("提交、受理：走到哪一步，就到哪一步。", 10, 80) == ["提交、受理：", "走到哪一步，", "就到哪一步。"]
    assert lines("Approve and pass on", 10, 70) == ["Approve and", "pass on"]


def texts(picture: Picture) -> Iterator[str]:
    yield from (line for label in labels(picture.panels) for text in label.texts for line in text.lines)


def test_it_speaks_the_language_of_the_page() -> None:
    with translation.override("zh-hans"):
        chinese = str(Action.OPEN.label)
    assert chinese in set(texts(composed(Subject.CASE, WIDE, language="zh-hans")))
    assert "Open the case" in set(texts(composed(Subject.CASE, WIDE)))
