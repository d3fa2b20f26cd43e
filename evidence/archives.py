"""ZIP files: what is in one, read with limits on number, size and ratio, so that a small file can't fill the disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from evidence.vault.errors import Rejected

MOST_MEMBERS = 500
MOST_RATIO = 200
"""Times its packed size that one member may unpack to; text packs well, photos hardly. Only counts above `_SMALL`."""
_SMALL = 1024**2
_CHUNK = 256 * 1024
_LONGEST_LIST = 1024**2
"""Bytes of an archive's own list; a longer one would be millions of entries in memory before they could be counted."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
_LINK = 0o120000
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# What zipfile lets out on files made to break it.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
           OverflowError, LookupError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its whole name there, its size unpacked as the archive says, and its place."""

    name: str
    size: int
    place: int


def prove(path: Path) -> None:
    """Check that the archive may be unpacked. Raises Rejected with a sentence."""
    listed = members(path)
    if not listed:
        raise Rejected("empty", _("There is no file in this archive."))
    limit = settings.ARCHIVE_LIMIT_MB * 1024**2
    if sum(member.size for member in listed) > limit:
        words = _("Unpacked, the archive is larger than %(limit)d MB. Send the files in it a few at a time.")
        raise Rejected("too_big", words % {"limit": settings.ARCHIVE_LIMIT_MB})


def members(path: Path) -> list[Member]:
    """The files of the archive, without folders, links and what systems leave behind. Raises Rejected."""
    try:
        with _Sparing(io.FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            found = archive.infolist()
    except _BROKEN as error:
        raise Rejected(
            "damaged", _("The archive is incomplete or damaged. Pack it again and send it again.")
        ) from error
    listed = [Member(_name(one), one.file_size, place) for place, one in enumerate(found) if _is_wanted(one)]
    if len(listed) > MOST_MEMBERS:
        words = _("There are %(count)d files in this archive; at most %(limit)d can be unpacked. Send it in parts.")
        raise Rejected("count", words % {"count": len(listed), "limit": MOST_MEMBERS})
    for one in found:
        if one.flag_bits & _ENCRYPTED:
            raise Rejected("encrypted", _("The archive has a password. Unpack it on your phone and send the files."))
        if one.file_size > max(_SMALL, one.compress_size * MOST_RATIO):
            raise Rejected("bomb", _("This archive unpacks to far more than it holds, so it isn't opened."))
    return listed


def unpacked(path: Path, member: Member) -> Iterator[bytes]:
    """The bytes of one member, at most as many as the archive says. Raises Rejected where there are more or it is damaged."""
    left = member.size
    try:
        with (
            _Sparing(io.FileIO(path)) as whole,
            zipfile.ZipFile(whole) as archive,
            archive.open(archive.infolist()[member.place]) as file,
        ):
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Rejected("bomb", _("This archive unpacks to far more than it holds, so it isn't opened."))
                yield chunk
    except _BROKEN as error:
        raise Rejected(
            "damaged", _("The archive is incomplete or damaged. Pack it again and send it again.")
        ) from error


class _Sparing(io.BufferedReader):
    """The archive's file; its list of files, which zipfile reads in one go, may not be longer than `_LONGEST_LIST`."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_LIST:
            words = _("There are too many files in this archive; at most %(limit)d can be unpacked. Send it in parts.")
            raise Rejected("count", words % {"limit": MOST_MEMBERS})
        return super().read(size)


def _is_wanted(one: zipfile.ZipInfo) -> bool:
    is_link = (one.external_attr >> 16) & 0o170000 == _LINK
    return not one.is_dir() and not is_link and not any(junk in one.filename for junk in _JUNK)


def _name(one: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese Windows writes GBK and says nothing; then zipfile reads code page 437."""
    if one.flag_bits & _UTF8:
        return one.filename
    try:
        raw = one.filename.encode("cp437")
    except UnicodeEncodeError:
        return one.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return one.filename
