"""The one door out: stored bytes as a response no browser runs, guesses at or shares. Access is checked before."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from evidence.models import Blob
from evidence.vault import storage
from evidence.vault.place import Away

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
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
    With ACCEL_PREFIX the bytes are left to the server in front. 503 while the place they lie in can't be reached. Raises
    Http404 when the bytes are gone.
    """
    etag = f'"{blob.sha256}"'
    try:
        response = _left_to_the_front(blob) if settings.ACCEL_PREFIX else _answered(request, blob, etag)
    except NoSuchPart:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}"})
    except Away:
        response = _not_now()
    except FileNotFoundError as error:
        raise Http404 from error
    cache = "no-store" if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE else _A_DAY if lasting else _REVALIDATE
    if not settings.ACCEL_PREFIX:
        response["ETag"] = etag
    _guard(response, cache)
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


def _answered(request: HttpRequest, blob: Blob, etag: str) -> HttpResponseBase:
    span = wanted_span(request.headers.get("Range", ""), blob.size, _range_is_current(request, etag))
    return get_conditional_response(request, etag=etag, response=None) or _bytes_of(blob, span)


def _left_to_the_front(blob: Blob) -> HttpResponse:
    """No bytes: the server in front sends them, with parts, tags and all (nginx, X-Accel-Redirect)."""
    with storage.local(blob):
        return HttpResponse(
            content_type=blob.media_type, headers={"X-Accel-Redirect": f"{settings.ACCEL_PREFIX}{blob.key}"}
        )


def _range_is_current(request: HttpRequest, etag: str) -> bool:
    """A player that resumes names the version it has; of another version it must get the whole."""
    return request.headers.get("If-Range", etag) == etag


def _bytes_of(blob: Blob, span: Span | None) -> HttpResponseBase:
    wanted = span or Span(0, blob.size - 1)
    chunks = storage.part(blob, wanted.first, wanted.length)
    response = StreamingHttpResponse(chunks, status=206 if span else 200, content_type=blob.media_type)
    response["Content-Length"] = str(wanted.length)
    if span:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{blob.size}"
    return response


def _not_now() -> HttpResponse:
    words = _("The file is safe, but cannot be fetched at the moment. Try again in a minute.")
    told = HttpResponse(words, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain; charset=utf-8")
    told["Retry-After"] = "60"
    return told


def _guard(response: HttpResponseBase, cache: str) -> None:
    response["Cache-Control"] = cache
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    # Opened by itself, an upload is a document of our own site: it may load nothing, run nothing, be framed by nobody.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
