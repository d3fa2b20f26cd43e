"""The open network, for addresses that people named: only public ones, no redirects, little time, a short answer kept.

Apprise opens its own `requests` sessions and tells neither the status nor the body of an answer; many services answer
200 with an error in the body. So while `heard()` is open, every session gets the adapter below: it connects to checked
addresses only (the check is on the very address that is dialled, so a name that changes its mind gains nothing), and it
keeps the answer.
"""

import io
import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
import requests.sessions
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 4.0, 6.0, 12.0
_LONGEST_ANSWER = 64 * 1024


class NotPublic(Exception):
    """The address leads to this machine or a private network. No OSError: those are taken for passing ones on the way."""


@dataclass(slots=True)
class Heard:
    """What came back: the status code and the body's beginning, or what went wrong on the way."""

    code: int = 0
    body: bytes = b""
    error: Exception | None = None


def public_address(host: str, port: int) -> str:
    """An IP address of `host` to dial. Raises NotPublic when any of its addresses isn't public, unless the operator
    allows this host (ROBOTS_MAY_REACH), and OSError when it has none.
    """
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in settings.ROBOTS_MAY_REACH:
        for address in found:
            if not _is_public(address):
                raise NotPublic("This address leads to a private network.")
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    teredo = getattr(ip, "teredo", None)
    nested = [inner, *(teredo or ())]
    # NAT64 (RFC 6052) hides an IPv4 address in the last four bytes.
    if ip.version == 6 and ip in ipaddress.ip_network("64:ff9b::/96"):
        nested.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip.is_global and not ip.is_multicast and all(part.is_global for part in nested if part is not None)


def _dialled(line: HTTPConnection, dial: Callable[[], socket.socket]) -> socket.socket:
    """Dial the checked address; the name stays what the certificate is compared with."""
    name = line._dns_host
    line._dns_host = public_address(name, line.port)
    try:
        return dial()
    finally:
        line._dns_host = name


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _dialled(self, super()._new_conn)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _dialled(self, super()._new_conn)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """Ours in place of `requests`' own while `heard()` is open."""

    answer = Heard()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs |= {"timeout": (CONNECT_SECONDS, READ_SECONDS), "stream": True, "proxies": {}, "verify": True}
        try:
            response = super().send(request, **kwargs)
            self.answer.code, self.answer.body = response.status_code, _beginning(response)
        except (requests.RequestException, HTTPError, OSError, NotPublic) as error:
            self.answer.error = error
            raise
        kept = requests.Response()  # what was read already, in the place of the line
        kept.status_code, kept.headers, kept.url = response.status_code, response.headers, response.url
        kept.raw, kept.request = io.BytesIO(self.answer.body), request
        return kept


def _beginning(response: requests.Response) -> bytes:
    """The answer's first bytes, in bounded time: an address that drips a byte a second would hold the worker."""
    until, body = time.monotonic() + WHOLE_SECONDS, b""
    for part in response.iter_content(4096):
        body += part
        if len(body) > _LONGEST_ANSWER or time.monotonic() > until:
            break
    response.close()
    return body[:_LONGEST_ANSWER]


@contextmanager
def heard() -> Iterator[Heard]:
    """While open, every request of this process goes through the guard, and its answer is kept in what is yielded."""
    answer, place = Heard(), vars(requests.sessions)
    own = place["HTTPAdapter"]
    adapter = type("_Adapter", (_Adapter,), {"answer": answer})
    place["HTTPAdapter"] = adapter
    try:
        yield answer
    finally:
        place["HTTPAdapter"] = own
