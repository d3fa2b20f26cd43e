"""With what and where a picture was taken, as the file itself says. Its owner alone is shown it."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

DEVICE_LENGTH = 80


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
