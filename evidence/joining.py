"""Pictures written for a channel: upright, without place and device, joined below each other, small enough. Worker only."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageOps

from evidence.imaging import BROKEN, Unreadable, opened
from evidence.models import Evidence
from evidence.previews import in_srgb
from evidence.vault import storage

_WIDE = 1600
_LONGEST = 60_000
"""JPEG ends at 65,535 pixels."""
_GAP = 24
_QUALITIES = (88, 78, 66, 54)
_SHRINK = 0.8
_NARROWEST = 480


def joined(pieces: Sequence[Evidence], most: int) -> bytes:
    """The pictures as one JPEG of at most `most` bytes, below each other at one width; of one picture, that one.

    Raises Unreadable when one can't be decoded, or nothing legible is small enough.
    """
    pictures = [_upright(piece) for piece in pieces]
    wide = min(_WIDE, max(picture.width for picture in pictures))
    narrowest = min(wide, _NARROWEST)
    while wide >= narrowest:
        page = _stacked(pictures, wide)
        if page.height <= _LONGEST:
            for quality in _QUALITIES:
                data = _written(page, quality)
                if len(data) <= most:
                    return data
        wide = int(wide * _SHRINK)
    raise Unreadable("too long to be sent in one picture")


def _upright(piece: Evidence) -> Image.Image:
    with storage.read(piece.blob) as file, opened(file, piece.blob.media_type) as image:
        try:
            image.draft("RGB", (_WIDE, _WIDE))
            plain = in_srgb(ImageOps.exif_transpose(image))
            flat = Image.new("RGB", plain.size, "white")
            flat.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
        except (*BROKEN, Image.DecompressionBombError) as error:
            raise Unreadable(str(error)) from error
    flat.thumbnail((_WIDE, _LONGEST), Image.Resampling.LANCZOS)
    return flat


def _stacked(pictures: Sequence[Image.Image], wide: int) -> Image.Image:
    if len(pictures) == 1 and pictures[0].width <= wide:
        return pictures[0]
    fitted = [picture.resize((wide, max(1, picture.height * wide // picture.width))) for picture in pictures]
    page = Image.new("RGB", (wide, sum(each.height for each in fitted) + _GAP * (len(fitted) - 1)), "white")
    top = 0
    for each in fitted:
        page.paste(each, (0, top))
        top += each.height + _GAP
    return page


def _written(page: Image.Image, quality: int) -> bytes:
    target = BytesIO()
    page.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()
