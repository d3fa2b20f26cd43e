"""The bytes of an upload on their way in: one file, only ever appended to, under a name that `storage.collect` leaves alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.resumable.errors import Overtaken
from evidence.resumable.models import PartialUpload
from evidence.vault import storage
from evidence.vault.disk import sync

PREFIX = "part-"


def path_of(upload: PartialUpload) -> Path:
    """Where the bytes lie that have come so far; there may be none."""
    return storage.incoming() / f"{PREFIX}{upload.public_id}"


def size_of(upload: PartialUpload) -> int:
    """The bytes that are there, in numbers; 0 for a file that is not."""
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def opened(upload: PartialUpload) -> Iterator[int]:
    """The file, made with mode 0600 if it is new; its name survives a power cut from here on."""
    path = path_of(upload)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if is_new:
            sync(path.parent)
        yield file
    finally:
        os.close(file)


def agree(file: int, offset: int) -> int:
    """Cut off what came after `offset` and was never acknowledged; the offset that file and row can agree on."""
    with _alone(file):
        size = os.fstat(file).st_size
        if size > offset:
            os.ftruncate(file, offset)
        return min(size, offset)


def append(file: int, at: int, piece: bytes) -> None:
    """Write `piece` at `at`, the end of the file. Raises Overtaken if that is not the end, OSError when the disk is full.

    A finished upload has no place after its end; so a request that was cut off long ago, and wakes, changes nothing.
    """
    with _alone(file):
        if os.fstat(file).st_size != at:
            raise Overtaken
        done = 0
        while done < len(piece):
            done += os.pwrite(file, piece[done:], at + done)


@contextmanager
def _alone(file: int) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
