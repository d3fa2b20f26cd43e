"""Pictures of the workflow for its tests, and what is drawn in them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from django.utils import translation

from escalation.diagram.drawing import PHONE, WIDE, compose
from escalation.diagram.graph import Subject
from escalation.diagram.painting import Picture
from escalation.diagram.reading import read
from escalation.diagram.shapes import Sheet
from escalation.transitions import TABLE, Transition

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
