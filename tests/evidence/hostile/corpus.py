"""Hundreds of files that mean no good, or were hurt on their way: made anew each time, always the same."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.evidence import films, making
from tests.evidence.hostile import bombs, shapes

SEED = 20261127
CUTS = (1, 2, 7, 16, 0.05, 0.3, 0.6, 0.9, 0.99)
"""Where a file is cut off: bytes, or shares of it."""
HURTS = 12
"""How often each good file is hurt: a few bytes are others."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: its bytes, the name it comes under, and what it is, for the reader of a failure."""

    what: str
    name: str
    content: bytes


@cache
def good() -> dict[str, bytes]:
    """One whole file of each kind that is kept, by its ending."""
    exif = making.taken("2026:11:20 20:14:00", "+08:00", orientation=6, place=True)
    return {
        "jpg": making.picture("JPEG", (320, 240), exif=exif), "png": making.picture("PNG", (320, 240)),
        "webp": making.picture("WEBP", (320, 240)), "gif": making.picture("GIF", (320, 240)),
        "heic": making.picture("HEIF", (320, 240)), "avif": making.picture("AVIF", (320, 240)),
        "mp4": films.film(2), "mov": films.film(2, codec="libx264", kind="mov"), "m4a": making.M4A, "mp3": making.MP3,
        "wav": shapes.WAV, "amr": b"#!AMR\n" + bytes(range(256)), "pdf": films.paper((300, 400), (400, 300)),
        "txt": "卖家：拆封不退\n".encode() * 50, "csv": "时间,谁,说了什么\n20:14,卖家,拆封不退\n".encode(),
        "html": "<!doctype html><title>聊天</title><p>拆封不退</p>".encode(),
        "zip": making.archive({"一.txt": b"hello", "二.png": making.picture("PNG")}),
    }  # fmt: skip


def everything() -> Iterator[Hostile]:
    """All of them."""
    yield from handmade()
    yield from cut_off()
    yield from hurt()
    yield from misnamed()


def handmade() -> Iterator[Hostile]:
    """Those with a purpose each."""
    for what, (name, content) in {**shapes.everything(good()), **bombs.everything()}.items():
        yield Hostile(what, name, content)
    for number, name in enumerate(shapes.NAMES):
        yield Hostile(f"name {number}", name, making.picture("PNG", (20 + number, 20)))


def cut_off() -> Iterator[Hostile]:
    for ending, content in good().items():
        for cut in CUTS:
            length = cut if isinstance(cut, int) else int(len(content) * cut)
            yield Hostile(f"{ending} cut off at {cut}", f"cut-{cut}.{ending}", content[:length])


def hurt() -> Iterator[Hostile]:
    dice = random.Random(SEED)
    for ending, content in good().items():
        for number in range(HURTS):
            changed = bytearray(content)
            for _ in range(dice.choice((1, 1, 2, 8, 40))):
                # Half of them where the headers are.
                at = dice.randrange(min(len(changed), 128) if dice.random() < 0.5 else len(changed))
                changed[at] = dice.randrange(256)
            yield Hostile(f"{ending} hurt {number}", f"hurt-{number}.{ending}", bytes(changed))


def misnamed() -> Iterator[Hostile]:
    for ending, content in good().items():
        for other in ("jpg", "mp4", "pdf", "txt", "zip", "exe"):
            if other != ending:
                yield Hostile(f"{ending} called {other}", f"called-{ending}.{other}", content)


def public() -> Iterator[Hostile]:
    """The files below HOSTILE_FOLDER: the test pictures of imaging libraries, for whoever has them."""
    folder = os.environ.get("HOSTILE_FOLDER")
    for path in sorted(Path(folder).rglob("*")) if folder else ():
        if path.is_file() and path.stat().st_size <= 30 * 1024**2:
            yield Hostile(str(path.relative_to(str(folder))), path.name, path.read_bytes())
