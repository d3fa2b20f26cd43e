"""Boxes over a page of a file: whole ten-thousandths of its width and height, so that they fit a copy of any size.

They are kept for the picture as it stands upright by its own EXIF, before anybody turned it on the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

WHOLE = 10_000
MOST = 200
"""Boxes on one file; whoever needs more should leave the file out."""
MOST_PAGES = 50
_TURNS = (0, 90, 180, 270)
_NUMBERS = 5


class BadBoxes(ValueError):
    """Not a list of boxes; what was sent didn't come from our page."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """Covers `left`..`right` and `top`..`bottom` (0 to 10,000) of the page with this number, from 1."""

    page: int
    left: int
    top: int
    right: int
    bottom: int

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in a picture of this size, the last two excluded: rounded outward, never inward."""
        return (
            floor(self.left * width / WHOLE),
            floor(self.top * height / WHOLE),
            ceil(self.right * width / WHOLE),
            ceil(self.bottom * height / WHOLE),
        )

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def said(self) -> str:
        """As the page sends it: `page,left,top,right,bottom`."""
        return ",".join(map(str, self.as_list()))

    def as_list(self) -> list[int]:
        """As it is stored."""
        return [self.page, self.left, self.top, self.right, self.bottom]

    def turned(self, degrees: int) -> "Box":
        """The same place when the page is turned clockwise by 0, 90, 180 or 270 degrees."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        for _quarter in range(degrees // 90):
            left, top, right, bottom = WHOLE - bottom, left, WHOLE - top, right
        return Box(self.page, left, top, right, bottom)

    def mostly_in(self, others: Iterable["Box"]) -> bool:
        """Whether one of `others` covers at least nine tenths of it: then there is no use in offering it."""
        area = self.width * self.height
        return any(10 * self._shared(other) >= 9 * area for other in others if other.page == self.page)

    def _shared(self, other: "Box") -> int:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, wide) * max(0, high)


def read_boxes(said: Sequence[str], *, turned: int = 0) -> list[Box]:
    """The boxes that a page sent, drawn on a picture shown turned by `turned` degrees; sorted, each once.

    Raises BadBoxes.
    """
    if len(said) > MOST:
        raise BadBoxes("too many")
    return sorted({_read(one).turned(-turned % 360) for one in said})


def stored_boxes(rows: Iterable[Sequence[int]]) -> list[Box]:
    """Boxes as `Box.as_list` gave them."""
    return [Box(*row) for row in rows]


def on_page(number: int, boxes: Iterable[Box]) -> list[Box]:
    """Those on the page with this number, from 1."""
    return [box for box in boxes if box.page == number]


def read_turn(said: str) -> int:
    """The degrees a page was shown turned by. Raises BadBoxes."""
    if said not in map(str, _TURNS):
        raise BadBoxes(said)
    return int(said)


def _read(said: str) -> Box:
    parts = said.split(",")
    if len(parts) != _NUMBERS or not all(part.isascii() and part.isdecimal() and len(part) < 6 for part in parts):
        raise BadBoxes(said)
    box = Box(*map(int, parts))
    inside = box.left < box.right <= WHOLE and box.top < box.bottom <= WHOLE
    if not inside or not 1 <= box.page <= MOST_PAGES:
        raise BadBoxes(said)
    return box
