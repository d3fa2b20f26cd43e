"""Looking for what may be private in one file; worker only, for it reads the picture."""

from datetime import datetime

from django.db.models import F

from evidence.models import CoverOffer
from evidence.reading.ocr import OcrAbsent, OcrFailed
from evidence.redaction.boxes import MOST, WHOLE, Box
from evidence.redaction.finding import search
from evidence.redaction.offering import TRIES, keep_found
from evidence.status import Private
from evidence.vault import storage
from evidence.vault.trying import counted


def look(offer: CoverOffer, *, now: datetime | None = None) -> bool:
    """Write down what is found; False when it was done, can't be done here, or failed. The try is counted before."""
    mine = CoverOffer.objects.filter(pk=offer.pk, made_at__isnull=True, tries__lt=TRIES)
    if not mine.update(tries=F("tries") + 1):
        return False
    try:
        with counted(CoverOffer.objects.filter(pk=offer.pk)), storage.local(offer.evidence.blob) as path:
            size, found = search(path)
    except (OcrAbsent, OcrFailed, FileNotFoundError):
        return False
    places = [
        (Private(one.kind.value), box_of(one.box.left, one.box.top, one.box.right, one.box.bottom, size))
        for one in found
    ]
    keep_found(offer, places[:MOST], now=now)
    return True


def box_of(left: float, top: float, right: float, bottom: float, size: tuple[int, int]) -> Box:
    """Pixels as ten-thousandths, outward and at least one wide."""
    (across, down), low = size, WHOLE - 1
    x, y = min(low, max(0, int(left * WHOLE // across))), min(low, max(0, int(top * WHOLE // down)))
    return Box(
        1,
        x,
        y,
        min(WHOLE, max(x + 1, -int(-right * WHOLE // across))),
        min(WHOLE, max(y + 1, -int(-bottom * WHOLE // down))),
    )
