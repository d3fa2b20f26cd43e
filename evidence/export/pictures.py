"""Exhibits as pictures for paper: upright JPEGs without metadata. Decodes pixels, so worker and commands only."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2

from evidence.imaging import TooManyPixels, Unreadable
from evidence.joining import View, joined
from evidence.models import Blob, Evidence
from evidence.redaction.burning import given
from evidence.status import Family
from evidence.vault import storage

MOST_BYTES = 4 * 1024**2
MOST_PAGES = 20
"""Of one PDF; further pages stand in the original."""
_DOTS = 150 / 72
_QUALITY = 82


def pages_of(piece: Evidence, *, original: bool) -> Iterator[bytes]:
    """The exhibit as JPEGs, one a page: a picture, or the pages of a PDF; covered where it is, unless `original`.

    Nothing for film, sound and what can't be opened, or covered.
    """
    try:
        blob = piece.blob if original else given(piece)
        if blob.family == Family.IMAGE:
            yield joined([View(blob, piece.turned)], MOST_BYTES)
        elif blob.family == Family.DOCUMENT:
            yield from _printed(blob)
    except (TooManyPixels, Unreadable, FileNotFoundError, pypdfium2.PdfiumError):
        return


def _printed(blob: Blob) -> Iterator[bytes]:
    with storage.read(blob) as file:
        document = pypdfium2.PdfDocument(file)
        try:
            for number in range(min(len(document), MOST_PAGES)):
                picture = document[number].render(scale=_scale(document[number].get_size())).to_pil()
                target = BytesIO()
                picture.convert("RGB").save(target, "JPEG", quality=_QUALITY)
                yield target.getvalue()
        finally:
            document.close()


def _scale(size: tuple[float, float]) -> float:
    """150 dots an inch, fewer where a page claims to be metres long."""
    return min(_DOTS, 2400 / max(*size, 1))
