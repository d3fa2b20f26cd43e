"""What stands around a line: a label to its left or above it, a neighbour on its row, the line that goes on with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.reading.lines import Box, Line

_LABEL = 10
"""Characters of the longest line that is taken for the label of what stands under it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a picture, from top to bottom."""

    lines: Sequence[Line]

    def before(self, at: int, start: int) -> str:
        """What is read before character `start` of line `at`: a label above it, what stands to its left, its own text."""
        left = " ".join(self.lines[n].text for n in self.left_of(at))
        above = self.above(at)
        label = self.lines[above].text if above is not None and not left and not start else ""
        return f"{label if len(label) <= _LABEL else ''} {left} {self.lines[at].text[:start]}".lstrip()

    def left_of(self, at: int) -> list[int]:
        """The lines to the left on the same row, from left to right."""
        own = self.lines[at].box
        others = [n for n in self._row(at) if self.lines[n].box.right <= own.left + own.height // 2]
        return sorted(others, key=lambda n: self.lines[n].box.left)

    def right_of(self, at: int) -> list[int]:
        """The lines to the right on the same row, from left to right."""
        own = self.lines[at].box
        others = [n for n in self._row(at) if self.lines[n].box.left >= own.right - own.height // 2]
        return sorted(others, key=lambda n: self.lines[n].box.left)

    def above(self, at: int) -> int | None:
        """The line right above that begins or ends where this one does."""
        return next((n for n in reversed(range(len(self.lines))) if n != at and self._follows(n, at)), None)

    def below(self, at: int) -> int | None:
        """The line right below that begins or ends where this one does."""
        return next((n for n in range(len(self.lines)) if n != at and self._follows(at, n)), None)

    def goes_on(self, at: int) -> int | None:
        """The line below, if this one may have been broken at the right edge and go on there."""
        below = self.below(at)
        if below is None:
            return None
        own, other = self.lines[at].box, self.lines[below].box
        return below if own.right >= other.right - own.height else None

    def _row(self, at: int) -> list[int]:
        own = self.lines[at].box
        return [n for n, line in enumerate(self.lines) if n != at and _level(own, line.box)]

    def _follows(self, upper: int, lower: int) -> bool:
        one, other = self.lines[upper].box, self.lines[lower].box
        high = max(1, min(one.height, other.height))
        gap = other.top - one.bottom
        if not (-0.5 * high < gap < 1.3 * high) or other.top <= one.top or max(one.height, other.height) > 1.8 * high:
            return False
        return abs(one.left - other.left) < 2 * high or abs(one.right - other.right) < 2 * high


def _level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height)
