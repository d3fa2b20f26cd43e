"""What Pillow may do here: which formats, how many pixels. The web process reads headers, pixels are the worker's."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import pillow_heif
from django.utils import timezone
from PIL import Image

from evidence.capture import Taken
from evidence.exif import taken
from evidence.upright import BROKEN

pillow_heif.register_heif_opener()

PIXEL_LIMIT = 120_000_000
"""More than the largest common phone photograph (108 million); a decoded one still fits a small machine's memory."""
Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT

FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
    "image/gif": "GIF",
}
"""Only the plugin of the type that was sniffed is ever tried: all the others stay out of an attacker's reach."""


class Unreadable(Exception):
    """Not a whole picture of its type."""


class TooManyPixels(Exception):
    """A picture so large that opening it would be an attack on memory."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture's header says: size in pixels, and of its taking."""

    width: int
    height: int
    taken: Taken


@contextmanager
def opened(file: IO[bytes] | Path, media_type: str) -> Iterator[Image.Image]:
    """The picture with its header read and its size checked, pixels not decoded. Raises Unreadable, TooManyPixels."""
    try:
        image = Image.open(file, formats=(FORMATS[media_type],))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except BROKEN as error:
        raise Unreadable(str(error)) from error
    with image:
        if image.width * image.height > PIXEL_LIMIT:
            raise TooManyPixels
        yield image


def inspect(path: Path, media_type: str, *, now: datetime | None = None) -> Facts:
    """Prove that the file is a whole picture of its type, without decoding a pixel, and read what its header says.

    `verify` walks a PNG's chunks and checksums; a JPEG is walked to its end mark, because Pillow doesn't look. What
    passes here and yet can't be decoded is found by the worker, in a process whose death hurts nobody.
    Raises Unreadable and TooManyPixels.
    """
    with opened(path, media_type) as image:
        facts = Facts(image.width, image.height, taken(image, now or timezone.now()))
        try:
            image.verify()
        except BROKEN as error:
            raise Unreadable(str(error)) from error
    if media_type == "image/jpeg":
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if not _jpeg_is_whole(data):
                raise Unreadable("no end of image")
    return facts


def _jpeg_is_whole(data: mmap.mmap) -> bool:
    """Whether an end mark (FF D9) follows the first scan; segments before it are skipped, for thumbnails have one too.

    Bytes after the end mark are common: phones append a film of the moment, or the depth.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFF:
            at += 1
        elif marker == 0xDA:
            return data.find(b"\xff\xd9", at + 2 + length) >= 0
        else:
            at += 2 + length
    return False
