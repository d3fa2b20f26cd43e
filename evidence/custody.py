"""What is known of the custody of evidence: what a check found wrong and when each ledger was last checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint


class IntegrityFinding(models.Model):
    """Something that isn't as it was received, from the check that saw it first to the one that no longer did.

    In plain words, not keys, so that it outlives the rows it is about. `case` is "" for bytes and roots, `sha256` for roots.
    """

    found = models.CharField(_("finding"), max_length=20)
    where = models.CharField(_("where"), max_length=200)
    case = models.CharField(_("case number"), max_length=16, blank=True)
    evidence = models.CharField(_("evidence"), max_length=12, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    closed_at = models.DateTimeField(_("no longer so"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding of a check")
        verbose_name_plural = _("findings of checks")
        ordering = ("-first_seen", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("found", "where", "case", "evidence", "sha256"),
                condition=Q(closed_at__isnull=True),
                name="finding_open_once",
            ),
            models.CheckConstraint(condition=~Q(found="") & ~Q(where=""), name="finding_says_what"),
            models.CheckConstraint(condition=Q(last_seen__gte=F("first_seen")), name="finding_seen_in_order"),
        ]
        indexes: ClassVar = [
            models.Index(fields=("last_seen",), condition=Q(closed_at__isnull=True), name="finding_open_by_seen")
        ]

    def __str__(self) -> str:
        return f"{self.found} {self.where}"


class LedgerCheck(models.Model):
    """When the case's ledger was last recomputed by the round. A table of its own: the case's row isn't touched by it."""

    complaint = models.OneToOneField(Complaint, on_delete=models.CASCADE, related_name="+")
    checked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.checked_at}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the custody of a case stands: ledger entries, what the checks found and still find, the last check of the ledger."""

    entries: int
    faults: int
    checked_at: datetime | None


def standing(complaint: Complaint, hashes: Iterable[str]) -> Standing:
    """From what the nightly rounds wrote down; nothing is hashed here. `hashes` are the SHA-256 of the case's files."""
    own = Q(case=complaint.number) | Q(case="", sha256__in=[digest for digest in hashes if digest])
    faults = (
        IntegrityFinding.objects.filter(own, closed_at__isnull=True).order_by().annotate(one=Value(1)).values("one")
    )
    checked = LedgerCheck.objects.filter(complaint=OuterRef("pk")).values("checked_at")
    asked = Complaint.objects.filter(pk=complaint.pk).values_list(
        Coalesce(Subquery(faults.annotate(n=Count("pk")).values("n")), 0), Subquery(checked)
    )
    return Standing(complaint.ledger_seq, *asked.get())
