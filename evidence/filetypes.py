"""The true type of a file, by its first bytes, and the types we keep. Browsers' claims and names are never believed."""

from dataclasses import dataclass

import filetype

from evidence.status import Family

ARCHIVE = "application/zip"
HEAD = 8192
"""Bytes of a file's beginning that are enough to know its type."""


@dataclass(frozen=True, slots=True)
class Known:
    """A type we keep: its media type, family, and the name endings that fit (the first is the one we give)."""

    media_type: str
    family: Family
    endings: tuple[str, ...]


KNOWN: dict[str, Known] = {
    known.media_type: known
    for known in (
        Known("image/jpeg", Family.IMAGE, ("jpg", "jpeg", "jpe", "jfif")),
        Known("image/png", Family.IMAGE, ("png", "apng")),
        Known("image/webp", Family.IMAGE, ("webp",)),
        Known("image/heic", Family.IMAGE, ("heic", "heif", "hif")),
        Known("image/avif", Family.IMAGE, ("avif", "avifs")),
        Known("image/gif", Family.IMAGE, ("gif",)),
        # One container under many names: a phone's voice memo may be an MP4 without a picture.
        Known("video/mp4", Family.RECORDING, ("mp4", "m4v", "m4a")),
        Known("video/quicktime", Family.RECORDING, ("mov", "qt")),
        Known("audio/mp4", Family.RECORDING, ("m4a", "mp4", "aac")),
        Known("audio/mpeg", Family.RECORDING, ("mp3",)),
        Known("audio/amr", Family.RECORDING, ("amr",)),
        Known("audio/wav", Family.RECORDING, ("wav",)),
        Known("application/pdf", Family.DOCUMENT, ("pdf",)),
        # What chats are exported as; these have no first bytes of their own, see `evidence.writing`.
        Known("text/plain", Family.WRITING, ("txt", "log", "md")),
        Known("text/csv", Family.WRITING, ("csv", "tsv")),
        Known("text/html", Family.WRITING, ("html", "htm")),
        Known("application/zip", Family.ARCHIVE, ("zip",)),
    )
}
_SAME_AS = {"image/apng": "image/png", "video/x-m4v": "video/mp4", "audio/x-wav": "audio/wav"}
# Brands of the HEIF family that the sniffing library doesn't list (10-bit photographs, sequences, multi-picture files).
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")


def family_of(media_type: str) -> Family:
    """The family of a media type we keep; previews and anything older count as pictures."""
    known = KNOWN.get(media_type)
    return known.family if known else Family.IMAGE


def can_be_seen(media_type: str) -> bool:
    """Whether there is something to see in a file of this type: pictures, films, papers."""
    return family_of(media_type) in (Family.IMAGE, Family.DOCUMENT) or media_type.startswith("video/")


def sniff(head: bytes) -> Known | None:
    """The type that `head` (the first bytes of a file) shows, if it is one we keep; None for all others."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS and not any(brand in head[16:64] for brand in _AVIF_BRANDS):
        return KNOWN["image/heic"]
    if head[4:8] == b"ftyp" and any(brand in head[8:64] for brand in _AVIF_BRANDS):
        return KNOWN["image/avif"]
    guess = filetype.guess(head)
    media_type = guess.mime if guess else ""
    return KNOWN.get(_SAME_AS.get(media_type, media_type))


def family_named(ending: str) -> Family | None:
    """The family that a name ending promises; None when it promises nothing we know."""
    for known in KNOWN.values():
        if ending in known.endings:
            return known.family
    return None
