"""Asking for frames of a film, pages of a paper, or a photograph coded like a film. Worker and commands only: it takes
seconds, of a bomb WITHIN.
"""

import atexit
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from evidence.child import Child, Ended, Late
from evidence.imaging import Unreadable
from evidence.models import Blob
from evidence.status import Family
from evidence.vault import storage

WITHIN = 25.0
"""Seconds for one question; a frame of 4K takes about one."""
MOST_FRAMES = 6
MOST_PAGES = 20
"""Of one PDF; further pages stand in the original."""
MP4_LIKE = ("video/mp4", "video/quicktime", "audio/mp4")
PHOTOGRAPHS = ("image/heic", "image/avif")
_EDGE = 2400
DOTS = 150
"""An inch, of a page as a picture."""
_child = Child("evidence.decoding.engine")
atexit.register(_child.end)


@dataclass(frozen=True, slots=True)
class Shown:
    """One page, or one frame with the second it stands at."""

    picture: Image.Image
    second: float | None = None


def has_pictures(blob: Blob) -> bool:
    """Whether pictures can be had of what isn't one itself: films and papers; sound has none."""
    return blob.family == Family.DOCUMENT or blob.media_type.startswith("video/")


def has_metadata(blob: Blob) -> bool:
    """Whether it may say when and where it was recorded."""
    return blob.family == Family.RECORDING and blob.media_type in MP4_LIKE


def metadata(blob: Blob) -> dict[str, str]:
    """What a recording's head says, by the names its maker gave. Raises Unreadable."""
    with storage.local(blob) as path:
        told: dict[str, str] = _answer(path, {"what": "metadata", "media_type": blob.media_type, "folder": ""})[
            "metadata"
        ]
    return told


def cover(blob: Blob, *, edge: int) -> Image.Image:
    """The first page, or the beginning of a film, no side longer than `edge` pixels. Raises Unreadable."""
    shown = next(iter(_asked(blob, most=1, edge=edge)), None)
    if shown is None:
        raise Unreadable("nothing to be seen")
    return shown.picture


def pictures(blob: Blob, *, edge: int = _EDGE) -> Iterator[Shown]:
    """Every page, or frames from all over the film, in their order. Raises Unreadable."""
    if blob.family == Family.DOCUMENT:
        for first in range(0, MOST_PAGES, 4):  # a few at a time: 150 dots an inch are large
            found = _asked(blob, first=first, most=4, edge=edge)
            yield from found
            if len(found) < 4:
                return
    else:
        yield from _asked(blob, most=MOST_FRAMES, edge=edge)


def photograph(blob: Blob, *, turned: int, across: int | None) -> Image.Image:
    """One of PHOTOGRAPHS upright, turned clockwise by `turned` degrees, at most `across` pixels wide. Raises Unreadable."""
    return _answered(blob, what="photograph", turned=turned, across=across)[0].picture


def _asked(blob: Blob, *, most: int, edge: int, first: int = 0) -> list[Shown]:
    what = "paper" if blob.family == Family.DOCUMENT else "film"
    return _answered(blob, what=what, first=first, most=most, dots=DOTS, edge=edge)


def _answered(blob: Blob, **question: Any) -> list[Shown]:
    with storage.local(blob) as path, TemporaryDirectory(prefix="juli-decoding-") as folder:
        answer = _answer(path, question | {"media_type": blob.media_type, "folder": folder})
        return [Shown(_opened(Path(folder) / str(name)), second) for name, second in answer["pictures"]]


def _answer(path: Path, question: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = _child.ask(path, within=WITHIN, **question)
    except Late as error:
        raise Unreadable(f"not decoded within {WITHIN:.0f} s") from error
    except (Ended, ValueError) as error:
        raise Unreadable(f"its decoder ended: {error}") from error
    if "error" in answer:
        raise Unreadable(answer["error"])
    return answer


def _opened(path: Path) -> Image.Image:
    with Image.open(BytesIO(path.read_bytes()), formats=("PNG",)) as picture:
        picture.load()
        return picture
