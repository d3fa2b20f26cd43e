"""Looking for what may be private in one file; worker only, for it reads pictures, of a PDF those of its pages."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db.models import F

from evidence.decoding.asking import pictures
from evidence.imaging import Unreadable
from evidence.models import Blob, CoverOffer
from evidence.reading.ocr import OcrAbsent, OcrFailed
from evidence.redaction.boxes import MOST, WHOLE, Box
from evidence.redaction.finding import search
from evidence.redaction.offering import TRIES, keep_found
from evidence.status import Family, Private
from evidence.vault import storage
from evidence.vault.trying import counted


def look(offer: CoverOffer, *, now: datetime | None = None) -> bool:
    """Write down what is found; False when it was done, can't be done here, or failed. The try is counted before."""
    mine = CoverOffer.objects.filter(pk=offer.pk, made_at__isnull=True, tries__lt=TRIES)
    if not mine.update(tries=F("tries") + 1):
        return False
    try:
        with counted(CoverOffer.objects.filter(pk=offer.pk)):
            places = [place for page, path in _pages(offer.evidence.blob) for place in _found(path, page)]
    except (OcrAbsent, OcrFailed, Unreadable, FileNotFoundError):
        return False
    keep_found(offer, places[:MOST], now=now)
    return True


def _pages(blob: Blob) -> Iterator[tuple[int, Path]]:
    """The picture, or each page of a PDF as one, with its number."""
    if blob.family != Family.DOCUMENT:
        with storage.local(blob) as path:
            yield 1, path
        return
    for number, shown in enumerate(pictures(blob), start=1):
        with NamedTemporaryFile(prefix="juli-looking-", suffix=".png") as file:
            shown.picture.save(file, "PNG", compress_level=1)
            file.flush()
            yield number, Path(file.name)


def _found(path: Path, page: int) -> list[tuple[Private, Box]]:
    size, found = search(path)
    return [
        (Private(one.kind.value), box_of(one.box.left, one.box.top, one.box.right, one.box.bottom, size, page=page))
        for one in found
    ]


def box_of(left: float, top: float, right: float, bottom: float, size: tuple[int, int], *, page: int = 1) -> Box:
    """Pixels as ten-thousandths, outward and at least one wide."""
    (across, down), low = size, WHOLE - 1
    x, y = min(low, max(0, int(left * WHOLE // across))), min(low, max(0, int(top * WHOLE // down)))
    return Box(
        page,
        x,
        y,
        min(WHOLE, max(x + 1, -int(-right * WHOLE // across))),
        min(WHOLE, max(y + 1, -int(-bottom * WHOLE // down))),
    )
