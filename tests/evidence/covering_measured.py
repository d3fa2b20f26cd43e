"""Whether anything private can still be read in covered copies.

Invented screens are drawn, what is found of them is covered and what a careful person would cover besides, the copy that is
given away is written and read again with the real recogniser. `COVERED_SCREENS=300 pytest tests/evidence/reading -k covered`
does it with that many.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from evidence.pixels import on_white
from evidence.reading import ocr
from evidence.redaction import boxes
from evidence.redaction.burning import drawn, written
from evidence.redaction.finding import search
from evidence.redaction.finding.searching import find_in
from evidence.redaction.looking import box_of
from evidence.upright import as_seen
from tests.evidence.reading.drawing import Screen

SHORTEST = 2
"""Characters of a name; a single one left by a line break tells nobody."""


def copy_of(screen: Screen, quality: int) -> bytes:
    """The covered copy of one screen: JPEG when `quality` is given, else PNG."""
    picture = screen.encoded(quality)
    size, found = search(picture)
    by_hand = [item.box.wider(4, size) for item in screen.private()]
    places: list[boxes.Box] = [
        box_of(one.left, one.top, one.right, one.bottom, size) for one in [*(each.box for each in found), *by_hand]
    ]
    seen = on_white(as_seen(Image.open(BytesIO(picture))))
    return written(drawn(seen, places), exact=not quality)[0]


def left_in(copy: bytes, screen: Screen) -> list[str]:
    """What is still found or read in the copy, one line each."""
    seen = ocr.look(copy)
    read = "".join(plain(line.text) for line in seen.lines)
    still = [f"{screen.name}: {one.kind} is found" for one in find_in(seen.lines, seen.size)]
    for item in screen.private():
        words = plain(item.words)
        if len(words) >= SHORTEST and words in read and not any(words in plain(each.words) for each in screen.decoys()):
            still.append(f"{screen.name}: {item.words} is read")
    return still


def plain(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def measured(made: Sequence[Screen]) -> list[str]:
    """What is left over all screens; every second one is a JPEG of quality 70."""
    return [one for n, screen in enumerate(made) for one in left_in(copy_of(screen, 70 if n % 2 else 0), screen)]
