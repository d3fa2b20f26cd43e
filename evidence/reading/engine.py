"""The reading process: `python -m evidence.reading.engine`. Knows no Django, no database and no secrets.

It decodes what strangers sent and runs native code on it, and the memory it took it never gives back; so it is a process
of its own, with limits, that can die without taking anything along. One JSON object a line comes in on standard input
(`{"path": …, "seconds": …, "faces": true}`), one goes out on standard output (`{"size", "lines", "faces"}`, or `{"error"}`).
"""

import sys
from pathlib import Path
from typing import Any

from evidence import confined
from evidence.reading.pictures import Unreadable, opened
from evidence.reading.recognition import Recogniser

MEMORY = 3 * 1024**3
"""Bytes of address space; about 1.3 GB are used for a screenshot, of which 0.7 GB are really in memory."""


def main() -> int:
    """Answer until nobody asks any more."""
    recogniser: Recogniser | None = None

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        nonlocal recogniser
        recogniser = recogniser or Recogniser()
        return _answer(recogniser, question)

    return confined.answer(answer, memory=MEMORY)


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
