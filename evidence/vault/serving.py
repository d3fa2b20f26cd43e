"""The one door out: stored bytes as a response no browser runs, guesses at or shares. Access is checked before."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from evidence.models import Blob
from evidence.vault import storage

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024
_REVALIDATE = "private, no-cache"
_A_DAY = "private, max-age=86400"


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a file that was asked for: first and last byte, counted from 0, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NoSuchPart(Exception):
    """The part asked for lies outside the file (RFC 9110, 416)."""


def serve(request: HttpRequest, blob: Blob, name: str, *, attachment: bool, lasting: bool = False) -> HttpResponseBase:
    """The bytes of `blob` under the file name `name`: whole, one part of them (206), or 304 if the browser has them.

    `lasting`: derivatives may be kept a day; originals are asked about each time, so a right withdrawn ends at once.
    Raises Http404 when the bytes are gone.
    """
    etag = f'"{blob.sha256}"'
    try:
        span = wanted_span(request.headers.get("Range", ""), blob.size, _range_is_current(request, etag))
        unchanged = get_conditional_response(request, etag=etag, response=None)
        response = unchanged or _bytes_of(blob, span)
    except NoSuchPart:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}"})
    except FileNotFoundError as error:
        raise Http404 from error
    _guard(response, etag, _A_DAY if lasting else _REVALIDATE)
    disposition = content_disposition_header(attachment, name)
    if disposition and response.status_code in (200, 206):
        response["Content-Disposition"] = disposition
    return response


def wanted_span(header: str, size: int, current: bool = True) -> Span | None:
    """The one part that a Range header asks for; None for the whole: no header, several parts, a unit we don't know.

    Raises NoSuchPart for a part that begins after the end (RFC 9110 section 14).
    """
    match = _RANGE.fullmatch(header.strip().replace(" ", ""))
    if not match or not current or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise NoSuchPart
        return Span(size - length, size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NoSuchPart
    return Span(int(first), min(int(last or size - 1), size - 1))


def _range_is_current(request: HttpRequest, etag: str) -> bool:
    """A player that resumes names the version it has; of another version it must get the whole."""
    return request.headers.get("If-Range", etag) == etag


def _bytes_of(blob: Blob, span: Span | None) -> HttpResponseBase:
    file = storage.read(blob)
    if span is None:
        response: HttpResponseBase = FileResponse(file, content_type=blob.media_type)
        response["Content-Length"] = str(blob.size)
        return response
    part = StreamingHttpResponse(_part(file, span), status=206, content_type=blob.media_type)
    part["Content-Length"] = str(span.length)
    part["Content-Range"] = f"bytes {span.first}-{span.last}/{blob.size}"
    return part


def _part(file: IO[bytes], span: Span) -> Iterator[bytes]:
    left = span.length
    with file:
        file.seek(span.first, io.SEEK_SET)
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _guard(response: HttpResponseBase, etag: str, cache: str) -> None:
    response["ETag"] = etag
    response["Cache-Control"] = cache
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    # Opened by itself, an upload is a document of our own site: it may load nothing, run nothing, be framed by nobody.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
