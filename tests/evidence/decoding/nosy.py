"""A confined process that tries what it shouldn't be able to do."""

import os
import socket
import sys
from pathlib import Path
from typing import Any

from evidence import confined

MEMORY = 512 * 1024**2
NETWORK = Path("/proc/self/ns/net").readlink()
"""What it starts in; apart is what the system let be put into one of its own, with nothing in it."""


def answer(question: dict[str, Any]) -> dict[str, Any]:
    apart = Path("/proc/self/ns/net").readlink() != NETWORK
    return {
        "environment": sorted(os.environ), "reached": _reached(int(question["port"])), "apart": apart,
        "written": _written(Path(question["path"]) / "large"), "taken": _taken(),
    }  # fmt: skip


def _reached(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            return True
    except OSError:
        return False


def _written(path: Path) -> str:
    try:
        path.write_bytes(bytes(100_000))
    except OSError as error:
        return str(error.strerror)
    return ""


def _taken() -> str:
    try:
        return str(len(bytearray(2 * MEMORY)))
    except MemoryError:
        return "refused"


if __name__ == "__main__":
    sys.exit(confined.answer(answer, memory=MEMORY, written=1000))
