"""Long pictures are read in slices that overlap; a line that stands in two of them is kept once."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence.reading.lines import Box, Line

TALLEST = 2600
"""Up to this height, in pixels, a picture is read at once; the recogniser scales to 2000, and small print still reads."""
HEIGHT = 2000
OVERLAP = 240
"""More than twice the height of any line on a screenshot, so each is whole in one slice."""
_SAME = 0.5


class Slice(NamedTuple):
    """Rows `top` to `bottom` of a picture; lines whose middle lies from `first` to `last` are this slice's own."""

    top: int
    bottom: int
    first: int
    last: int


def slices(height: int) -> Iterator[Slice]:
    """The slices of a picture of `height` pixels, from top to bottom; each pixel is in at least one."""
    if height <= TALLEST:
        yield Slice(0, height, 0, height)
        return
    top = 0
    while True:
        bottom = min(height, top + HEIGHT)
        first = top + OVERLAP // 2 if top else 0
        last = bottom - OVERLAP // 2 if bottom < height else height
        yield Slice(top, bottom, first, last)
        if bottom == height:
            return
        top = bottom - OVERLAP


def belongs(box: Box, part: Slice) -> bool:
    """Whether a line at `box` is the slice's own: near the border both slices may keep it, so that none loses it."""
    middle, slack = (box.top + box.bottom) / 2, box.height / 4
    return part.first - slack <= middle <= part.last + slack


def merged(parts: Iterable[Iterable[Line]]) -> list[Line]:
    """The lines of all slices, from top to bottom; of one read in two slices, the more confident reading."""
    kept: list[Line] = []
    before: list[Line] = []
    for part in parts:
        lines = list(part)
        twice = [(old, new) for old in before for new in lines if _same(old.box, new.box)]
        worse = [new if new.confidence <= old.confidence else old for old, new in twice]
        kept = [line for line in (*kept, *lines) if not any(line is one for one in worse)]
        before = lines
    return sorted(kept, key=lambda each: (each.box.top, each.box.left))


def _same(one: Box, other: Box) -> bool:
    smaller = min(one.area, other.area)
    return smaller > 0 and one.common(other) > _SAME * smaller
