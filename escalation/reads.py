"""Reads of others and files taken along, sealed into the ledger: one entry a person and day, so a page view never waits."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import CaseRead, Complaint
from evidence.readership import FileRead, How

Group = tuple[int, int, date]
"""Case, reader, day."""


def seal_reads(now: datetime | None = None) -> int:
    """Seal the reads of days that are over; returns how many entries were written."""
    today = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    cases, files = dict[Group, list[int]](), dict[Group, list[int]]()
    rows = CaseRead.objects.filter(sealed=False, hour__lt=today).order_by("complaint", "reader", "hour")
    for pk, case, reader, hour in rows.values_list("pk", "complaint", "reader", "hour"):
        cases.setdefault((case, reader, timezone.localtime(hour).date()), []).append(pk)
    read = FileRead.objects.filter(sealed=False, day__lt=today.date()).order_by("complaint", "reader", "day")
    for pk, case, reader, day in read.values_list("pk", "complaint", "reader", "day"):
        files.setdefault((case, reader, day), []).append(pk)
    groups = sorted(cases.keys() | files.keys())
    return sum(_seal(group, cases.get(group, []), files.get(group, [])) for group in groups)


@transaction.atomic
def _seal(group: Group, hours: list[int], files: list[int]) -> int:
    case_pk, reader_pk, day = group
    taken = CaseRead.objects.filter(pk__in=hours, sealed=False).update(sealed=True)
    told = _files(files)
    if not taken and not told:
        return 0
    reader, case = User.objects.get(pk=reader_pk), Complaint.objects.get(pk=case_pk)
    body = {"day": day.isoformat(), "reader": reader.public_code, "name": str(reader), "hours": taken, **told}
    if reader_pk == case.owner_id:
        body["own"] = True
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    ledger.append(case, "read", body, actor=reader, at=midnight)
    return 1


def _files(ids: list[int]) -> dict[str, Any]:
    """Names by how they were read; empty when somebody else has sealed them."""
    rows = list(FileRead.objects.filter(pk__in=ids, sealed=False).select_related("evidence").order_by("pk"))
    if not FileRead.objects.filter(pk__in=[row.pk for row in rows], sealed=False).update(sealed=True):
        return {}
    told: dict[str, Any] = {}
    for row in rows:
        if row.evidence:
            told.setdefault(row.how, []).append(row.evidence.name)
        elif row.how == How.EXPORTED:
            told[row.how] = True
    return told
