"""The headers of tus 1.0.0: what is announced, and what comes in is read."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.http import http_date

from evidence.resumable.errors import Unwilling
from evidence.resumable.models import KEEP, PartialUpload
from evidence.vault.hashing import SHA256

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
BODY = "application/offset+octet-stream"
_PIECE = 64 * 1024
_NUMBER = re.compile(r"\d{1,15}")


@dataclass(slots=True)
class Checksum:
    """The SHA-256 that a request announces for its own bytes; `taken` is computed as they come."""

    announced: bytes
    taken: Any = field(default_factory=hashlib.sha256)

    def holds(self) -> bool:
        return bool(self.taken.digest() == self.announced)


def check_version(request: HttpRequest) -> None:
    """Every request but OPTIONS and GET names the version it speaks, else 412."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Unwilling(412, "version")


def number(request: HttpRequest, name: str) -> int:
    """A header that must be a whole number from 0 up, else 400."""
    raw = request.headers.get(name, "")
    if not _NUMBER.fullmatch(raw) or not raw.isascii():
        raise Unwilling(400, name.lower())
    return int(raw)


def metadata(request: HttpRequest) -> dict[str, str]:
    """`Upload-Metadata`: pairs parted by commas, a key and its value in base64; 400 for anything else."""
    found: dict[str, str] = {}
    for pair in filter(None, (pair.strip() for pair in request.headers.get("Upload-Metadata", "").split(","))):
        key, _blank, value = pair.partition(" ")
        try:
            words = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError) as error:
            raise Unwilling(400, "upload-metadata") from error
        if key in found:
            raise Unwilling(400, "upload-metadata")
        found[key] = words
    if (sent := found.get("sha256", "")) and not SHA256.fullmatch(sent):
        raise Unwilling(400, "upload-metadata")
    return found


def checksum(request: HttpRequest) -> Checksum | None:
    """`Upload-Checksum`, if there is one: sha256 only, else 400."""
    raw = request.headers.get("Upload-Checksum", "")
    if not raw:
        return None
    algorithm, _blank, value = raw.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unwilling(400, "upload-checksum") from error
    if algorithm != "sha256" or len(digest) != hashlib.sha256().digest_size:
        raise Unwilling(400, "upload-checksum")
    return Checksum(digest)


def announced_bytes(request: HttpRequest) -> int | None:
    """How many bytes the request brings; None when it says so only by ending (chunked, where the server decodes it)."""
    if "Content-Length" in request.headers:
        return number(request, "Content-Length")
    if not request.META.get("wsgi.input_terminated"):
        raise Unwilling(411, "content-length")
    return None


def pieces(request: HttpRequest) -> Iterator[bytes]:
    """The bytes of the request as they come, 64 KB at most at a time; they end where the line breaks."""
    stream = request if "Content-Length" in request.headers else request.META["wsgi.input"]
    while True:
        try:
            piece = stream.read(_PIECE)
        except (UnreadablePostError, OSError):
            return
        if not piece:
            return
        yield piece


def expires(touched_at: datetime) -> str:
    """`Upload-Expires`, as RFC 9110 writes dates."""
    return http_date((touched_at + KEEP).timestamp())


def state_headers(upload: PartialUpload) -> dict[str, str]:
    """What every answer about an upload says."""
    return {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        "Upload-Expires": expires(upload.touched_at),
    }
