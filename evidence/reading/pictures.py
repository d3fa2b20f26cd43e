"""Opening a picture in the reading process: known formats only, upright, no more pixels than the reader can use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image

from evidence.upright import BROKEN, is_lying, upright

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF")
PIXEL_LIMIT = 120_000_000
"""As many as evidence may have."""
Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
WIDEST = 2000
"""Pixels across; the reader sees no more than that of a photograph anyway."""


class Unreadable(Exception):
    """No whole picture of a known type, or one too large to be opened."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Upright pixels (RGB, at most WIDEST across), the upright original's size, and original pixels for one of these."""

    pixels: Image.Image
    size: tuple[int, int]
    scale: float


@contextmanager
def opened(path: Path) -> Iterator[Picture]:
    """The picture at `path`, decoded. Raises Unreadable."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > PIXEL_LIMIT:
                raise Unreadable("too many pixels")
            size = (image.height, image.width) if is_lying(image) else (image.width, image.height)
            # A JPEG is then decoded at a half, a quarter or an eighth: less time, less memory.
            image.draft("RGB", (WIDEST, WIDEST) if max(size) < 3 * min(size) else size)
            pixels = _narrow(_flat(upright(image)))
    except BROKEN as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    yield Picture(pixels, size, size[0] / pixels.width)


def _flat(image: Image.Image) -> Image.Image:
    """RGB; what can be seen through shows white, as on a page."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def _narrow(image: Image.Image) -> Image.Image:
    if image.width <= WIDEST:
        return image
    return image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))), Image.Resampling.LANCZOS)
