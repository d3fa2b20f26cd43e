"""An upload that may take several requests, and what became of it."""

import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from complaints.models import Complaint

KEEP = timedelta(days=7)
"""How long an upload that nobody goes on with is kept, and for how long one that is over can be asked about."""


class State(models.TextChoices):
    """`receiving` until all bytes are there and have been through the door; then what the door said, or `gone`."""

    RECEIVING = "receiving"
    STORED = "stored"
    REFUSED = "refused"
    GONE = "gone"


def new_public_id() -> str:
    """192 random bits: the address of an upload can't be guessed."""
    return secrets.token_urlsafe(24)


class PartialUpload(models.Model):
    """One upload in the protocol's terms: `length` bytes are announced, `offset` of them are on the disk for certain.

    `claim` is the one request that may write now; it lapses at `claimed_until`, so that a dead line or process
    holds nobody up. `sha256` is what the sender computed, empty if it didn't. Once it is over, `evidence`, `duplicate`,
    `error` and `message` are the door's answer. `tries` counts how often the door was tried.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="partial_uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="partial_uploads")
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVING)
    claim = models.CharField(max_length=16, blank=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.CASCADE, related_name="+", null=True)
    duplicate = models.BooleanField(default=False)
    error = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(length__gte=1), name="partial_not_empty"),
            models.CheckConstraint(condition=Q(offset__gte=0, offset__lte=F("length")), name="partial_offset_within"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="partial_state_known"),
            models.CheckConstraint(
                condition=Q(claim="", claimed_until__isnull=True) | (~Q(claim="") & Q(claimed_until__isnull=False)),
                name="partial_claim_ends",
            ),
            models.CheckConstraint(
                condition=Q(state=State.STORED, evidence__isnull=False, offset=F("length"))
                | (~Q(state=State.STORED) & Q(evidence__isnull=True)),
                name="partial_stored_is_evidence",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.REFUSED) & ~Q(error="")) | (~Q(state=State.REFUSED) & Q(error="")),
                name="partial_refused_with_code",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("user", "state"), name="partial_by_user"),
            models.Index(fields=("state", "touched_at"), name="partial_by_age"),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("evidence:upload", args=(self.complaint.public_code, self.public_id))

    @property
    def kept_until(self) -> datetime:
        """When it is let go, unless somebody goes on with it."""
        return self.touched_at + KEEP

    @property
    def is_whole(self) -> bool:
        """Whether every byte has come."""
        return self.offset == self.length
