"""The pixels of stored pictures: the one place where they are decoded. Worker and commands only."""

from PIL import Image

from evidence.decoding import asking
from evidence.imaging import Unreadable, opened
from evidence.models import Blob
from evidence.upright import BROKEN, as_seen
from evidence.vault import storage


def seen(blob: Blob, *, turned: int = 0, across: int | None = None) -> Image.Image:
    """The picture as `evidence.upright.as_seen` gives it.

    Photographs coded like films (HEIC, AVIF) are decoded in the confined process: their decoders have the worst history.
    Raises Unreadable, TooManyPixels and FileNotFoundError.
    """
    if blob.media_type in asking.PHOTOGRAPHS:
        return asking.photograph(blob, turned=turned, across=across)
    with storage.read(blob) as file, opened(file, blob.media_type) as image:
        try:
            return as_seen(image, turned=turned, across=across)
        except BROKEN as error:
            raise Unreadable(str(error)) from error


def on_white(image: Image.Image) -> Image.Image:
    """RGB, and nothing but pixels: what a file says beside them isn't carried over."""
    bare = Image.new("RGB", image.size, "white")
    bare.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return bare
