"""Reading what stands in a picture. Worker only: it takes a second or two, and about 700 MB in a process of its own.

Optional: without the packages of requirements-ocr.txt it raises OcrAbsent, and nothing else is missing.
"""

import atexit
import fcntl
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from evidence.child import Child, Ended, Late
from evidence.reading.lines import Box, Line, box_from

WITHIN = 90.0
"""Seconds for one picture, start of the process included: ten times what a long one needs."""
_PACKAGES = ("rapidocr", "onnxruntime", "cv2")
_process = Child("evidence.reading.engine")
atexit.register(_process.end)


class OcrAbsent(Exception):
    """The packages of requirements-ocr.txt are not installed."""


class OcrFailed(Exception):
    """The picture could not be read: not a picture, too large, too slow, or its reader died. The text says which."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a picture of `size` (width, height; upright, in pixels): lines of text, and faces."""

    size: tuple[int, int]
    lines: list[Line]
    faces: list[Box]


def is_available() -> bool:
    """Whether pictures can be read in this installation."""
    return all(importlib.util.find_spec(name) for name in _PACKAGES)


def read(picture: Path | bytes, *, within: float = WITHIN) -> list[Line]:
    """The lines of text in a picture (a file, or its bytes), from top to bottom. Raises OcrAbsent and OcrFailed."""
    return look(picture, within=within, faces=False).lines


def look(picture: Path | bytes, *, within: float = WITHIN, faces: bool = True) -> Seen:
    """Lines of text and faces. One picture at a time on a machine, others wait. Raises OcrAbsent and OcrFailed."""
    if not is_available():
        raise OcrAbsent
    with _as_file(picture) as path, _turn():
        try:
            answer = _process.ask(path, within=within, faces=faces)
        except Late as error:
            raise OcrFailed(f"not read within {within:.0f} s") from error
        except Ended as error:
            raise OcrFailed(f"its reader ended with {error}") from error
        except ValueError as error:
            raise OcrFailed("its reader said nothing that makes sense") from error
    if "error" in answer:
        raise OcrFailed(answer["error"])
    width, height = answer["size"]
    return Seen((width, height), [Line.from_json(line) for line in answer["lines"]], [*map(box_from, answer["faces"])])


@contextmanager
def _as_file(picture: Path | bytes) -> Iterator[Path]:
    if isinstance(picture, Path):
        yield picture
        return
    with NamedTemporaryFile(prefix="juli-reading-") as file:
        file.write(picture)
        file.flush()
        yield Path(file.name)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until no other worker process of this installation reads: two at once would fill a small machine."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)  # commands that need no database may be the first to run here
    with (folder / "reading.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
