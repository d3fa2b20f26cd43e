"""Reminders: planned when a clock starts, moved when a person's hours change, settled when they have seen to it.

`sweeping` turns them into notifications; who may be told nothing, and when, stands here and in `hushing`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.hours import after_quiet, nine
from accounts.models import User
from complaints.models import Complaint
from escalation.announcements import people_of
from escalation.models import Deadline, DeadlineState, Origin, Reminder, ReminderKind, ReminderState, Whose

_DAYS_BEFORE = {ReminderKind.THREE_DAYS: 3, ReminderKind.ONE_DAY: 1, ReminderKind.MORNING: 0}
_IN_TIME = timedelta(hours=3)
_UNSAID = (ReminderState.PLANNED, ReminderState.CANCELLED)


def plan(deadline: Deadline, now: datetime) -> list[Reminder]:
    """Plan who is told when about `deadline`; moments that are past already are left out.

    What our side must do is reminded three days, one day and on the morning before; what the other side owes only once
    its time is over, because before that there is nothing to do. So with a time of our own, after which we ask once.
    """
    planned = []
    for person in people_of(deadline.complaint, now):
        for kind, due_at in still_to_come(deadline, person, now):
            planned.append(_planned(deadline, kind, person, due_at))
    return planned


def _planned(deadline: Deadline, kind: ReminderKind, person: User, due_at: datetime) -> Reminder:
    """The row for it; what was said of this date or settled already stays so, whatever the person's hours are now."""
    row, created = Reminder.objects.get_or_create(
        deadline=deadline, kind=kind, recipient=person, defaults={"due_at": due_at}
    )
    if not created:
        again = Reminder.objects.filter(pk=row.pk, state__in=_UNSAID)
        if again.update(due_at=due_at, state=ReminderState.PLANNED, claimed_at=None):
            row.refresh_from_db()
    return row


def still_to_come(deadline: Deadline, person: User, now: datetime) -> Iterator[tuple[ReminderKind, datetime]]:
    """When `person` is to be told what about `deadline`, from `now` on; that it is over is told late rather than never."""
    for kind, due_at in _moments(deadline, person):
        if due_at > now or kind == ReminderKind.LAPSED:
            yield kind, due_at


def _moments(deadline: Deadline, person: User) -> Iterator[tuple[ReminderKind, datetime]]:
    if deadline.safe_at is None or deadline.latest_at is None:
        return
    if deadline.whose == Whose.CONSUMER and deadline.origin != Origin.HOUSE:
        last_day = deadline.safe_at.astimezone(person.zone).date()
        for kind, days in _DAYS_BEFORE.items():
            morning = nine(last_day - timedelta(days=days), person)
            if kind == ReminderKind.MORNING and person.last_day_alarm:
                moment = min(morning, deadline.safe_at - _IN_TIME)
            else:
                moment = after_quiet(morning, person)
            if moment < deadline.safe_at:
                yield kind, moment
    yield ReminderKind.LAPSED, after_quiet(deadline.latest_at + timedelta(seconds=1), person)


def move(person: User, now: datetime | None = None) -> int:
    """Plan `person`'s unsent reminders anew, after their time zone or quiet hours have changed; how many moved.

    What would have been due before `now` by the new hours is due now, never lost. What came too late by the old hours, and
    was cancelled for it, comes after all when the new ones allow it.
    """
    now = now or timezone.now()
    rows = Reminder.objects.filter(recipient=person, state__in=_UNSAID, deadline__state=DeadlineState.OPEN)
    with transaction.atomic():
        return sum(_move(row, person, now) for row in rows.select_related("deadline").iterator())


def _move(reminder: Reminder, person: User, now: datetime) -> int:
    due_at = dict(_moments(reminder.deadline, person)).get(ReminderKind(reminder.kind))
    mine = Reminder.objects.filter(pk=reminder.pk, state=reminder.state)
    if reminder.state == ReminderState.CANCELLED:
        return mine.update(state=ReminderState.PLANNED, due_at=due_at) if due_at and due_at > now else 0
    if due_at is None:  # by the new hours it would come after the end
        return mine.update(state=ReminderState.CANCELLED)
    if due_at == reminder.due_at:
        return 0
    return mine.update(due_at=max(due_at, min(now, reminder.due_at)))


def upcoming(case: Complaint, person: User, now: datetime) -> list[Reminder]:
    """What `person` is still to be told about `case`, nearest first."""
    rows = Reminder.objects.filter(deadline__complaint=case, recipient=person, state=ReminderState.PLANNED)
    running = rows.filter(deadline__state=DeadlineState.OPEN, due_at__gt=now)
    return list(running.select_related("deadline").order_by("due_at", "pk"))


def settled(case: Complaint, person: User) -> list[Deadline]:
    """The running dates that `person` has said to have seen to."""
    mine = Reminder.objects.filter(deadline=OuterRef("pk"), recipient=person, state=ReminderState.HANDLED)
    return list(Deadline.objects.filter(Exists(mine), complaint=case, state=DeadlineState.OPEN))


def handled(deadline: Deadline, person: User) -> int:
    """`person` has seen to `deadline`: nothing more is said before its end, not even what is on its way already.

    That it has passed is still said, should the case not have moved by then. Returns how many reminders it settled.
    """
    mine = Reminder.objects.filter(deadline=deadline, recipient=person).exclude(kind=ReminderKind.LAPSED)
    open_ones = mine.filter(state__in=(ReminderState.PLANNED, ReminderState.CLAIMED))
    return open_ones.update(state=ReminderState.HANDLED, claimed_at=None)


def not_handled(deadline: Deadline, person: User, now: datetime) -> int:
    """Take that back: what is still to come is planned again; how many that are."""
    if deadline.state != DeadlineState.OPEN:
        return 0
    moments = {kind: due_at for kind, due_at in still_to_come(deadline, person, now) if due_at > now}
    mine = Reminder.objects.filter(deadline=deadline, recipient=person, state=ReminderState.HANDLED)
    return sum(
        mine.filter(kind=kind).update(state=ReminderState.PLANNED, due_at=due_at) for kind, due_at in moments.items()
    )
