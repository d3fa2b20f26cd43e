"""Exhibits as pictures for paper: upright JPEGs without metadata. Decodes pixels, so worker and commands only."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from evidence.decoding import asking as decoding
from evidence.imaging import TooManyPixels, Unreadable
from evidence.joining import View, joined
from evidence.models import Blob, Evidence
from evidence.redaction.burning import given
from evidence.status import Family

MOST_BYTES = 4 * 1024**2
_WIDE = 1600
"""Pixels across: 240 dots an inch where a picture fills the page."""
_FRAME = 960
"""Pixels of a frame's longer side: three stand beside each other on paper."""
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Printed:
    """One page of an exhibit as a JPEG; of a film one frame, with the moment it stands at, in minutes and seconds."""

    data: bytes
    moment: str = ""


def pages_of(piece: Evidence, *, original: bool) -> Iterator[Printed]:
    """A picture, the pages of a PDF, or frames of a film; covered where it is, unless `original`.

    Nothing for sound and what can't be opened, or covered.
    """
    try:
        blob = piece.blob if original else given(piece)
        if blob.family == Family.IMAGE:
            yield Printed(joined([View(blob, piece.turned)], MOST_BYTES, wide=_WIDE, progressive=False))
        elif decoding.has_pictures(blob):
            yield from _decoded(blob)
    except (TooManyPixels, Unreadable, FileNotFoundError):
        return


def _decoded(blob: Blob) -> Iterator[Printed]:
    sizes = {} if blob.family == Family.DOCUMENT else {"edge": _FRAME}
    for shown in decoding.pictures(blob, **sizes):
        yield Printed(_jpeg(shown.picture), "" if shown.second is None else _moment(shown.second))


def _jpeg(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.convert("RGB").save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _moment(second: float) -> str:
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"
