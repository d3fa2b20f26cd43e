"""What a picture's EXIF says of its taking: when, with what, where. Anything damaged or absurd says nothing."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from PIL import ExifTags, Image

from evidence.capture import Place, Taken, named_device, plausible
from evidence.upright import BROKEN

_SIX = Decimal("0.000001")


def taken(image: Image.Image, now: datetime) -> Taken:
    """From the header alone; no pixel is decoded."""
    exif = Image.Exif()
    try:
        # Not `image.getexif()`: for a PNG it would decode the whole picture to look for EXIF behind the pixels.
        exif.load(image.info.get("exif") or b"")
    except BROKEN:
        return Taken()
    return Taken(_at(exif, now), _device(exif), _place(exif))


def _at(exif: Image.Exif, now: datetime) -> datetime | None:
    """DateTimeOriginal with its own offset, else as Chinese time; None before 1990 and in the future."""
    try:
        tags = exif.get_ifd(ExifTags.IFD.Exif)
        raw = str(tags.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
        offset = str(tags.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
        return plausible(_moment(raw, offset), now)
    except BROKEN:
        return None


def _moment(raw: str, offset: str) -> datetime:
    if offset:
        return datetime.strptime(f"{raw}{offset}", "%Y:%m:%d %H:%M:%S%z")
    return datetime.strptime(raw, "%Y:%m:%d %H:%M:%S").replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _device(exif: Image.Exif) -> str:
    try:
        return named_device(exif.get(ExifTags.Base.Make, ""), exif.get(ExifTags.Base.Model, ""))
    except BROKEN:
        return ""


def _place(exif: Image.Exif) -> Place | None:
    try:
        tags = exif.get_ifd(ExifTags.IFD.GPSInfo)
        north = _degrees(tags.get(ExifTags.GPS.GPSLatitude), tags.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
        east = _degrees(tags.get(ExifTags.GPS.GPSLongitude), tags.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    except BROKEN:
        return None
    # 0, 0 lies in the sea off Africa: it is what devices write that don't know where they are.
    return Place(north, east) if north is not None and east is not None and (north or east) else None


def _degrees(parts: Any, side: Any, sides: str, most: int) -> Decimal | None:
    """Degrees, minutes and seconds in one number; None when they aren't three, or further than `most` degrees."""
    if not isinstance(parts, tuple) or len(parts) != 3 or side not in tuple(sides):
        return None
    degrees = sum(float(part) / 60**power for power, part in enumerate(parts))
    if not 0 <= degrees <= most:  # also false of what is no number
        return None
    return Decimal(degrees if side == sides[0] else -degrees).quantize(_SIX)
