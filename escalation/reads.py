"""Reads by others, sealed into the ledger: one entry a reader and day, so a page view never waits for the chain."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import CaseRead, Complaint


def seal_reads(now: datetime | None = None) -> int:
    """Seal the reads of days that are over; returns how many entries were written."""
    today = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = CaseRead.objects.filter(sealed=False, hour__lt=today).order_by("complaint", "reader", "hour")
    groups: dict[tuple[int, int, datetime], list[int]] = {}
    for pk, case, reader, hour in rows.values_list("pk", "complaint", "reader", "hour"):
        day = timezone.localtime(hour).replace(hour=0, minute=0, second=0, microsecond=0)
        groups.setdefault((case, reader, day), []).append(pk)
    return sum(_seal(case, reader, day, ids) for (case, reader, day), ids in groups.items())


@transaction.atomic
def _seal(case_pk: int, reader_pk: int, day: datetime, ids: list[int]) -> int:
    if not CaseRead.objects.filter(pk__in=ids, sealed=False).update(sealed=True):
        return 0
    reader, case = User.objects.get(pk=reader_pk), Complaint.objects.get(pk=case_pk)
    body = {"day": day.date().isoformat(), "reader": reader.public_code, "name": str(reader), "hours": len(ids)}
    ledger.append(case, "read", body, actor=reader, at=day + timedelta(days=1))
    return 1
