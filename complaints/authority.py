"""Asking a time stamping authority over HTTP (RFC 3161, section 3.4): one request, bounded in size and time, no detours."""

import http.client
import ssl
from time import monotonic
from urllib.parse import urlsplit

SECONDS = 20.0
MOST_BYTES = 64 * 1024
"""Of an answer; with a chain of four certificates they have about 7 KB."""
_CHUNK = 8 * 1024
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class AuthorityAway(Exception):
    """No answer that could be a stamp: not reachable, too slow, too large, another status, a redirect."""


def fault_of(url: str) -> str:
    """Why `url` is not asked; "" when it is. Only https, except on this machine."""
    parts = urlsplit(url)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        return ""
    return "it must be an https address"


def post(url: str, request: bytes, *, seconds: float = SECONDS) -> bytes:
    """The authority's answer to `request` (DER), at most MOST_BYTES, within `seconds`. Follows no redirect.

    Raises AuthorityAway.
    """
    if fault := fault_of(url):
        raise AuthorityAway(fault)
    connection = _connection(url, seconds)
    parts, until = urlsplit(url), monotonic() + seconds
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", path, request, headers)
        with connection.getresponse() as response:
            if response.status != http.HTTPStatus.OK:
                raise AuthorityAway(f"status {response.status}")
            return _bounded(response, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise AuthorityAway(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def _connection(url: str, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)


def _bounded(response: http.client.HTTPResponse, until: float) -> bytes:
    """The body, read as it comes, so that one that trickles in or never ends is left."""
    body = b""
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise AuthorityAway("its answer is too large")
        if monotonic() > until:
            raise AuthorityAway("its answer is too slow")
    return body
