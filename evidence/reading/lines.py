"""Lines of text in a picture, with the place of every character, and how they travel between two processes."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self


class Box(NamedTuple):
    """A rectangle in pixels of the upright picture: left and top are in it, right and bottom are the first outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def area(self) -> int:
        return self.width * self.height

    def common(self, other: "Box") -> int:
        """The pixels that both have."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, width) * max(0, height)

    def wider(self, margin: int, size: tuple[int, int]) -> "Box":
        """The box with `margin` pixels around it, as far as a picture of `size` (width, height) goes."""
        left, top = max(0, self.left - margin), max(0, self.top - margin)
        return Box(left, top, min(size[0], self.right + margin), min(size[1], self.bottom + margin))

    def scaled(self, factor: float) -> "Box":
        """The same place in a picture that is `factor` times as large."""
        return Box(*(round(value * factor) for value in self))


Point = tuple[float, float]


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them; there must be at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: what it says in NFKC, where (box, and four corners from its upper left one), how sure (0 to 1).

    `characters` has one box for each character of `text`, blanks too. `ink` is the box of what is really written, where
    that could be told: `box` is wider.
    """

    text: str
    box: Box
    confidence: float
    quad: tuple[Point, Point, Point, Point]
    characters: tuple[Box, ...]
    ink: Box | None = None

    def part(self, start: int, end: int) -> Box:
        """The place of `text[start:end]`, which mustn't be empty."""
        return around(self.characters[start:end])

    @property
    def size(self) -> float:
        """How large its letters are, in pixels: Chinese ones fill nearly all of their square, Latin ones less of it."""
        share = 0.92 if any(letter > "\u2e80" for letter in self.text) else 0.76
        return (self.ink or self.box).height / share

    def is_level(self) -> bool:
        """Whether it is written from left to right, rather than down or up a page that lies on its side."""
        return len(self.text) < 2 or self.box.width >= self.box.height

    def is_slanted(self) -> bool:
        """Whether its box is much higher than the line itself, for it rises or falls."""
        (ax, ay), (bx, by), _third, (dx, dy) = self.quad
        thick = min(math.hypot(dx - ax, dy - ay), math.hypot(bx - ax, by - ay))
        return min(self.box.width, self.box.height) > 1.4 * thick + 4

    def scaled(self, factor: float) -> "Line":
        """The same line in a picture that is `factor` times as large."""
        first, second, third, fourth = ((x * factor, y * factor) for x, y in self.quad)
        places = tuple(box.scaled(factor) for box in self.characters)
        ink = self.ink.scaled(factor) if self.ink else None
        quad = (first, second, third, fourth)
        return replace(self, box=self.box.scaled(factor), quad=quad, characters=places, ink=ink)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and numbers; `from_json` makes the line of it again."""
        return {
            "text": self.text,
            "box": self.box,
            "confidence": round(self.confidence, 4),
            "quad": self.quad,
            "characters": self.characters,
            "ink": self.ink,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The line that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        text = str(data["text"])
        characters = tuple(box_from(each) for each in data["characters"])
        if not text or len(characters) != len(text):
            raise ValueError("a box for each character is needed")
        first, second, third, fourth = ((float(x), float(y)) for x, y in data["quad"])
        quad = (first, second, third, fourth)
        ink = box_from(data["ink"]) if data.get("ink") else None
        return cls(text, box_from(data["box"]), float(data["confidence"]), quad, characters, ink)


def box_from(data: Sequence[Any]) -> Box:
    """A box from four numbers. Raises TypeError or ValueError for anything else."""
    left, top, right, bottom = (int(value) for value in data)
    return Box(left, top, right, bottom)


def normalised(text: str, characters: Sequence[Box]) -> tuple[str, tuple[Box, ...]]:
    """`text` in NFKC, character by character, so that each keeps its place: full-width digits become digits."""
    folded = [(letter, box) for raw, box in zip(text, characters, strict=True) for letter in _folded(raw)]
    return "".join(letter for letter, _box in folded), tuple(box for _letter, box in folded)


def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded.isprintable() else " "
