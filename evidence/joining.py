"""Pictures written for a channel: upright, without place and device, joined below each other, small enough. Worker only.

One picture is decoded at a time, onto a page whose size is known beforehand: what a case holds can't fill the memory of a
worker that other people's cases share.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from evidence.imaging import Unreadable, opened
from evidence.models import Blob
from evidence.pixels import on_white, seen
from evidence.upright import is_lying
from evidence.vault import storage

Size = tuple[int, int]


class View(NamedTuple):
    """A picture as it is given away: its bytes, and the degrees clockwise it is turned by."""

    blob: Blob
    turned: int = 0


_WIDE = 1600
_LONGEST = 60_000
"""JPEG ends at 65,535 pixels."""
_MOST_PIXELS = 40_000_000
"""Of one page: 120 MB while it is written."""
_GAP = 24
_QUALITIES = (88, 78, 66, 54)
_SHRINK = 0.8
_NARROWEST = 480


def joined(views: Sequence[View], most: int, *, wide: int = _WIDE, progressive: bool = True) -> bytes:
    """The pictures as one JPEG of at most `most` bytes, below each other at one width of at most `wide` pixels; of one picture,
    that one. `progressive` ones are smaller by a twentieth and take twice as long.

    Raises Unreadable when one can't be decoded, or nothing legible is small enough.
    """
    page = None
    for width in _widths([_size(view) for view in views], wide):
        page = (
            _stacked(views, width) if page is None else page.resize((width, max(1, page.height * width // page.width)))
        )
        for quality in _QUALITIES:
            data = _written(page, quality, progressive)
            if len(data) <= most:
                return data
    raise Unreadable("too long to be sent in one picture")


def _widths(sizes: Sequence[Size], most: int) -> Iterator[int]:
    """The widths at which a page of pictures of these sizes can be written, from the widest to the narrowest legible one."""
    wide = min(most, max(width for width, _height in sizes))
    narrowest = min(wide, _NARROWEST)
    while True:
        height = _height_of(sizes, wide)
        if height <= _LONGEST and height * wide <= _MOST_PIXELS:
            yield wide
        if wide == narrowest:
            return
        wide = max(narrowest, int(wide * _SHRINK))


def _height_of(sizes: Sequence[Size], wide: int) -> int:
    return sum(max(1, height * wide // width) for width, height in sizes) + _GAP * (len(sizes) - 1)


def _size(view: View) -> Size:
    """Width and height as the picture is seen, by its header alone."""
    with storage.read(view.blob) as file, opened(file, view.blob.media_type) as image:
        lying = is_lying(image) != (view.turned % 180 == 90)
        return (image.height, image.width) if lying else (image.width, image.height)


def _stacked(views: Sequence[View], wide: int) -> Image.Image:
    page = Image.new("RGB", (wide, _height_of([_size(view) for view in views], wide)), "white")
    top = 0
    for view in views:
        picture = _upright(view, wide)
        page.paste(picture, (0, top))
        top += picture.height + _GAP
    return page


def _upright(view: View, wide: int) -> Image.Image:
    flat = on_white(seen(view.blob, turned=view.turned, across=wide))
    if flat.width == wide:
        return flat
    return flat.resize((wide, max(1, flat.height * wide // flat.width)), Image.Resampling.LANCZOS)


def _written(page: Image.Image, quality: int, progressive: bool) -> bytes:
    target = BytesIO()
    page.save(target, "JPEG", quality=quality, optimize=progressive, progressive=progressive)
    return target.getvalue()
