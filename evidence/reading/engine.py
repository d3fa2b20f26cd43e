"""The reading process: `python -m evidence.reading.engine`. Knows no Django, no database and no secrets.

It decodes what strangers sent and runs native code on it, and the memory it took it never gives back; so it is a process
of its own, with limits, that can die without taking anything along. One JSON object a line comes in on standard input
(`{"path": …, "seconds": …, "faces": true}`), one goes out on standard output (`{"size", "lines", "faces"}`, or `{"error"}`).
It ends when its input is closed, and after IDLE seconds without work.
"""

import json
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import Any

from evidence.reading.pictures import Unreadable, opened
from evidence.reading.recognition import Recogniser

MEMORY = 3 * 1024**3
"""Bytes of address space; about 1.3 GB are used for a screenshot, of which 0.7 GB are really in memory."""
IDLE = 15.0
LONGEST_QUESTION = 64 * 1024
_NICE = 10
_SLACK = 5
"""Seconds after which the process ends by itself, should whoever asked be gone."""


def main() -> int:
    """Answer until nobody asks any more."""
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    recogniser: Recogniser | None = None
    while question := _next():
        signal.alarm(int(question["seconds"]) + _SLACK)
        recogniser = recogniser or Recogniser()
        answers.write(json.dumps(_answer(recogniser, question), ensure_ascii=False) + "\n")
        answers.flush()
        signal.alarm(0)
    return 0


def _next() -> dict[str, Any] | None:
    """The next question; None at the end of the input, or when none came in time."""
    ready, _, _ = select.select([sys.stdin.fileno()], [], [], IDLE)
    line = sys.stdin.buffer.readline(LONGEST_QUESTION) if ready else b""
    return json.loads(line) if line.endswith(b"\n") else None


def _answer(recogniser: Recogniser, question: dict[str, Any]) -> dict[str, Any]:
    try:
        with opened(Path(question["path"])) as picture:
            lines = [line.scaled(picture.scale).to_json() for line in recogniser.lines(picture.pixels)]
            faces = recogniser.faces(picture.pixels) if question["faces"] else []
            return {"size": picture.size, "lines": lines, "faces": [face.scaled(picture.scale) for face in faces]}
    except Unreadable as error:
        return {"error": f"unreadable: {error}"}
    except MemoryError:
        return {"error": "more memory than it may have"}


if __name__ == "__main__":
    sys.exit(main())
