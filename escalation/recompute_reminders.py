"""Reminders of deadlines that were counted again, for many cases at once: the unsent ones are planned anew, and what was
announced already isn't announced a second time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from accounts.models import User
from escalation.announcements import People
from escalation.models import Deadline, DeadlineState, Reminder, ReminderKind, ReminderState
from escalation.reminders import still_to_come


def replan(pairs: Sequence[tuple[Deadline, Deadline]], people: People, now: datetime) -> None:
    """Cancel what is planned for the old row of each (old, new) pair and plan by the new one.

    What was said of the same moment, or settled, is carried over so. First cancelled, then read: a sweep that claims one at this
    very moment either comes before (and is seen) or finds nothing to claim.
    """
    old_rows = [old.pk for old, _new in pairs]
    mine = Reminder.objects.filter(deadline__in=old_rows)
    mine.filter(state=ReminderState.PLANNED).update(state=ReminderState.CANCELLED)
    said: dict[int, list[Reminder]] = {}
    for reminder in mine.filter(state__in=(ReminderState.CLAIMED, ReminderState.HANDLED)):
        said.setdefault(reminder.deadline_id, []).append(reminder)
    Reminder.objects.bulk_create(
        row for old, new in pairs for row in _rows(old, new, said.get(old.pk, ()), people[new.complaint_id], now)
    )


def _rows(
    old: Deadline, new: Deadline, said: Iterable[Reminder], people: Sequence[User], now: datetime
) -> Iterator[Reminder]:
    kept = {(r.kind, r.recipient_id): r for r in said if _means_the_same(r, old, new)}
    for reminder in kept.values():
        yield Reminder(
            deadline=new, kind=reminder.kind, recipient_id=reminder.recipient_id, due_at=reminder.due_at,
            state=reminder.state, claimed_at=reminder.claimed_at,
        )  # fmt: skip
    for person in people:
        for kind, due_at in still_to_come(new, person, now):
            if (kind, person.pk) not in kept:
                yield Reminder(deadline=new, kind=kind, recipient=person, due_at=due_at)


def _means_the_same(reminder: Reminder, old: Deadline, new: Deadline) -> bool:
    """Whether what the reminder said of `old` is true of `new`: the same moment, or that it is over."""
    if reminder.kind == ReminderKind.LAPSED:
        return new.state == DeadlineState.LAPSED
    return old.shown_at == new.shown_at
