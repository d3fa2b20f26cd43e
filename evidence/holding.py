"""What must not be erased: cases on hold, by a person or because an office is at it, and files that stand in a sent text."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint

Reason = Callable[[Complaint], str]
"""Why nothing of a case may be erased now, as a sentence; "" for no reason."""
Needed = Callable[[Complaint], set[str]]
"""SHA-256 of files of a case that are part of something which must stay whole."""
_reasons: list[Reason] = []
_needed: list[Needed] = []


class Hold(models.Model):
    """Somebody wants nothing of this case erased, from `set_at` until it is lifted."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="holds")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint",), condition=Q(lifted_at__isnull=True), name="hold_one_open"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__gte=F("set_at"), lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.set_at}"


def because(reason: Reason) -> None:
    """Let a floor above say when a case must be left alone."""
    _reasons.append(reason)


def keep(needed: Needed) -> None:
    """Let a floor above name files that must stay."""
    _needed.append(needed)


def current(complaint: Complaint) -> Hold | None:
    """The hold that stands, with who set it."""
    return complaint.holds.filter(lifted_at__isnull=True).select_related("set_by").first()


def reasons(complaint: Complaint) -> list[str]:
    """Why nothing of the case may be erased now, apart from a hold."""
    return [said for reason in _reasons if (said := reason(complaint))]


def needed(complaint: Complaint) -> set[str]:
    """SHA-256 of its files that must stay, whatever happens to the rest."""
    return set[str]().union(*(ask(complaint) for ask in _needed))


def set_hold(complaint: Complaint, *, actor: User, why: str = "", now: datetime | None = None) -> bool:
    """Let nothing of the case be erased; False when that is so already."""
    now = now or timezone.now()
    try:
        with transaction.atomic():
            complaint.holds.create(set_by=actor, set_at=now, why=why[:200])
            ledger.append(complaint, "hold_set", {"why": why[:200]}, actor=actor, at=now)
    except IntegrityError:
        return False
    return True


def lift(complaint: Complaint, *, actor: User, now: datetime | None = None) -> bool:
    """Let the days of the trash count again; False when there is no hold."""
    now = now or timezone.now()
    with transaction.atomic():
        open_one = complaint.holds.filter(lifted_at__isnull=True)
        if not open_one.update(lifted_by=actor, lifted_at=Greatest(F("set_at"), now)):
            return False
        ledger.append(complaint, "hold_lifted", {}, actor=actor, at=now)
    return True
