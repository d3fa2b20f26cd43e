"""`sweep`: deadlines that have passed, and reminders that are due, into the outbox, each exactly once.

The same function for the beat, for `manage.py sweep_reminders` and for tests. Claiming reminders and enqueueing their
notifications is one transaction, the claim is a conditional UPDATE that also asks the deadline, and a notification's key
is unique: so a killed sweep, a second one or a late one neither loses a reminder nor doubles one.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from complaints import ledger
from complaints.models import Complaint
from complaints.status import Status
from escalation import hushing
from escalation.announcements import People, people_of_all
from escalation.due import due_columns
from escalation.models import Deadline, DeadlineState, Reminder, ReminderKind, ReminderState
from escalation.reminder_words import KIND, grouped, saying_of
from notifications.outbox import enqueue_many
from notifications.pulse import beat

log = logging.getLogger("juli.reminders")
BATCH = 200
Place = tuple[datetime, int]
What = TypeVar("What", int, list[int])


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    lapsed: int
    reminded: int


def sweep(now: datetime | None = None) -> Swept:
    """Mark deadlines that have passed and hand every reminder that is due to the outbox, in batches."""
    now = now or timezone.now()
    lapsed = sum(_each(_lapse, pk, now) for pk in _waiting_deadlines(now))
    for pk in hushing.over(now):
        _each(hushing.wake, pk, now)
    reminded, last = 0, None
    while found := _due_reminders(now, last):
        reminded += _batch([pk for _due_at, pk in found], now)
        last = found[-1]
    beat("sweep", now, reminded)
    return Swept(lapsed, reminded)


def _each(do: Callable[[What, datetime], int], what: What, now: datetime) -> int:
    """`do` for one row, or the rows of one case and person, in a transaction of its own. Whatever goes wrong with it is
    logged and tried again by the next sweep: one person's broken row must not keep everybody else from being told.
    """
    try:
        return do(what, now)
    except Exception:
        log.exception("%s of %s failed; it is tried again by the next sweep", do.__name__, what)
        return 0


def _waiting_deadlines(now: datetime) -> list[int]:
    rows = Deadline.objects.filter(state=DeadlineState.OPEN, latest_at__lt=now).order_by("latest_at")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _lapse(pk: int, now: datetime) -> bool:
    """One deadline from open to lapsed: the case isn't moved, but its ledger and its place in lists are."""
    deadline = Deadline.objects.select_related("complaint").get(pk=pk)
    case = Complaint.objects.select_for_update(no_key=True).get(pk=deadline.complaint_id)
    if not Deadline.objects.filter(pk=pk, state=DeadlineState.OPEN).update(state=DeadlineState.LAPSED):
        return False
    Complaint.objects.filter(pk=case.pk).update(**due_columns(case, Status(case.status), now))
    body = {"name": deadline.name, "rule": deadline.rule_id, "latest_at": deadline.latest_at, "whose": deadline.whose,
            "origin": deadline.origin}  # fmt: skip
    ledger.append(case, "deadline_lapsed", body, actor=None, at=now)
    return True


def unsaid(now: datetime) -> int:
    """How many reminders are due and not yet handed over: for the health page."""
    return Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).count()


def _due_reminders(now: datetime, last: Place | None) -> list[Place]:
    """The next ones that are due, in the order of the partial index; `last` is the place of the one before."""
    rows = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).order_by("due_at", "pk")
    if last:
        # `due_at >=` for the index, the rest for the exact place.
        later = Q(due_at__gt=last[0]) | Q(due_at=last[0], pk__gt=last[1])
        rows = rows.filter(later, due_at__gte=last[0])
    return list(rows.values_list("due_at", "pk")[:BATCH])


def _batch(ids: list[int], now: datetime) -> int:
    """Many at once; where one of them is broken, one case and person at a time, so that it keeps back nobody else."""
    try:
        return _hand_over(ids, now)
    except Exception:
        log.exception("A batch of %d reminders failed; they are tried one by one", len(ids))
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = Reminder.objects.filter(pk__in=ids).values_list("deadline__complaint", "recipient", "pk")
    for case, person, pk in rows:
        together[case, person].append(pk)
    return sum(_each(_hand_over, own, now) for own in together.values())


@transaction.atomic
def _hand_over(ids: list[int], now: datetime) -> int:
    """Reminders into notifications; how many were ours to hand over."""
    planned = Reminder.objects.filter(pk__in=ids, state=ReminderState.PLANNED)
    rows = list(_reserved(planned).select_related("deadline__complaint__owner", "recipient"))
    people = people_of_all({row.deadline.complaint for row in rows}, now)
    wanted = {row.pk for row in rows if _wanted(row, row.deadline, people)}
    planned.exclude(pk__in=wanted).filter(pk__in=[row.pk for row in rows]).update(state=ReminderState.CANCELLED)
    claimed = _claim(planned.filter(pk__in=wanted), wanted, now)
    mine = [row for row in rows if row.pk in claimed]
    hushes = hushing.hushed({(row.deadline.complaint_id, row.recipient_id) for row in mine}, now)
    enqueue_many([saying_of(group, hushes, now) for group in grouped(mine, hushes)], now=now)
    return len(mine)


def _reserved(planned: QuerySet[Reminder]) -> QuerySet[Reminder]:
    """A courtesy only: it spares sweeps from working on the same rows. The UPDATE in `_claim` decides."""
    if connection.features.has_select_for_update_skip_locked:
        return planned.select_for_update(skip_locked=True, of=("self",))
    return planned


def _claim(planned: QuerySet[Reminder], wanted: Collection[int], now: datetime) -> set[int]:
    """Take those whose deadline still asks for it. A second sweep changes no row here, and should it read ours as its
    own, the notification's unique key refuses it.
    """
    # EXISTS, not a join: with a join PostgreSQL wouldn't look at `state` again after waiting for another sweep.
    standing = Deadline.objects.filter(
        pk=OuterRef("deadline_id"), state__in=(DeadlineState.OPEN, DeadlineState.LAPSED), closed_by__isnull=True
    )
    if not planned.filter(Exists(standing)).update(state=ReminderState.CLAIMED, claimed_at=now):
        return set()
    rows = Reminder.objects.filter(pk__in=wanted, state=ReminderState.CLAIMED, claimed_at=now)
    return set(rows.values_list("pk", flat=True))


def _wanted(reminder: Reminder, deadline: Deadline, people: People) -> bool:
    """Whether `deadline` is still what the reminder speaks of, and the case still the recipient's business."""
    if deadline.closed_by_id or reminder.recipient not in people[deadline.complaint_id]:
        return False
    if reminder.state == ReminderState.HANDLED:
        return False
    lapsed = deadline.state == DeadlineState.LAPSED
    return lapsed if reminder.kind == ReminderKind.LAPSED else deadline.state == DeadlineState.OPEN


def still_due(refs: Collection[str]) -> set[str]:
    """Asked by the outbox just before it sends: which of the reminders behind `refs` are still worth saying."""
    named = {int(ref.partition(":")[2]): ref for ref in refs}
    found = Reminder.objects.filter(pk__in=list(named)).select_related("deadline__complaint__owner", "recipient").only(
        "kind", "state", "deadline__state", "deadline__closed_by", "deadline__whose", "deadline__safe_at", "deadline__latest_at",
        "deadline__complaint__owner__email", "recipient__email",
    )  # fmt: skip
    rows = [(reminder, _standing_for(reminder.deadline, reminder.kind)) for reminder in found]
    people = people_of_all({deadline.complaint for _reminder, deadline in rows}, timezone.now())
    return {named[reminder.pk] for reminder, deadline in rows if _wanted(reminder, deadline, people)}


def _standing_for(deadline: Deadline, kind: str) -> Deadline:
    """`deadline`, or the row that took its place when it was counted again and still means what the reminder says."""
    while deadline.state == DeadlineState.SUPERSEDED and deadline.closed_by_id is None:
        heir = Deadline.objects.filter(supersedes=deadline).select_related("complaint__owner").first()
        if heir is None or not (kind == ReminderKind.LAPSED or heir.shown_at == deadline.shown_at):
            break
        deadline = heir
    return deadline


__all__ = ["KIND", "Swept", "still_due", "sweep", "unsaid"]
