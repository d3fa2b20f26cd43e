"""Copies with boxes burnt in: the pixels below are gone, and so is everything that isn't pixels. Worker and commands only."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import IO

from django.db.models import F, QuerySet
from django.utils import timezone
from PIL import Image, ImageDraw

from evidence.imaging import TooManyPixels, Unreadable, opened
from evidence.models import Blob, Evidence, Redaction
from evidence.previews import in_srgb
from evidence.redaction.boxes import Box, stored_boxes
from evidence.redaction.covering import current
from evidence.upright import BROKEN, upright
from evidence.vault import storage
from evidence.vault.derived import keep_bytes
from evidence.vault.trying import counted

TRIES = 3
_MOST_BYTES = 200 * 1024**2
_QUALITY = 92
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
    blob = redaction.evidence.blob
    try:
        with counted(Redaction.objects.filter(pk=redaction.pk)), storage.read(blob) as file:
            data, media_type = covered(file, blob.media_type, stored_boxes(redaction.boxes))
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


def covered(file: IO[bytes], media_type: str, boxes: Sequence[Box]) -> tuple[bytes, str]:
    """The picture upright, in plain colours, black where a box lies, with its type. Raises Unreadable, TooManyPixels."""
    with opened(file, media_type) as image:
        try:
            flat = _flat(in_srgb(upright(image)))
        except (*BROKEN, Image.DecompressionBombError) as error:
            raise Unreadable(str(error)) from error
    drawn = ImageDraw.Draw(flat)
    for box in boxes:
        left, top, right, bottom = box.pixels(*flat.size)
        drawn.rectangle((left, top, right - 1, bottom - 1), fill="black")
    return _written(flat, exact=media_type in _EXACT)


def _flat(image: Image.Image) -> Image.Image:
    """On white, and with nothing but pixels: what a file says beside them isn't carried over."""
    bare = Image.new("RGB", image.size, "white")
    bare.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return bare


def _written(image: Image.Image, *, exact: bool) -> tuple[bytes, str]:
    target = BytesIO()
    if exact:
        image.save(target, "PNG", compress_level=6)
        return target.getvalue(), "image/png"
    image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return target.getvalue(), "image/jpeg"
