"""One hash a day over the ledgers of all cases, so that even a whole ledger rewritten with its head is noticed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from complaints.models.case import Complaint


class LedgerRoot(models.Model):
    """The root of one day: it covers the root before it and the head of every case whose ledger moved since then."""

    day = models.DateField(unique=True)
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(root=""), name="ledger_root_has_hash")]

    def __str__(self) -> str:
        return f"{self.day} {self.root}"


class RootLeaf(models.Model):
    """What a root says of one case: so many entries, the last of them with this hash."""

    root = models.ForeignKey(LedgerRoot, on_delete=models.PROTECT, related_name="leaves")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="leaves")
    seq = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("root", "complaint"), name="leaf_once_per_root"),
            models.CheckConstraint(condition=Q(seq__gte=1) & ~Q(head=""), name="leaf_has_place_and_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.seq}"
