"""Starts child processes, starts again those that die, and stops them all in order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.launcher.errors import Refused, Stopped
from config.launcher.waking import Deadline, Signals

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Child:
    """One process to keep alive. `grace`: seconds it may take to stop; `log`: where its words are, if not on screen."""

    name: str
    command: tuple[str, ...]
    grace: float = 10.0
    keep_open: tuple[int, ...] = ()
    log: Path | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: the first pause before a restart (doubled each time, up to `longest`); a life under `quick` counts as
    dying at once, and `tries` of them in a row end the run."""

    first: float = 0.5
    longest: float = 30.0
    quick: float = 10.0
    tries: int = 4
    hurry: float = 3.0


@dataclass(slots=True)
class _Kept:
    """A child with what happened to it so far."""

    child: Child
    process: subprocess.Popen[bytes]
    started: float
    quick_deaths: int = 0
    restart_at: float | None = None


class Supervisor:
    """Keeps children alive; those added first are stopped last."""

    def __init__(
        self,
        signals: Signals,
        environment: Mapping[str, str],
        *,
        folder: Path,
        patience: Patience = Patience(),
        say: Callable[[str], None] = print,
    ) -> None:
        self.signals = signals
        self.environment = dict(environment)
        self.folder = folder
        self.patience = patience
        self.say = say
        self._tiers: list[list[_Kept]] = []

    def start(self, children: Sequence[Child]) -> None:
        """Starts a tier of children side by side."""
        tier: list[_Kept] = []
        self._tiers.append(tier)
        for child in children:
            tier.append(_Kept(child, self._spawn(child), time.monotonic()))

    def wait_until(self, true: Callable[[], bool], *, within: float, otherwise: str) -> None:
        """Tends the children until `true()`; raises Refused(otherwise) after `within` seconds, Stopped on Ctrl-C."""
        deadline = Deadline(within)
        while not true():
            if not deadline.left:
                raise Refused(otherwise)
            self._tend()
            self.signals.wait(min(self._pause(), 0.03))

    def run_once(self, children: Sequence[Child]) -> None:
        """Runs commands side by side to their end. Raises Refused when one fails, Stopped on Ctrl-C."""
        running = [_Kept(child, self._spawn(child), time.monotonic()) for child in children]
        try:
            while any(kept.process.poll() is None for kept in running):
                self._tend()
                self.signals.wait(self._pause())
        finally:
            self._end(running)
        for kept in running:
            if kept.process.returncode:
                raise Refused(f"{kept.child.name} failed; the lines above say why.")

    def watch(self) -> None:
        """Keeps everything alive until somebody asks to stop. Raises Refused when a child keeps dying at once."""
        with contextlib.suppress(Stopped):
            while True:
                self._tend()
                self.signals.wait(self._pause())

    def stop(self) -> None:
        """Stops tier by tier, the last started first: SIGTERM, then SIGQUIT (Celery hands tasks back), then SIGKILL."""
        while self._tiers:
            self._end(self._tiers[-1])
            self._tiers.pop()

    def _spawn(self, child: Child) -> subprocess.Popen[bytes]:
        try:
            # Out of the terminal's reach: Ctrl-C reaches only the launcher, which then stops the children in order.
            return subprocess.Popen(
                child.command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=child.keep_open,
                preexec_fn=_die_with_parent,
            )
        except OSError as error:
            raise Refused(f"{child.name} can't be started: {error.strerror} ({child.command[0]}).") from None

    def _tend(self) -> None:
        if self.signals.asked:
            raise Stopped
        for kept in (kept for tier in self._tiers for kept in tier):
            if kept.restart_at is not None:
                self._restart_when_due(kept)
            elif kept.process.poll() is not None:
                self._note_death(kept)

    def _restart_when_due(self, kept: _Kept) -> None:
        if kept.restart_at is not None and time.monotonic() >= kept.restart_at:
            kept.process, kept.started, kept.restart_at = self._spawn(kept.child), time.monotonic(), None

    def _note_death(self, kept: _Kept) -> None:
        _signal_group(kept.process, signal.SIGKILL)  # what it left behind would hold the port or the queue
        lived = time.monotonic() - kept.started
        kept.quick_deaths = kept.quick_deaths + 1 if lived < self.patience.quick else 0
        how = _how_it_ended(kept.process.returncode)
        if kept.quick_deaths >= self.patience.tries:
            where = f"its reasons are in {kept.child.log}" if kept.child.log else "the lines above say why"
            raise Refused(f"{kept.child.name} ended {kept.quick_deaths} times right after its start ({how}); {where}.")
        pause = min(self.patience.longest, self.patience.first * 2 ** max(0, kept.quick_deaths - 1))
        kept.restart_at = time.monotonic() + pause
        self.say(f"{kept.child.name} ended unexpectedly ({how}); starting it again in {pause:g} s.")

    def _pause(self) -> float:
        due = [kept.restart_at for tier in self._tiers for kept in tier if kept.restart_at is not None]
        return max(0.0, min(due) - time.monotonic()) if due else 60.0

    def _end(self, tier: Sequence[_Kept]) -> None:
        grace = max((kept.child.grace for kept in tier), default=0.0)
        for number, seconds in ((signal.SIGTERM, grace), (signal.SIGQUIT, self.patience.hurry)):
            alive = [kept for kept in tier if kept.process.poll() is None]
            for kept in alive:
                kept.process.send_signal(number)
            if alive:
                self._await_end(alive, seconds)
        for kept in tier:
            _signal_group(kept.process, signal.SIGKILL)
            kept.process.wait()

    def _await_end(self, tier: Sequence[_Kept], seconds: float) -> None:
        deadline, asked = Deadline(seconds), self.signals.asked
        while deadline.left and self.signals.asked == asked:  # a further Ctrl-C hurries on
            if all(kept.process.poll() is not None for kept in tier):
                return
            self.signals.wait(deadline.left)


def _die_with_parent() -> None:
    """In the child, before its program starts: ask Linux for a SIGTERM when the launcher is killed outright."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _how_it_ended(code: int) -> str:
    return f"by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
