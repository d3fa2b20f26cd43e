"""Lines as the recogniser gives them, made without it, and pictures with one line of text."""

from collections.abc import Sequence

import numpy
from PIL import Image, ImageDraw

from evidence.reading.ink import usual
from evidence.reading.lines import Box, Line, Point
from tests.evidence.reading.drawing import font

SIZE = (1080, 2400)


def line(text: str, left: int, top: int, size: int = 42, confidence: float = 0.99) -> Line:
    """`text` in letters of `size` pixels, set as usual."""
    at, places = float(left), []
    for letter in text:
        wide = size * (usual(letter).width if letter != " " else 0.25)
        places.append(Box(round(at), top, round(at + wide), top + size))
        at += wide
    box = Box(left, top, round(at), top + size)
    return Line(text, box, confidence, _corners(box), tuple(places))


def rows(*said: tuple[str, str], top: int = 1000) -> list[Line]:
    """Labels at the left, their values at the right end."""
    made = []
    for n, (label, value) in enumerate(said):
        right = line(value, 0, 0).box.width
        made += [line(label, 60, top + n * 100), line(value, 1020 - right, top + n * 100)]
    return made


def written(
    text: str, size: int = 42, *, read: str = ""
) -> tuple[Line, "numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.uint8]]"]:
    """A picture with `text` on it, and the line as it is read there: without blanks, or as `read`."""
    face = font(size)
    wide = round(face.getlength(text))
    image = Image.new("L", (wide + 40, size * 2), 245)
    ImageDraw.Draw(image).text((20, size // 3), text, font=face, fill=30)
    said = read or "".join(text.split())
    share = wide / len(said)
    box = Box(16, size // 3, wide + 24, size * 2 - size // 3)
    places = tuple(
        Box(round(20 + n * share), box.top, round(20 + (n + 1) * share), box.bottom) for n in range(len(said))
    )
    return Line(said, box, 0.99, _corners(box), places), numpy.asarray(image)


def texts(lines: Sequence[Line]) -> list[str]:
    return [each.text for each in lines]


def _corners(box: Box) -> tuple[Point, Point, Point, Point]:
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
