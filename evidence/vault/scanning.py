"""Viruses: a received file goes to clamd (its INSTREAM command) before it is kept. Without a clear "OK" nothing is kept.

What clamd says of its own limits is no clear "OK" either: part of the file was not looked at.
"""

import logging
import socket
import struct
from contextlib import suppress
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _

from evidence.vault.errors import Rejected

log = logging.getLogger("juli.scanning")
SECONDS = 120.0
"""For one file, with sending it; clamd's own MaxScanTime is as long."""
_CHUNK = 256 * 1024
_MOST_ANSWER = 4096
_NOT_LOOKED_AT = "Heuristics.Limits.Exceeded"


class Away(Exception):
    """No answer that could be relied on."""


def scan(path: Path) -> None:
    """Let the file pass when clamd finds nothing in it, or none is set. Raises Rejected: `infected` or `not_scanned`."""
    if not settings.CLAMD_SOCKET:
        return
    try:
        found = asked(settings.CLAMD_SOCKET, path)
    except Away as fault:
        log.error("a file was refused, for clamd can't be relied on: %s", fault)
        words = _("The file can't be checked for viruses right now, so nothing was kept. Try again in a few minutes.")
        raise Rejected("not_scanned", words) from fault
    if found:
        log.warning("a file was refused: %s", found)
        raise Rejected(
            "infected", _("The virus scanner found %(name)s in it. The file was not kept.") % {"name": found}
        )


def asked(address: str | tuple[str, int], path: Path, *, seconds: float = SECONDS) -> str:
    """The name of what clamd finds in the file, "" for nothing. Raises Away."""
    until = monotonic() + seconds
    try:
        with _connected(address, seconds) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it says why in its answer
                _send(connection, path, until)
            answer = _read(connection, until)
    except OSError as error:
        raise Away(f"{type(error).__name__}: {error}") from error
    if answer == "stream: OK":
        return ""
    name = answer.removeprefix("stream: ").removesuffix(" FOUND")
    if not answer.endswith(" FOUND") or name.startswith(_NOT_LOOKED_AT):
        raise Away(f"it says {answer!r}")
    return name


def _connected(address: str | tuple[str, int], seconds: float) -> socket.socket:
    if not isinstance(address, str):
        return socket.create_connection(address, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, path: Path, until: float) -> None:
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            connection.settimeout(_left(until))
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
    connection.sendall(struct.pack(">I", 0))


def _read(connection: socket.socket, until: float) -> str:
    """The answer, up to its NUL."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER:
        connection.settimeout(_left(until))
        more = connection.recv(_MOST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left
