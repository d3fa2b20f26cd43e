"""The inside of an `evidence.child`: limits first, then one JSON object a line in on standard input, one out on standard
output. Knows no Django, no database and no secrets. It ends when its input is closed, and after IDLE seconds without work.
"""

import ctypes
import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

IDLE = 15.0
LONGEST_QUESTION = 64 * 1024
_NICE = 10
_SLACK = 5
"""Seconds after which the process ends by itself, should whoever asked be gone."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)


def answer(what: Callable[[dict[str, Any]], dict[str, Any]], *, memory: int, written: int = 0) -> int:
    """Let `what` answer each question, within `memory` bytes of address space and `written` bytes a file.

    A question has `seconds`. One that takes more memory is answered with `{"error"}`.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    _confine(memory, written)
    while question := _next():
        signal.alarm(int(question["seconds"]) + _SLACK)
        try:
            said = what(question)
        except MemoryError:
            said = {"error": "more memory than it may have"}
        answers.write(json.dumps(said, ensure_ascii=False) + "\n")
        answers.flush()
        signal.alarm(0)
    return 0


def _confine(memory: int, written: int) -> None:
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    with suppress(OSError, AttributeError):  # where the system has no such thing, or allows it to nobody
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def _next() -> dict[str, Any] | None:
    """The next question; None at the end of the input, or when none came in time."""
    ready, _, _ = select.select([sys.stdin.fileno()], [], [], IDLE)
    line = sys.stdin.buffer.readline(LONGEST_QUESTION) if ready else b""
    return json.loads(line) if line.endswith(b"\n") else None
