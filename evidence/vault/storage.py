"""Where bytes lie: under their own SHA-256, written once, never changed, in the place that STORAGES names."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.utils import timezone

from evidence.models import Blob
from evidence.status import BlobState
from evidence.vault.hashing import Received
from evidence.vault.place import Place

_BLOBS = "blobs"
_ORPHAN_AGE = timedelta(days=1)


def key_of(sha256: str) -> str:
    """The place of the bytes with this hash, relative to the storage's root; two levels keep folders small."""
    return f"{_BLOBS}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def incoming() -> Path:
    """The folder on this machine for files on their way in."""
    return _place().incoming()


def keep(file: Received) -> str:
    """Put received bytes in their place and return their key; after this they survive a power cut. Raises Away.

    A kept file without a row is found by `unreferenced`; so the row is written after this, never before.
    """
    key = key_of(file.sha256)
    _place().put(file, key)
    return key


def read(blob: Blob) -> IO[bytes]:
    """The stored bytes, opened for reading. Raises FileNotFoundError when they are gone, Away when nobody can say."""
    return _place().read(blob.key)


def part(blob: Blob, first: int, length: int) -> Iterator[bytes]:
    """`length` of the stored bytes from `first` on, a little at a time. Raises FileNotFoundError and Away at once."""
    return _place().part(blob.key, first, length)


def local(blob: Blob) -> AbstractContextManager[Path]:
    """A file of this machine with the stored bytes, there within the block. Raises FileNotFoundError, Away."""
    return _place().local(blob.key)


def unreferenced(*, older_than: timedelta = _ORPHAN_AGE, now: datetime | None = None) -> Iterator[str]:
    """Keys of stored files that no row names, left by a process that died between the file and its row.

    Young files are passed over: their row may be in the making.
    """
    latest = ((now or timezone.now()) - older_than).timestamp()
    for key in _place().older_than(latest, _BLOBS):
        if not Blob.objects.filter(sha256=key.rpartition("/")[2]).exists():
            yield key


def row_for(file: Received, **facts: Any) -> Blob:
    """The row of kept bytes, new with `facts` or as it is; one whose bytes were to be erased is a whole one again.

    In the caller's transaction: the row is locked, so that nobody erases it before that one's own row is there.
    """
    blob, new = Blob.objects.get_or_create(sha256=file.sha256, defaults={"size": file.size, **facts})
    if not new:
        state = Case(When(state=BlobState.ERASED, then=Value(BlobState.STORED)), default=F("state"))
        Blob.objects.filter(pk=blob.pk).update(state=state)
        blob.refresh_from_db(fields=("state",))
    return blob


def _erasable() -> Iterator[str]:
    """Keys of bytes whose evidence is erased in every case."""
    used = apps.get_model("evidence", "Evidence").objects.filter(blob=OuterRef("pk"), erased_at__isnull=True)
    for blob in Blob.objects.filter(~Exists(used), state=BlobState.ERASED).order_by("pk").iterator(chunk_size=200):
        yield blob.key


def collect(*, older_than: timedelta = _ORPHAN_AGE, now: datetime | None = None) -> int:
    """Delete what `unreferenced` finds, the bytes of erased evidence, and abandoned incoming files; how many.

    Unfinished uploads lie there too, under other names: when they are abandoned, `evidence.resumable.sweeping` knows.
    """
    latest = ((now or timezone.now()) - older_than).timestamp()
    abandoned = [path for path in incoming().glob("in-*") if path.stat().st_mtime < latest]
    for path in abandoned:
        path.unlink(missing_ok=True)
    gone = len(abandoned)
    # Each goes right after it was looked at: in a list made before, one could be evidence again by its turn.
    for key in chain(unreferenced(older_than=older_than, now=now), _erasable()):
        gone += _place().erase(key, latest)
    return gone


def _place() -> Place:
    return cast(Place, default_storage)
