"""Who looked at which file, and who took one along: noted once a day each, for the owner's timeline."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.access import signed_in
from complaints.models import Complaint


class How(models.TextChoices):
    """Looked at, saved, or taken along with the whole case."""

    SEEN = "seen"
    SAVED = "saved"
    EXPORTED = "exported"


class FileRead(models.Model):
    """`reader` did this on `day` with one file, or with the case's export where there is no file.

    A row of its own, so that looking never takes the ledger's write lock; `escalation.reads` seals it into the ledger.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="file_reads")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.CASCADE, related_name="+", null=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    day = models.DateField()
    sealed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("evidence", "reader", "how", "day"),
                condition=Q(evidence__isnull=False),
                name="file_read_once_a_day",
            ),
            models.UniqueConstraint(
                fields=("complaint", "reader", "how", "day"),
                condition=Q(evidence__isnull=True),
                name="case_taken_once_a_day",
            ),
            models.CheckConstraint(condition=Q(how__in=How.values), name="file_read_how_known"),
            models.CheckConstraint(
                condition=Q(how=How.EXPORTED, evidence__isnull=True) | ~Q(how=How.EXPORTED) & Q(evidence__isnull=False),
                name="file_read_of_what",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("day",), condition=Q(sealed=False), name="file_read_unsealed")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.how} {self.day}"


def noted(
    request: HttpRequest, response: HttpResponseBase, complaint: Complaint, how: How, *, evidence_id: int | None = None
) -> HttpResponseBase:
    """Note what `response` gave the person, and return it. The owner's own looks are nobody's business.

    Only what was really given counts: a GET that was answered with bytes or a page.
    """
    user = signed_in(request)
    is_own_look = how == How.SEEN and user.pk == complaint.owner_id
    if request.method == "GET" and response.status_code in (200, 206) and not is_own_look:
        _note(complaint, evidence_id, user.pk, how, timezone.localdate())
    return response


def _note(complaint: Complaint, evidence_id: int | None, reader_id: int, how: How, day: date) -> None:
    said = {"complaint": complaint, "evidence_id": evidence_id, "reader_id": reader_id, "how": how, "day": day}
    if FileRead.objects.filter(**said).exists():  # a player asks for a film part by part
        return
    try:
        with transaction.atomic():
            FileRead.objects.create(**said)
    except IntegrityError:  # two requests at once
        pass
