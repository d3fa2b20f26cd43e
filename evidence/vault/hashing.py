"""Receiving bytes: written to a temporary file beside the vault while their SHA-256 is computed, so they pass once."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from evidence.vault.errors import Rejected

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1024**2
SHA256 = re.compile(r"[0-9a-fA-F]{64}")
"""A SHA-256 as people and programs write it."""


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes on disk that are not yet part of the vault: where they lie, their SHA-256 in hex, their number.

    `lent`: the file belongs to somebody who deletes it when its row is written; so it keeps its name until then.
    """

    path: Path
    sha256: str
    size: int
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Lying:
    """An upload whose bytes are on the disk already, whole and flushed, in the folder of incoming files."""

    name: str | None
    size: int | None
    path: Path

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    @contextmanager
    def received(self) -> Iterator[Received]:
        """Its bytes hashed where they lie, without a copy."""
        with self.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            yield Received(self.path, sha256, file.tell(), lent=True)


@contextmanager
def received(chunks: Iterable[bytes], folder: Path, *, limit: int) -> Iterator[Received]:
    """Write `chunks` (at most `limit` bytes) to a file of mode 0600 in `folder`, flushed to the disk itself.

    The file is gone at the end of the block unless somebody moved it. Raises Rejected when there is more than `limit`,
    nothing at all, or no room on the disk.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="in-")
    path = Path(name)
    try:
        sha256, size = _write(handle, chunks, limit)
        if size == 0:
            raise Rejected("empty", _("The file is empty. Open it once on your phone and choose it again."))
        yield Received(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)


def _write(handle: int, chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_big(limit)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        words = _("There is no room left on the server; the file was not saved. Try later.")
        raise Rejected("no_room", words) from error
    return digest.hexdigest(), size


def too_big(limit: int) -> Rejected:
    """The refusal of a file over the limit (bytes), with the limit in it."""
    words = _("The file is larger than %(limit)d MB. Send a smaller copy, or only the part that matters.")
    return Rejected("too_big", words % {"limit": limit // 1024**2})
