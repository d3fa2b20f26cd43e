"""Where the ink of a line really is, and where its blanks are: recognisers box loosely and drop or invent spaces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import manimgx_fonts_cjk
import numpy
from PIL import ImageFont

from evidence.reading.lines import Box, Line

_WIDE = 0.2
"""Of the letter's size: runs that are worth a look."""
_BLANK = 0.13
"""Of the letter's size: what a run has beyond the usual white of its two neighbours, to be a space (0.22 to 0.33 in fonts)."""
_APART = 0.8
"""Letter sizes: a run so wide parts two things that only stand on the same row."""
_INNER = 0.3
"""Letter sizes off: a run that begins so far from a letter's last ink is inside of one, as in 儿 and 川."""
_TWICE = 3
"""Letters of a neighbour, and one more, that may be read a second time."""
_SIDE, _SURELY = 0.1, 0.25
"""Of the letter's size: what two neighbours leave between them, about; and what is a blank whatever the neighbours are."""
_SMALLEST = 8
"""Pixels: in lower lines nothing is told apart."""
_NARROWEST = 0.2
"""Of the letter's size: marks that are written over others have no width of their own."""
_FAINTEST = 24
"""Steps of grey between ink and paper below which nothing is judged."""
_INK = 0.28
"""Of the contrast: from here on a pixel is ink; thin strokes of small letters are no darker."""
_AIRY = frozenset(",.:;!?、。，：；！？·()（）[]【】《》「」\"'“”‘’|-–—~*¥￥")
"""Set differently by every font; no space is looked for beside them."""
_FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED, _FINE = 2, 200


Grey: TypeAlias = numpy.ndarray[Any, Any]
Runs: TypeAlias = Sequence[tuple[int, int]]


def measured(lines: Sequence[Line], grey: Grey) -> list[Line]:
    """All of a picture's lines, each as it is really written. `grey`: the picture (rows, columns; 0 to 255)."""
    return [piece for line in lines for piece in _measured(line, grey, [other for other in lines if other is not line])]


def _measured(line: Line, grey: Grey, others: Sequence[Line]) -> list[Line]:
    """`line` with the box of its ink and with spaces where there are blanks; as it is, where that can't be told.

    Two things on one row that were read as one line come apart, and what belongs to a neighbour goes.
    """
    if not line.is_level() or line.is_slanted() or line.box.height < _SMALLEST:
        return [line]
    box = line.box
    marks = _marks(grey[max(0, box.top) : box.bottom, max(0, box.left) : box.right])
    if marks is None:
        return [line]
    columns, rows = numpy.flatnonzero(marks.any(axis=0)), numpy.flatnonzero(marks.any(axis=1))
    left, top = max(0, box.left), max(0, box.top)
    ink = Box(left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)
    runs = [(left + start, left + end) for start, end in _runs(columns)]
    return _spaced(*_own(replace(line, ink=ink), ink, runs, [other.box for other in others]))


def _own(line: Line, ink: Box, runs: Runs, others: Sequence[Box]) -> tuple[Line, Box, Runs]:
    """Without what stands at the line's beginning, apart from the rest, and in another line's box: boxes overlap, and then
    a neighbour's last letter is read a second time, or only its ink gets in.
    """
    apart = next((run for run in runs if run[1] - run[0] >= _APART * ink.height), None)
    if apart is None or not any(_within(ink._replace(right=apart[0]), other) for other in others):
        return line, ink, runs
    rest = ink._replace(left=apart[1])

    def off(gone: int) -> float:
        return abs(rest.width / _ends(line.text[gone:])[-1] - line.size)

    gone = min((n for n in range(_TWICE) if line.text[n:].strip()), key=off)
    text, places = line.text[gone:], line.characters[gone:]
    own = replace(line, text=text, characters=places, ink=rest, box=line.box._replace(left=apart[1]))
    return own, rest, [run for run in runs if run[0] >= apart[1]]


def _within(part: Box, other: Box) -> bool:
    return part.common(other) >= 0.7 * part.area > 0


def _marks(strip: Grey) -> Grey | None:
    """Where there is ink; None where paper and ink can't be told apart."""
    if strip.size == 0:
        return None
    away = numpy.abs(strip.astype(numpy.int16) - int(numpy.median(strip)))
    contrast = float(numpy.percentile(away, 98))
    marks = away > contrast * _INK
    return marks if contrast >= _FAINTEST and marks.any() else None


def _runs(columns: Grey) -> list[tuple[int, int]]:
    """Blank columns between inked ones: first blank column, first inked one after it."""
    gaps = numpy.flatnonzero(numpy.diff(columns) > 1)
    return [(int(columns[n]) + 1, int(columns[n + 1])) for n in gaps]


def _spaced(line: Line, ink: Box, runs: Runs) -> list[Line]:
    """The line's text with a space for each run that is a blank, and with no other; in pieces where a run is very wide."""
    letters = [(letter, box) for letter, box in zip(line.text, line.characters, strict=True) if not letter.isspace()]
    if len(letters) < 2:
        return [line]
    ends = _ends([letter for letter, _box in letters])
    at = _places(runs, ink, ends, letters)
    if len(letters) in at:  # a mark behind the text, which wasn't read
        cut = at[len(letters)][0]
        return _spaced(line, ink._replace(right=cut), [run for run in runs if run[0] < cut])
    cuts = [0, *(n for n in sorted(at) if at[n][2] >= _APART), len(letters)]
    return [_piece(line, ink, letters, at, start, end) for start, end in pairwise(cuts)]


def _piece(
    line: Line, ink: Box, letters: Sequence[tuple[str, Box]], at: dict[int, tuple[int, int, float]], start: int, end: int
) -> Line:  # fmt: skip
    """The letters from `start` to `end`, with their spaces."""
    text, places = "", []
    for n, (letter, box) in enumerate(letters[start:end], start):
        if n > start and n in at and _is_blank(letters[n - 1][0], letter, at[n][2]):
            text += " "
            places.append(Box(at[n][0], box.top, at[n][1], box.bottom))
        text += letter
        places.append(box)
    if (start, end) == (0, len(letters)):
        return replace(line, text=text, characters=tuple(places), ink=ink)
    left, right = at[start][1] if start else ink.left, at[end][0] if end in at else ink.right
    top, bottom = line.box.top, line.box.bottom
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    return replace(
        line, text=text, characters=tuple(places), quad=quad, box=Box(left, top, right, bottom),
        ink=ink._replace(left=left, right=right),
    )  # fmt: skip


def _is_blank(before: str, after: str, wide: float) -> bool:
    """Whether a run `wide` letters wide is more than the usual white between these two."""
    if before in _AIRY or after in _AIRY:
        return False
    return wide - usual(before).right - usual(after).left >= _BLANK


def _places(
    runs: Runs, ink: Box, ends: Sequence[float], letters: Sequence[tuple[str, Box]]
) -> dict[int, tuple[int, int, float]]:
    """Before which letter each wide run stands (behind the last one: their number), by the letters' usual widths and by
    where they were seen; with its width in letters.
    """
    size = ink.width / ends[-1]
    for _ in range(2):  # blanks aren't letters: the size is a little smaller than it seems at first
        wide = [end - start - _SIDE * size for start, end in runs if end - start >= _SURELY * size]
        size = max(1.0, ink.width - sum(wide)) / ends[-1]
    inked = [end - usual(letter).right for end, (letter, _box) in zip(ends, letters, strict=True)]
    seen = [(one.right + other.left) / 2 for (_, one), (_, other) in pairwise([*letters, letters[-1]])]
    seen[-1] = letters[-1][1].right
    found: dict[int, tuple[int, int, float]] = {}
    gone = 0.0
    for start, end in runs:
        if end - start < _WIDE * size:
            continue
        here, middle = (start - ink.left - gone) / size, (start + end) / 2

        def off(n: int, here: float = here, middle: float = middle) -> float:
            return abs(inked[n - 1] - here) + 0.5 * abs(seen[n - 1] - middle) / size

        n = min(range(max(found, default=0) + 1, len(ends) + 1), key=off, default=0)
        if n == len(ends) or (n and abs(inked[n - 1] - here) < _INNER):
            found[n] = (start, end, (end - start) / size)
        gone += end - start - _SIDE * size if end - start >= _SURELY * size else 0
    return found


def _ends(letters: Iterable[str]) -> list[float]:
    """Where each letter ends, in letter sizes from the line's beginning; blanks aren't letters."""
    return list(accumulate(usual(letter).width for letter in letters if not letter.isspace()))


class Usual(NamedTuple):
    """How a letter is set in Noto Sans, as shares of a Chinese letter's width: its own, and the white at its sides."""

    width: float
    left: float
    right: float


@cache
def usual(letter: str) -> Usual:
    """Other fonts of screens are close to it."""
    font = _font()
    width = max(_NARROWEST, font.getlength(letter) / _FINE)
    inked = font.getmask(letter).getbbox() or (0, 0, 0, 0)
    return Usual(width, inked[0] / _FINE, width - inked[2] / _FINE)


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), _FINE, index=_SIMPLIFIED)
