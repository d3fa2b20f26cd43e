"""What a film, or a sound in its kind of file, says of its taking. Worker only: FFmpeg reads it, in the confined process."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from django.utils import timezone

from evidence import capture
from evidence.capture import Place, Taken, named_device, plausible
from evidence.decoding import asking
from evidence.imaging import Unreadable
from evidence.models import Evidence

_APPLE, _ANDROID = "com.apple.quicktime", "com.android"
_ISO_6709 = re.compile(r"^([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-][\d.]+)?(?:CRS\S+)?/?$", re.ASCII)
_SIX = Decimal("0.000001")


def note(evidence: Evidence, *, now: datetime | None = None) -> None:
    """Keep when, with what and where a recording was made, once, where it says so and nothing is known yet."""
    if not asking.has_metadata(evidence.blob) or evidence.deleted_at:
        return
    try:
        taken = read(asking.metadata(evidence.blob), now or timezone.now())
    except (Unreadable, FileNotFoundError):
        return
    if taken.at:
        Evidence.objects.filter(pk=evidence.pk, captured_at__isnull=True).update(captured_at=taken.at)
    capture.note(evidence, taken)


def read(metadata: Mapping[str, str], now: datetime) -> Taken:
    """Of the names that phones use, the maker's own before those of the container (ISO 14496-12, QuickTime)."""
    said = (metadata.get(f"{_APPLE}.creationdate"), metadata.get("creation_time"))
    at = next((found for one in said if one and (found := _moment(one, now))), None)
    device = named_device(
        metadata.get(f"{_APPLE}.make") or metadata.get(f"{_ANDROID}.manufacturer") or metadata.get("make") or "",
        metadata.get(f"{_APPLE}.model") or metadata.get(f"{_ANDROID}.model") or metadata.get("model") or "",
    )
    return Taken(at, device, _place(metadata.get(f"{_APPLE}.location.ISO6709") or metadata.get("location") or ""))


def _moment(said: str, now: datetime) -> datetime | None:
    """With its own offset, else in UTC, as ISO 14496-12 has it."""
    try:
        found = datetime.fromisoformat(said.strip())
        return plausible(found if found.tzinfo else found.replace(tzinfo=UTC), now)
    except (ValueError, OverflowError):
        return None


def _place(said: str) -> Place | None:
    """Decimal degrees as ISO 6709 writes them: `+31.2304+121.4737+012.1/`."""
    found = _ISO_6709.match(said)
    if not found:
        return None
    north, east = (Decimal(part).quantize(_SIX) for part in found.groups())
    return Place(north, east) if abs(north) <= 90 and abs(east) <= 180 and (north or east) else None
