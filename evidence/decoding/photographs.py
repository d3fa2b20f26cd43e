"""Photographs that are coded like films: HEIC by libheif, AVIF by libavif. Runs in the decoding process only."""

from pathlib import Path

import pillow_heif
from PIL import Image

from evidence.upright import BROKEN, as_seen

pillow_heif.register_heif_opener()
FORMATS = {"image/heic": "HEIF", "image/avif": "AVIF"}
PIXELS = 120_000_000
"""As many as evidence may have."""
Image.MAX_IMAGE_PIXELS = PIXELS


class Undeveloped(Exception):
    """No photograph that can be shown."""


def photograph(path: Path, media_type: str, *, turned: int, across: int | None) -> Image.Image:
    """It as `as_seen` gives it, not wider than `across` pixels. Raises Undeveloped."""
    try:
        with Image.open(path, formats=(FORMATS[media_type],)) as image:
            if image.width * image.height > PIXELS:
                raise Undeveloped("too many pixels")
            picture = as_seen(image, turned=turned)
    except BROKEN as error:
        raise Undeveloped(f"{type(error).__name__}: {error}") from error
    if across and picture.width > across:
        return picture.resize((across, max(1, picture.height * across // picture.width)), Image.Resampling.LANCZOS)
    return picture
