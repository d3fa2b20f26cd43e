"""A process that decodes what strangers sent, as its parent sees it: started on demand, asked one question at a time,
ended when it is late. What the child must do for its part is in `evidence.confined`.
"""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = 40
"""Answered by one process; then another starts, because the memory is not given back."""
LONGEST_ANSWER = 16 * 1024**2
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_CHUNK = 256 * 1024


class Late(Exception):
    """No answer in time."""


class Ended(Exception):
    """The process ended without an answer; the text is its exit code."""


class Child:
    """One child. Everything that goes wrong ends it, and the next question starts another."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = 0

    @property
    def number(self) -> int | None:
        """The process id; None while there is no child."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def ask(self, path: Path, *, within: float, **more: Any) -> dict[str, Any]:
        """The child's answer about the file at `path`. Raises Late after `within` seconds, and Ended."""
        question = json.dumps({"path": str(path.absolute()), "seconds": within, **more}).encode() + b"\n"
        child, is_new = self._running()
        answered = False
        try:
            answer = self._exchange(child, question, within)
            answered = True
        except Ended:
            if is_new:  # an old one may have gone home, or been ended by the system for what it took before
                raise
        finally:
            if not answered:
                self.end()
        if not answered:
            return self.ask(path, within=within, **more)
        self._asked += 1
        if self._asked >= QUESTIONS:
            self.end()
        return answer

    def end(self) -> None:
        """End the child, if there is one, at once."""
        child, self._child, self._asked = self._child, None, 0
        if child:
            child.kill()
            child.communicate()

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        if self._child and self._child.poll() is None:
            return self._child, False
        self.end()
        surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-m", self._module],
            cwd=ROOT,
            env=surroundings | _ONE_THREAD,  # not the product's own: its secrets are of no use to a reader
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._child, True

    @staticmethod
    def _exchange(child: subprocess.Popen[bytes], question: bytes, within: float) -> dict[str, Any]:
        if child.stdin is None or child.stdout is None:
            raise Ended("no way to talk to it")
        until = time.monotonic() + within
        try:
            child.stdin.write(question)
            child.stdin.flush()
        except BrokenPipeError as error:
            raise Ended(str(child.wait())) from error
        answer = bytearray()
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise Late
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            answer += chunk
            if not chunk or len(answer) > LONGEST_ANSWER:
                child.kill() if chunk else None
                raise Ended(str(child.wait()))
        whole: dict[str, Any] = json.loads(answer)
        return whole
