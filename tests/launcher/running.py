"""A real process under test, with what it has printed so far."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """Starts `command`, collects its lines, and never outlives the test."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean_environment() | dict(environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGTERM)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def until(self, words: str, *, within: float = 15) -> str:
        """The first line with `words` in it."""
        wait_for(
            lambda: any(words in line for line in self.lines), within=within, what=lambda: f"{words!r} in:\n{self.text}"
        )
        return next(line for line in self.lines if words in line)

    def number(self, words: str) -> int:
        """The last word, a number, of the newest line that starts with `words`."""

        def numbers() -> list[int]:
            return [int(line.split()[-1]) for line in self.lines if line.startswith(words) and line[-1].isdigit()]

        wait_for(lambda: bool(numbers()), what=lambda: f"a number behind {words!r} in:\n{self.text}")
        return numbers()[-1]

    def end(self, number: signal.Signals, *, within: float = 30) -> int:
        """Sends a signal and returns the exit code; kills what doesn't stop in time."""
        self.process.send_signal(number)
        return self.finish(within=within)

    def finish(self, *, within: float = 30) -> int:
        """Waits for the end and returns the exit code."""
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(5)
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


def clean_environment() -> dict[str, str]:
    """The test's environment without what a developer may have set for the product."""
    product = {"DATA_DIR", "REDIS_URL", "HOST", "PORT", "SECRET_KEY", "SITE_URL", "DATABASE_URL", "EMAIL_URL"}
    product |= {"DJANGO_SETTINGS_MODULE", "SECOND_FACTOR", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    return {name: value for name, value in os.environ.items() if name not in product}


def launcher(*arguments: str, **environment: str) -> Running:
    """The complete `python -m config.launcher`, as `make run` starts it."""
    return Running([sys.executable, "-m", "config.launcher", *arguments], environment)


def wait_for(true: Callable[[], bool], *, within: float = 15, what: Callable[[], str] = lambda: "it") -> None:
    """Returns as soon as `true()`; fails the test with `what()` when that takes too long."""
    give_up = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up, f"waited {within:.0f} s for {what()}"
        time.sleep(0.02)


def alive(number: int) -> bool:
    """True while the process exists and isn't only waiting to be collected."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
