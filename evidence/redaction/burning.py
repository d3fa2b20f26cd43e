"""Copies with boxes burnt in: the pixels below are gone, and so is everything that isn't pixels. Worker and commands only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from django.db.models import F, QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw

from evidence.decoding.asking import DOTS, pictures
from evidence.imaging import TooManyPixels, Unreadable
from evidence.models import Blob, Evidence, Redaction
from evidence.pixels import on_white, seen
from evidence.redaction.boxes import Box, on_page, stored_boxes
from evidence.redaction.covering import current
from evidence.status import Family
from evidence.vault.derived import keep_bytes
from evidence.vault.trying import counted

TRIES = 3
_MOST_BYTES = 200 * 1024**2
_QUALITY = 92
_PAPER_QUALITY = 80
PDF = "application/pdf"
_EXACT = ("image/png", "image/gif")
"""Types whose copies are written without loss: mostly screenshots, where letters matter."""


def given(evidence: Evidence) -> Blob:
    """The bytes of `evidence` to give away: the covered copy where something is covered, else the original.

    A copy that isn't there yet is written. Raises Unreadable when it can't be: then nothing is given away.
    """
    standing = current(evidence)
    if standing is None or not standing.count:
        return evidence.blob
    copy = burn(standing)
    if copy is None:
        raise Unreadable("could not be covered")
    return copy


def burn(redaction: Redaction, *, now: datetime | None = None) -> Blob | None:
    """Write the copy of one redaction, unless it is there, and return it; None when it can't be written.

    The attempt is counted before anything is decoded.
    """
    if redaction.copy or not redaction.count:
        return redaction.copy
    if not Redaction.objects.filter(pk=redaction.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        return None
    try:
        with counted(Redaction.objects.filter(pk=redaction.pk)):
            data, media_type = covered(redaction.evidence.blob, stored_boxes(redaction.boxes))
    except (TooManyPixels, Unreadable, FileNotFoundError):
        return None
    copy = keep_bytes([data], media_type, now or timezone.now(), most=_MOST_BYTES)
    Redaction.objects.filter(pk=redaction.pk).update(copy=copy)
    redaction.copy = copy
    return copy


def waiting() -> QuerySet[Redaction]:
    """Those that stand and whose copy is still to be written: their task was lost with a worker or a broker."""
    standing = Redaction.objects.filter(replaced_at__isnull=True, count__gt=0, copy__isnull=True, tries__lt=TRIES)
    return standing.filter(evidence__deleted_at__isnull=True).order_by("pk")


def covered(blob: Blob, boxes: Sequence[Box]) -> tuple[bytes, str]:
    """The copy of a picture, or of a PDF as its pages, black where a box lies, and its type.

    Raises Unreadable, TooManyPixels and FileNotFoundError.
    """
    if blob.family == Family.DOCUMENT:
        return _paper(drawn(shown.picture, on_page(n, boxes)) for n, shown in enumerate(pictures(blob), start=1))
    return written(drawn(on_white(seen(blob)), boxes), exact=blob.media_type in _EXACT)


def drawn(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """The picture itself (RGB), black where a box lies."""
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        left, top, right, bottom = box.pixels(*picture.size)
        pen.rectangle((left, top, right - 1, bottom - 1), fill="black")
    return picture


def written(image: Image.Image, *, exact: bool) -> tuple[bytes, str]:
    """As a file, and its type: `exact` as PNG, else as JPEG."""
    target = BytesIO()
    if exact:
        image.save(target, "PNG", compress_level=6)
        return target.getvalue(), "image/png"
    image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return target.getvalue(), "image/jpeg"


def _paper(pages: Iterable[Image.Image]) -> tuple[bytes, str]:
    """A PDF whose pages are pictures: no words below the black, no fonts, links or attachments are carried over."""
    target, begun = BytesIO(), False
    for page in pages:  # one at a time: twenty decoded ones would fill a small machine
        page.save(target, "PDF", append=begun, resolution=DOTS, quality=_PAPER_QUALITY)
        begun = True
    if not begun:
        raise Unreadable("a paper without pages")
    return target.getvalue(), PDF
