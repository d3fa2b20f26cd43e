"""Sleeping until something happens: a child ends, somebody asks to stop, or the time is up; nothing polls."""

import select
import signal
import socket
import time
from types import FrameType
from typing import Self

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """While open, Ctrl-C, SIGTERM and a closed terminal are only counted (`asked`), and end a `wait` early."""

    def __init__(self) -> None:
        self.asked = 0
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)

    def __enter__(self) -> Self:
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in STOPPING:
            signal.signal(number, self._count)
        signal.signal(signal.SIGCHLD, self._notice)
        return self

    def __exit__(self, *_: object) -> None:
        for number in (*STOPPING, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self._read.close()
        self._write.close()

    def wait(self, seconds: float) -> None:
        """Returns after `seconds`, or sooner when any signal arrives."""
        ready, _, _ = select.select([self._read], [], [], max(0.0, seconds))
        if ready:
            self._read.recv(4096)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1

    def _notice(self, number: int, frame: FrameType | None) -> None:
        """Python must have a handler for SIGCHLD, or the wake-up byte isn't written."""


class Deadline:
    """A moment on the monotonic clock, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then, never below 0."""
        return max(0.0, self._at - time.monotonic())
