"""What we make from files lies in the vault like they do; only its rows may go again."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from evidence.models import Blob, Evidence
from evidence.vault import storage
from evidence.vault.hashing import received

_MOST = 64 * 1024**2


def keep_bytes(chunks: Iterable[bytes], media_type: str, now: datetime, *, most: int = _MOST) -> Blob:
    """Put derived bytes into the vault. Raises Rejected for more than `most`."""
    with received(chunks, storage.incoming(), limit=most) as file:
        key = storage.keep(file)
    with transaction.atomic():
        return storage.row_for(file, media_type=media_type, key=key, created_at=now)


def forget_unused(blobs: Iterable[int]) -> None:
    """Delete the rows of these blobs that nothing names any more; the bytes themselves go with `storage.collect`."""
    for blob in Blob.objects.filter(pk__in=set(blobs)):
        with suppress(ProtectedError), transaction.atomic():
            blob.delete()


def discard(evidence: Evidence) -> None:
    """Throw away the previews of one file, so that they are made anew."""
    old = evidence.derivatives.all()
    blobs = list(old.values_list("blob_id", flat=True))
    old.delete()
    forget_unused(blobs)
