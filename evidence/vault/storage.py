"""Where bytes lie: under their own SHA-256, written once, never overwritten, readable by the service's user only."""

import errno
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.utils import timezone

from evidence.models import Blob
from evidence.vault.hashing import Received

_BLOBS = "blobs"
_INCOMING = "incoming"
_ORPHAN_AGE = timedelta(days=1)
_NO_SECOND_NAME = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)
"""What filesystems say that know no hard links."""


def key_of(sha256: str) -> str:
    """The place of the bytes with this hash, relative to the storage's root; two levels keep folders small."""
    return f"{_BLOBS}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def incoming() -> Path:
    """The folder for files on their way in: on the same filesystem as the vault, so that moving them is one rename."""
    return Path(default_storage.path(_INCOMING))


def keep(file: Received) -> str:
    """Move received bytes to their place and return their key; after this they survive a power cut.

    Bytes that are there already stay as they are: their name is their content. A kept file without a row is found by
    `unreferenced`; so the row is written after this, never before.
    """
    key = key_of(file.sha256)
    place = Path(default_storage.path(key))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not place.exists():
        _move(file, place)
    os.utime(place)  # young again: `unreferenced` must not take it from under the row about to be written
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        sync(folder)
    return key


def _move(file: Received, place: Path) -> None:
    """One rename; a lent file gets a second name instead, so that a process that dies before the row loses nothing."""
    if not file.lent:
        file.path.rename(place)
        return
    try:
        place.hardlink_to(file.path)
    except FileExistsError:  # the same bytes came from elsewhere at the same moment
        return
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        file.path.rename(place)


def path_of(blob: Blob) -> Path:
    """Where the bytes lie on this disk."""
    return Path(default_storage.path(blob.key))


def read(blob: Blob) -> IO[bytes]:
    """The stored bytes, opened for reading. Raises FileNotFoundError when they are gone."""
    return path_of(blob).open("rb")


def unreferenced(*, older_than: timedelta = _ORPHAN_AGE, now: datetime | None = None) -> Iterator[str]:
    """Keys of stored files that no row names, left by a process that died between the file and its row.

    Young files are passed over: their row may be in the making.
    """
    latest = ((now or timezone.now()) - older_than).timestamp()
    root = Path(default_storage.path(""))
    for place in (root / _BLOBS).glob("??/??/*"):
        if place.stat().st_mtime < latest and not Blob.objects.filter(sha256=place.name).exists():
            yield str(place.relative_to(root))


def collect(*, older_than: timedelta = _ORPHAN_AGE, now: datetime | None = None) -> int:
    """Delete what `unreferenced` finds and abandoned incoming files; how many.

    Unfinished uploads lie there too, under other names: when they are abandoned, `evidence.resumable.sweeping` knows.
    """
    latest = ((now or timezone.now()) - older_than).timestamp()
    abandoned = [path for path in incoming().glob("in-*") if path.stat().st_mtime < latest]
    for path in abandoned:
        path.unlink(missing_ok=True)
    gone = len(abandoned)
    # Each goes right after it was looked at: in a list made before, one could be evidence again by its turn.
    for key in unreferenced(older_than=older_than, now=now):
        Path(default_storage.path(key)).unlink(missing_ok=True)
        gone += 1
    return gone


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
