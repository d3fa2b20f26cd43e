"""The decoding process: `python -m evidence.decoding.engine`, an `evidence.confined` one.

A question: `{"what": "film", "path", "media_type", "folder", "seconds"}` and what the film's frames, the `"paper"`'s pages
or the `"photograph"` are asked with. The pictures are written into `folder` as PNG files, and named in the answer, each with
its second: `{"pictures": [["0.png", 12.5], …]}`; only films have seconds, else they are null. `"metadata"` is answered with
`{"metadata": {…}}`. Or `{"error"}`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from evidence import confined
from evidence.decoding import films, papers, photographs

MEMORY = 2 * 1024**3
"""Bytes of address space; a frame of 8K takes 0.3 GB on its way."""
WRITTEN = 512 * 1024**2
"""Bytes of one picture: a photograph to be covered comes in its full size."""


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Decode what was asked for."""
    folder, told = Path(question["folder"]), []
    try:
        if question["what"] == "metadata":
            return {"metadata": films.metadata(Path(question["path"]), question["media_type"])}
        for number, (picture, second) in enumerate(_pictures(question)):
            name = f"{number}.png"
            picture.save(folder / name, "PNG", compress_level=1)
            told.append([name, second])
    except (films.Undecodable, papers.Unopenable, photographs.Undeveloped, OSError) as error:
        return {"error": str(error)[:200]}
    return {"pictures": told}


def _pictures(question: dict[str, Any]) -> Iterator[tuple[Image.Image, float | None]]:
    path, media_type = Path(question["path"]), question["media_type"]
    if question["what"] == "film":
        for frame in films.frames(path, media_type, most=question["most"], edge=question["edge"]):
            yield frame.picture, frame.at
        return
    if question["what"] == "photograph":
        yield photographs.photograph(path, media_type, turned=question["turned"], across=question["across"]), None
        return
    asked = {name: int(question[name]) for name in ("first", "most", "dots", "edge")}
    for page in papers.pages(path, **asked):
        yield page, None


def main() -> int:
    """Answer until nobody asks any more."""
    return confined.answer(answer, memory=MEMORY, written=WRITTEN)


if __name__ == "__main__":
    sys.exit(main())
