"""Text files: they have no first bytes of their own, so the whole of one has to read as text in one encoding."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from evidence.filetypes import KNOWN, Known

LONGEST = 32 * 1024**2
"""Bytes; a year of chats has less than one of them."""
_CHUNK = 256 * 1024
_CHINESE = "gb18030"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_WRITTEN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MARKUP = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
# SVG and XML run scripts and expand entities in viewers; nobody exports a chat as one.
_UNWANTED = re.compile(r"<svg[\s>]|<\?xml|<!doctype\s+(?!html)|<!entity", re.IGNORECASE)
# What a decoder of film or sound would take for a list of other files to open.
_PLAYLIST = re.compile(r"^\s*(?:ffconcat version|#EXTM3U|\[playlist\])", re.IGNORECASE)
_TOLD = 4096


def known(path: Path, name: str) -> Known | None:
    """The type of the text in the file at `path`, which the person calls `name`; None where it isn't text we keep."""
    if path.stat().st_size > LONGEST:
        return None
    encoding = encoding_of(path)
    if encoding is None:
        return None
    begin = next(_read(path, encoding), "")[:_TOLD]
    if _UNWANTED.search(begin) or _PLAYLIST.search(begin):
        return None
    if _MARKUP.search(begin):
        return KNOWN["text/html"]
    return KNOWN["text/csv" if name.lower().endswith((".csv", ".tsv")) else "text/plain"]


def encoding_of(path: Path) -> str | None:
    """The encoding in which all of the file reads as text; None where there is none."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = [encoding for bom, encoding in _BOMS if head.startswith(bom)]
    return next((encoding for encoding in marked or ("utf-8", _CHINESE) if _reads(path, encoding)), None)


def beginning(path: Path, most: int) -> str:
    """The first `most` characters of a text file, and 「……」 where there are more."""
    encoding = encoding_of(path) or "utf-8"
    text = next(_read(path, encoding), "")
    return text if len(text) <= most else f"{text[:most]}……"


def _reads(path: Path, encoding: str) -> bool:
    """Whether it decodes, without control characters; in GB 18030, where nearly all bytes decode, as Chinese besides."""
    others = written = 0
    try:
        for text in _read(path, encoding):
            if _CONTROL.search(text):
                return False
            if encoding == _CHINESE:
                others += len(text) - len(text.encode("ascii", "ignore"))
                written += len(text) - len(_WRITTEN.sub("", text))
    except UnicodeError:
        return False
    return written * 2 >= others


def _read(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)
