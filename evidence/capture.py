"""When, with what and where a picture or film was taken, as the file itself says. Its owner alone is told device and place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

DEVICE_LENGTH = 80
_EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees (WGS 84), north and east positive, to six places."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """When it was taken, with which device ("" if unknown), and where."""

    at: datetime | None = None
    device: str = ""
    place: Place | None = None


class Capture(models.Model):
    """Written once, at receipt, for files that say so; never in the ledger, never exported.

    `latitude` and `longitude` are degrees (WGS 84), north and east positive; both or none.
    """

    evidence = models.OneToOneField("evidence.Evidence", on_delete=models.CASCADE, related_name="capture")
    device = models.CharField(max_length=DEVICE_LENGTH, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=Decimal(-90), latitude__lte=Decimal(90))
                & Q(longitude__gte=Decimal(-180), longitude__lte=Decimal(180)),
                name="capture_place_on_earth",
            ),
            models.CheckConstraint(condition=~Q(device="") | Q(latitude__isnull=False), name="capture_says_something"),
        ]

    def __str__(self) -> str:
        return self.device


def note(evidence: Any, taken: Taken) -> None:
    """Keep device and place of an `Evidence`, unless they are kept already, or there are none."""
    if taken.device or taken.place:
        where = {"latitude": taken.place.latitude, "longitude": taken.place.longitude} if taken.place else {}
        Capture.objects.get_or_create(evidence=evidence, defaults={"device": taken.device, **where})


def plausible(moment: datetime, now: datetime) -> datetime | None:
    """The moment; None before there were digital cameras, and in the future."""
    return moment if moment.year >= _EARLIEST and moment <= now + timedelta(days=1) else None


def named_device(maker: Any, model: Any) -> str:
    """Maker and model, the maker only once: 「HUAWEI Mate 70」."""
    one, other = _words(maker), _words(model)
    whole = other if other.lower().startswith(one.lower()) else f"{one} {other}"
    return whole.strip()[:DEVICE_LENGTH]


def _words(said: Any) -> str:
    return " ".join("".join(sign for sign in said if sign.isprintable()).split()) if isinstance(said, str) else ""
