"""Text and faces in pixels, by RapidOCR (PP-OCRv6, one thread) and OpenCV's cascade. Runs in the reading process only."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy
from PIL import Image
from rapidocr import RapidOCR

from evidence.reading.ink import measured
from evidence.reading.lines import Box, Line, Point, around, normalised
from evidence.reading.slices import belongs, merged, slices

_SETTINGS = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_CASCADE = "haarcascade_frontalface_alt2.xml"
"""Of the frontal ones in the wheel, one of the two that saw no face in the 45 pictures without any that were tried."""
_FACES_WITHIN = 1000
_SMALLEST_FACE = 40
_SURE = 5
Quad = tuple[Point, Point, Point, Point]


class Recogniser:
    """Both models, loaded once; `lines` and `faces` take upright RGB pictures and answer in their pixels."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._text = RapidOCR(params=_SETTINGS)
        self._face = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / _CASCADE))

    def lines(self, picture: Image.Image) -> list[Line]:
        """What is written, from top to bottom."""
        grey = numpy.asarray(picture.convert("L"))
        read = merged(
            [found for found in self._slice(picture, part.top, part.bottom) if belongs(found.box, part)]
            for part in slices(picture.height)
        )
        return measured(read, grey)

    def faces(self, picture: Image.Image) -> list[Box]:
        """Faces that look at the camera, from about a twenty-fifth of the picture's longer side on."""
        scale = max(1.0, max(picture.size) / _FACES_WITHIN)
        small = picture.convert("L").resize([max(1, round(side / scale)) for side in picture.size])
        found = self._face.detectMultiScale(numpy.asarray(small), 1.1, _SURE, minSize=(_SMALLEST_FACE, _SMALLEST_FACE))
        return [Box(*(round(float(value) * scale) for value in (x, y, x + w, y + h))) for x, y, w, h in found]

    def _slice(self, picture: Image.Image, top: int, bottom: int) -> Iterator[Line]:
        part = picture.crop((0, top, picture.width, bottom))
        pixels = numpy.ascontiguousarray(numpy.asarray(part)[:, :, ::-1])
        read: Any = self._text(pixels, return_word_box=True, return_single_char_box=True)
        if read.txts is None or read.boxes is None:
            return
        words = read.word_results if len(read.word_results) == len(read.txts) else [()] * len(read.txts)
        for text, quad, score, letters in zip(read.txts, read.boxes, read.scores, words, strict=True):
            yield line(str(text), [(float(x), float(y) + top) for x, y in quad], float(score), _placed(letters, top))


def _placed(letters: Any, top: int) -> list[tuple[str, Box]]:
    """Characters and their places, from what the library calls words; nothing where it has none."""
    if not isinstance(letters, list | tuple):
        return []
    return [(str(letter), _around([(x, y + top) for x, y in quad])) for letter, _score, quad in letters if quad]


def line(text: str, quad: Sequence[Point], confidence: float, letters: Sequence[tuple[str, Box]]) -> Line:
    """A line from what was recognised; characters without a place get their share of the line's length."""
    first, second, third, fourth = quad
    corners: Quad = (first, second, third, fourth)
    boxes = _boxes(text, corners, letters)
    said, places = normalised(text, boxes)
    return Line(said, _around(corners), confidence, corners, places)


def _boxes(text: str, quad: Quad, letters: Sequence[tuple[str, Box]]) -> list[Box]:
    if "".join(letter for letter, _box in letters) != "".join(text.split()):
        return [_share(quad, n / len(text), (n + 1) / len(text)) for n in range(len(text))]
    placed = iter([box for letter, box in letters for _ in letter])
    known = [None if character.isspace() else next(placed) for character in text]
    return [box or _gap(known, n) for n, box in enumerate(known)]


def _gap(known: Sequence[Box | None], at: int) -> Box:
    """A blank lies between its neighbours."""
    before = next((box for box in reversed(known[:at]) if box), None)
    after = next((box for box in known[at:] if box), None)
    if before and after and before.right <= after.left:
        return Box(before.right, before.top, after.left, before.bottom)
    return before or after or Box(0, 0, 0, 0)


def _share(quad: Quad, start: float, end: float) -> Box:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    if abs(ax - bx) + abs(ay - by) < abs(ax - dx) + abs(ay - dy):  # written downwards
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (bx, by), (cx, cy), (dx, dy), (ax, ay)
    upper = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (start, end)]
    lower = [(dx + (cx - dx) * t, dy + (cy - dy) * t) for t in (start, end)]
    return _around([*upper, *lower])


def _around(points: Sequence[Point]) -> Box:
    return around([Box(int(x), int(y), int(-(-x // 1)), int(-(-y // 1))) for x, y in points])
