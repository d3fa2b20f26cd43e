"""A folder of this machine as the place of stored bytes: readable by the service's user only."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage

from evidence.vault.hashing import Received
from evidence.vault.place import PART

_NO_SECOND_NAME = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)
"""What filesystems say that know no hard links."""


class Disk(FileSystemStorage):
    """A Place below `location`."""

    def incoming(self) -> Path:
        """On the same filesystem as the vault, so that moving a file is one rename."""
        return Path(self.path("incoming"))

    def put(self, file: Received, key: str) -> None:
        """Bytes that are there already stay as they are: their name is their content."""
        place = Path(self.path(key))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        while True:
            if not place.exists():
                _move(file, place)
            try:
                os.utime(place)  # young again: the sweep must not take it from under the row about to be written
                break
            except FileNotFoundError:  # the sweep took it just now
                continue
        for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
            sync(folder)

    def read(self, key: str) -> IO[bytes]:
        return Path(self.path(key)).open("rb")

    def part(self, key: str, first: int, length: int) -> Iterator[bytes]:
        return _part(self.read(key), first, length)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        path = Path(self.path(key))
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), key)
        yield path

    def older_than(self, latest: float, below: str) -> Iterator[str]:
        root = Path(self.path(""))
        for place in (root / below).glob("??/??/*"):
            if place.stat().st_mtime < latest:
                yield str(place.relative_to(root))

    def erase(self, key: str, before: float) -> bool:
        """First out of the way, then looked at: so nobody can make it young between the look and the end."""
        place, aside = Path(self.path(key)), self.incoming() / f"in-gone-{secrets.token_hex(8)}"
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            place.rename(aside)
        except FileNotFoundError:
            return False
        is_old = aside.stat().st_mtime < before
        if not is_old:
            with suppress(FileExistsError):  # the same bytes came anew meanwhile
                _link(aside, place)
        aside.unlink(missing_ok=True)
        return is_old


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(file: Received, place: Path) -> None:
    """One rename; a lent file gets a second name instead, so that a process that dies before the row loses nothing."""
    if not file.lent:
        file.path.rename(place)
        return
    with suppress(FileExistsError):  # the same bytes came from elsewhere at the same moment
        _link(file.path, place)


def _link(path: Path, place: Path) -> None:
    """A second name for a file, or its only one where the filesystem knows no second. Raises FileExistsError."""
    try:
        place.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        path.rename(place)


def _part(file: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(PART, length))):
            length -= len(chunk)
            yield chunk
