"""How a picture is to be seen: which side is up, by its EXIF, and in which colours. Confined processes use it, too: no Django."""

import struct
from io import BytesIO

from PIL import Image, ImageCms

BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, RuntimeError, ArithmeticError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's plugins let out on files made to break them."""
_ORIENTATION = 274
_LYING = range(5, 9)
_HOW = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_AT_A_PART = ("JPEG", "MPO")
"""Decoded at a half, a quarter or an eighth of their size where that is enough: less time, less memory."""
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def as_seen(image: Image.Image, *, turned: int = 0, across: int | None = None) -> Image.Image:
    """RGB(A), upright, turned clockwise by `turned` degrees; no smaller than it was, or `across` pixels wide.

    Lets out one of BROKEN when the pixels can't be decoded.
    """
    if across and image.format in _AT_A_PART:
        wide = image.height if is_lying(image) != (turned % 180 == 90) else image.width
        image.draft("RGB", (image.width * across // wide, image.height * across // wide))
    return _turned_by(_in_srgb(upright(image)), turned)


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


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB(A) in the web's own colour space: phones photograph in wider ones, and colour may be what is disputed."""
    profile = image.info.get("icc_profile")
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return plain
    try:
        wide = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(plain, wide, ImageCms.createProfile("sRGB")) or plain
    except (ImageCms.PyCMSError, OSError):
        return plain


def _turned_by(image: Image.Image, degrees: int) -> Image.Image:
    how = _TURNS.get(degrees)
    return image.transpose(how) if how is not None else image
