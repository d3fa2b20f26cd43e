"""The ledger's tables. Written by `complaints.ledger` only; triggers in both databases refuse every change to an Event."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.case import Complaint


class Event(models.Model):
    """One entry of a case's ledger: it hashes the entry before it, and commits to its body without containing it."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    body_commit = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "seq"), name="event_one_per_place"),
            models.CheckConstraint(
                condition=Q(seq__gte=1) & ~Q(kind="") & ~Q(hash=""), name="event_has_place_and_hash"
            ),
            models.CheckConstraint(
                condition=Q(seq=1, prev="") | (Q(seq__gt=1) & ~Q(prev="")), name="event_first_has_no_past"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class EventBody(models.Model):
    """What the event says. It may be erased at the person's request; the chain stays whole, for it holds only the hash."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="body", primary_key=True)
    salt = models.CharField(max_length=32)
    data = models.JSONField()

    def __str__(self) -> str:
        return str(self.event_id)
