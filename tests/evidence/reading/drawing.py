"""Draws invented screens with Pillow and keeps where each private or harmless text stands."""

import random
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

from evidence.reading.lines import Box

FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED = 2
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text: private of a kind (phone, id_number, …), a decoy ("decoy"), or neither ("")."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A text as it stands in the picture; one that is wrapped is one item for each line."""

    words: str
    kind: str
    box: Box


@dataclass(slots=True)
class Screen:
    """A picture and what is known of it."""

    name: str
    image: Image.Image
    items: list[Item]

    def private(self) -> list[Item]:
        return [item for item in self.items if item.kind not in ("", "decoy")]

    def decoys(self) -> list[Item]:
        return [item for item in self.items if item.kind == "decoy"]

    def encoded(self, quality: int = 0) -> bytes:
        """As PNG, or as JPEG of that quality."""
        target = BytesIO()
        self.image.save(target, "JPEG", quality=quality) if quality else self.image.save(target, "PNG")
        return target.getvalue()


@cache
def font(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Noto Sans CJK SC."""
    made = ImageFont.truetype(str(FONT), size, index=_SIMPLIFIED)
    made.set_variation_by_axes([weight])
    return made


@dataclass(slots=True)
class Canvas:
    """A page that is written from top to bottom."""

    width: int
    height: int
    dark: bool = False
    items: list[Item] = field(default_factory=list)
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), (24, 24, 26) if self.dark else (245, 245, 247))
        self.draw = ImageDraw.Draw(self.image)

    @property
    def ink(self) -> Colour:
        return (235, 235, 235) if self.dark else (34, 34, 34)

    @property
    def faint(self) -> Colour:
        return (150, 150, 150) if self.dark else (130, 130, 130)

    def panel(self, top: int, height: int, *, left: int = 20, right: int = 20, colour: Colour | None = None) -> None:
        """A rounded card."""
        fill = colour or ((38, 38, 40) if self.dark else (255, 255, 255))
        self.draw.rounded_rectangle((left, top, self.width - right, top + height), 16, fill=fill)

    def write(
        self, x: int, y: int, *texts: Text, size: int, weight: int = 400, colour: Colour | None = None, room: int = 0
    ) -> int:
        """Write from (x, y) on, broken after `room` pixels; the y below the last line."""
        face, right = font(size, weight), x + (room or self.width - x)
        at, line = x, y
        for text in texts:
            begin, start = at, 0
            for n, letter in enumerate(text.words):
                wide = round(face.getlength(letter))
                if at + wide > right:
                    self._note(text, start, n, (begin, line), size, weight)
                    at = begin = x
                    line, start = line + round(size * 1.45), n
                self.draw.text((at, line), letter, font=face, fill=colour or self.ink)
                at += wide
            self._note(text, start, len(text.words), (begin, line), size, weight)
        return line + round(size * 1.45)

    def write_right(self, right: int, y: int, *texts: Text, size: int, colour: Colour | None = None) -> None:
        """One line that ends at `right`."""
        wide = sum(round(font(size).getlength(letter)) for text in texts for letter in text.words)
        self.write(right - wide, y, *texts, size=size, colour=colour)

    def _note(self, text: Text, start: int, end: int, at: tuple[int, int], size: int, weight: int) -> None:
        words = text.words[start:end]
        if not text.kind or words.strip() in ("", "+", "+8", "+86"):
            return
        face = font(size, weight)
        left, top, _right, bottom = face.getbbox(words)
        wide = sum(round(face.getlength(letter)) for letter in words)
        box = Box(at[0] + round(left), at[1] + round(top), at[0] + wide, at[1] + round(bottom))
        self.items.append(Item(words, text.kind, box))

    def screen(self, name: str) -> Screen:
        """What was drawn, cut below."""
        return Screen(name, self.image, self.items)


def choose(chance: random.Random, *ways: str) -> str:
    return chance.choice(ways)
