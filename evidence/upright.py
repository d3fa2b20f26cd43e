"""Which side of a picture is up, by its EXIF. Also used by confined processes: knows no Django."""

import struct

from PIL import Image

BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, RuntimeError, ArithmeticError, struct.error,
)  # fmt: skip
"""What Pillow's plugins let out on files made to break them."""
_ORIENTATION = 274
_LYING = range(5, 9)
_HOW = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def is_lying(image: Image.Image) -> bool:
    """Whether width and height change places when it is shown."""
    return _said(image) in _LYING


def upright(image: Image.Image) -> Image.Image:
    """The picture, decoded, as it is to be seen; as it is, where its EXIF is damaged: that takes nothing from the pixels.

    Lets out one of BROKEN when the pixels can't be decoded.
    """
    image.load()  # looking for the EXIF of a PNG would decode it, too, and a second try gives black in place of an error
    how = _HOW.get(_said(image))
    return image if how is None else image.transpose(how)


def _said(image: Image.Image) -> int:
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return said if isinstance(said, int) else 1
