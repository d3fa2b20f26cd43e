"""The open network, for addresses that people named: only public ones, no redirects, little time, a short answer kept.

Apprise opens its own `requests` sessions and tells neither the status nor the body of an answer; many services answer
200 with an error in the body. So while `heard()` is open, every session gets the adapter below: it connects to checked
addresses only (the check is on the very address that is dialled, so a name that changes its mind gains nothing), and it
keeps the answer. Time is bounded for the whole of it: a read timeout begins anew with every byte that drips in.
"""

import io
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import requests
import requests.sessions
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 4.0, 6.0, 12.0
_LONGEST_ANSWER = 64 * 1024
_MOST_DIALLED = 3


class NotPublic(Exception):
    """The address leads to this machine or a private network. No OSError: those are taken for passing ones on the way."""


@dataclass(slots=True)
class Heard:
    """What came back: the status code and the body's beginning, or what went wrong on the way."""

    code: int = 0
    body: bytes = b""
    error: Exception | None = None


class _Lines:
    """The lines to the other side; all of them are cut when `seconds` are over."""

    def __init__(self, seconds: float) -> None:
        self.cut = False
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def hold(self, line: socket.socket) -> None:
        """Keep a hand on it; TLS takes the socket itself over."""
        with self._lock:
            self._held.append(line.dup())
        if self.cut:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            self.cut = True
            for line in self._held:
                with suppress(OSError):  # the other side was faster
                    line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            for line in self._held:
                line.close()
            self._held.clear()


_lines: ContextVar[_Lines] = ContextVar("_lines")


def public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of `host` to dial. Raises NotPublic when any of them isn't public, unless the operator allows this
    host (ROBOTS_MAY_REACH), and OSError when it has none.
    """
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in settings.ROBOTS_MAY_REACH:
        for address in found:
            if not _is_public(address):
                raise NotPublic("This address leads to a private network.")
    return list(dict.fromkeys(found))[:_MOST_DIALLED]


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
    """Dial the checked addresses, one after the other; the name stays what the certificate is compared with."""
    name = line._dns_host
    *others, last = public_addresses(name, line.port)
    try:
        for address in others:
            with suppress(NewConnectionError, ConnectTimeoutError):
                return _held(line, address, dial)
        return _held(line, last, dial)
    finally:
        line._dns_host = name


def _held(line: HTTPConnection, address: str, dial: Callable[[], socket.socket]) -> socket.socket:
    line._dns_host = address
    opened = dial()
    _lines.get().hold(opened)
    return opened


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
            body = _beginning(response)
            if _lines.get().cut:  # a head that ends in the middle would count as whole
                raise requests.Timeout
            self.answer.code, self.answer.body = response.status_code, body
        except (requests.RequestException, HTTPError, OSError, NotPublic) as error:
            self.answer.error = requests.Timeout() if _lines.get().cut else error
            raise
        kept = requests.Response()  # what was read already, in the place of the line
        kept.status_code, kept.headers, kept.url = response.status_code, response.headers, response.url
        kept.raw, kept.request = io.BytesIO(self.answer.body), request
        return kept


def _beginning(response: requests.Response) -> bytes:
    """The answer's first bytes; nobody needs more to know what it says."""
    body = b""
    for part in response.iter_content(4096):
        body += part
        if len(body) > _LONGEST_ANSWER:
            break
    response.close()
    return body[:_LONGEST_ANSWER]


@contextmanager
def heard() -> Iterator[Heard]:
    """While open, every request of this process goes through the guard, and its answer is kept in what is yielded."""
    answer, place, lines = Heard(), vars(requests.sessions), _Lines(WHOLE_SECONDS)
    own = place["HTTPAdapter"]
    adapter = type("_Adapter", (_Adapter,), {"answer": answer})
    place["HTTPAdapter"], before = adapter, _lines.set(lines)
    try:
        yield answer
    finally:
        place["HTTPAdapter"] = own
        _lines.reset(before)
        lines.close()
