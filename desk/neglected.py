"""Dates of our own users that passed without anybody seeing to them: for admins, who see a number and no case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from complaints.status import FINAL
from escalation.models import Deadline, DeadlineState, Origin, Reminder, ReminderState, Step, Whose
from escalation.words import name_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Neglected:
    """The case's number, what was to be done, and until when."""

    number: str
    what: str
    ended_at: datetime


def neglected(since: datetime, now: datetime) -> list[Neglected]:
    """Lapsed between `since` and `now`, no step taken afterwards, nobody said they had seen to it; the newest first."""
    later = Step.objects.filter(complaint=OuterRef("complaint"), recorded_at__gt=OuterRef("latest_at"))
    settled = Reminder.objects.filter(deadline=OuterRef("pk"), state=ReminderState.HANDLED)
    rows = Deadline.objects.filter(
        state=DeadlineState.LAPSED,
        closed_by__isnull=True,
        whose=Whose.CONSUMER,
        latest_at__gt=since,
        latest_at__lte=now,
    )
    rows = rows.exclude(origin=Origin.HOUSE).exclude(complaint__status__in=FINAL)
    ours = rows.exclude(Exists(later)).exclude(Exists(settled)).order_by("-latest_at", "-pk")
    found = ours.select_related("complaint")[:MOST]
    return [Neglected(row.complaint.number, name_of(row), row.latest_at) for row in found if row.latest_at]
