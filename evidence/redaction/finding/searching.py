"""From lines and faces to what is offered for covering."""

from collections.abc import Sequence
from pathlib import Path

from evidence.reading import ocr
from evidence.reading.lines import Box, Line
from evidence.reading.page import Page
from evidence.redaction.finding.found import Finding, Kind, Span, hint
from evidence.redaction.finding.numbers import private_numbers
from evidence.redaction.finding.people import names
from evidence.redaction.finding.places import addresses

_MARGIN = 0.14
"""Of the height: the recogniser's boxes are narrow, and a digit's edge can be enough to guess it."""
_FACE_MARGIN = 0.2
"""Of the height: the cascade frames eyes to chin, hair and ears tell a person too."""


def find(picture: Path | bytes) -> list[Finding]:
    """What may be private in a picture, from top to bottom; it only offers, a person decides.

    Raises OcrAbsent where pictures can't be read here, and OcrFailed for one that can't.
    """
    return search(picture)[1]


def search(picture: Path | bytes) -> tuple[tuple[int, int], list[Finding]]:
    """The size of the upright picture (width, height), and what `find` finds in it."""
    seen = ocr.look(picture)
    faces = [Finding(Kind.FACE, face.wider(round(face.height * _FACE_MARGIN), seen.size)) for face in seen.faces]
    found = [*find_in(seen.lines, seen.size), *faces]
    return seen.size, sorted(found, key=lambda one: (one.box.top, one.box.left))


def find_in(lines: Sequence[Line], size: tuple[int, int]) -> list[Finding]:
    """What is private in the lines of a picture of `size` (width, height); one finding a line and thing."""
    page = Page(lines)
    return [_finding(span, lines[span.line], size) for span in spans(page)]


def spans(page: Page) -> list[Span]:
    """Numbers, then addresses that end before them, then names that are in neither."""
    numbers = private_numbers(page)
    places = addresses(page, numbers)
    taken = [*numbers, *places]
    people = [span for span in names(page, numbers) if not any(span.meets(other) for other in taken)]
    return sorted([*taken, *people], key=lambda span: (span.line, span.start))


def _finding(span: Span, line: Line, size: tuple[int, int]) -> Finding:
    box = _covering(line, span)
    margin = max(2, round(min(box.width, box.height) * _MARGIN))
    return Finding(span.kind, box.wider(margin, size), hint(span.kind, line.text[span.start : span.end]))


def _covering(line: Line, span: Span) -> Box:
    """The characters and, across them, the whole of a straight line: its height is what the recogniser is sure of."""
    exact = line.part(span.start, span.end)
    if line.is_slanted():
        return exact
    if line.is_level():
        return Box(exact.left, min(exact.top, line.box.top), exact.right, max(exact.bottom, line.box.bottom))
    return Box(min(exact.left, line.box.left), exact.top, max(exact.right, line.box.right), exact.bottom)
