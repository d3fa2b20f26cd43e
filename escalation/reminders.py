"""Reminders: planned when a clock starts, turned into exactly one notification each by `sweep`, dropped there when the
clock no longer asks for them.

`sweep` is the same function for the beat, for `manage.py sweep_reminders` and for tests. Claiming a reminder and
enqueueing its notification is one transaction, and the claim is a conditional UPDATE that also asks the deadline: so a
killed worker, a second worker or a late one neither loses a reminder nor doubles one.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.wording import moment_words
from complaints import ledger
from complaints.models import Complaint
from complaints.status import Status
from escalation.announcements import people_of
from escalation.due import due_columns
from escalation.models import Deadline, DeadlineState, Origin, Reminder, ReminderKind, ReminderState, Whose
from escalation.words import lapsed_words, name_of, usual_lines
from notifications.outbox import enqueue

log = logging.getLogger("juli.reminders")
KIND = "deadline"
BATCH = 100
_DAYS_BEFORE = {ReminderKind.THREE_DAYS: 3, ReminderKind.ONE_DAY: 1, ReminderKind.MORNING: 0}
_HOUR = time(9, 0)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    lapsed: int
    reminded: int


def plan(deadline: Deadline, now: datetime) -> list[Reminder]:
    """Plan who is told when about `deadline`; moments that are past already are left out.

    What our side must do is reminded three days, one day and on the morning before; what the other side owes only once
    its time is over, because before that there is nothing to do. So with a time of our own, after which we ask once.
    """
    planned = []
    for person in people_of(deadline.complaint, now):
        for kind, due_at in still_to_come(deadline, person, now):
            reminder, _created = Reminder.objects.update_or_create(
                deadline=deadline, kind=kind, recipient=person,
                defaults={"due_at": due_at, "state": ReminderState.PLANNED, "claimed_at": None},
            )  # fmt: skip
            planned.append(reminder)
    return planned


def still_to_come(deadline: Deadline, person: User, now: datetime) -> Iterator[tuple[ReminderKind, datetime]]:
    """When `person` is to be told what about `deadline`, from `now` on; that it is over is told late rather than never."""
    for kind, due_at in _moments(deadline, person):
        if due_at > now or kind == ReminderKind.LAPSED:
            yield kind, due_at


def _moments(deadline: Deadline, person: User) -> Iterator[tuple[ReminderKind, datetime]]:
    if deadline.safe_at is None or deadline.latest_at is None:
        return
    if deadline.whose == Whose.CONSUMER and deadline.origin != Origin.HOUSE:
        zone = person.zone
        last_day = deadline.safe_at.astimezone(zone).date()
        for kind, days in _DAYS_BEFORE.items():
            morning = _after_quiet(datetime.combine(last_day - timedelta(days=days), _HOUR, zone), person)
            if morning < deadline.safe_at:
                yield kind, morning
    yield ReminderKind.LAPSED, _after_quiet(deadline.latest_at + timedelta(seconds=1), person)


def _after_quiet(moment: datetime, person: User) -> datetime:
    """`moment`, or the end of the person's quiet hours if it falls into them."""
    local = moment.astimezone(person.zone)
    start, end, clock = person.quiet_from, person.quiet_to, local.time()
    if start == end:
        return moment
    quiet = start <= clock or clock < end if start > end else start <= clock < end
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1 if start > end and clock >= start else 0)
    return datetime.combine(day, end, local.tzinfo)


def sweep(now: datetime | None = None) -> Swept:
    """Mark deadlines that have passed and hand every reminder that is due to the outbox, in batches."""
    now = now or timezone.now()
    lapsed = sum(_each(_lapse, pk, now) for pk in _waiting_deadlines(now))
    reminded, last = 0, 0
    while ids := _due_reminders(now, last):
        reminded += sum(_each(_remind, pk, now) for pk in ids)
        last = ids[-1]
    return Swept(lapsed, reminded)


def _each(do: Callable[[int, datetime], bool], pk: int, now: datetime) -> bool:
    """One row in its own transaction. What goes wrong with it is logged and tried again by the next sweep: one
    person's broken row must not keep everybody else from being told.
    """
    try:
        return do(pk, now)
    except Exception:
        log.exception("%s of row %d failed; it is tried again by the next sweep", do.__name__, pk)
        return False


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


def _due_reminders(now: datetime, last: int) -> list[int]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now, pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    """One reminder into one notification; False when its deadline no longer asks for it, or another sweep took it."""
    mine = Reminder.objects.filter(pk=pk, state=ReminderState.PLANNED)
    reminder = Reminder.objects.select_related("deadline__complaint__owner", "recipient").get(pk=pk)
    if not _wanted(reminder, reminder.deadline, now):
        mine.update(state=ReminderState.CANCELLED)
        return False
    # EXISTS, not a join: with a join PostgreSQL wouldn't look at `state` again after waiting for another sweep.
    standing = Deadline.objects.filter(
        pk=OuterRef("deadline_id"), state__in=(DeadlineState.OPEN, DeadlineState.LAPSED), closed_by__isnull=True
    )
    if not mine.filter(Exists(standing)).update(state=ReminderState.CLAIMED, claimed_at=now):
        return False
    said = enqueue(
        reminder.recipient, KIND, key=f"reminder:{pk}", ref=f"reminder:{pk}", payload=_payload(reminder, now), now=now
    )
    return said is not None


def _wanted(reminder: Reminder, deadline: Deadline, now: datetime) -> bool:
    """Whether `deadline` is still what the reminder speaks of, and the case still the recipient's business."""
    if deadline.closed_by_id or reminder.recipient not in people_of(deadline.complaint, now):
        return False
    lapsed = deadline.state == DeadlineState.LAPSED
    return lapsed if reminder.kind == ReminderKind.LAPSED else deadline.state == DeadlineState.OPEN


def still_due(ref: str) -> bool:
    """Asked by the outbox just before it sends: whether the reminder behind `ref` is still worth saying."""
    pk = ref.partition(":")[2]
    rows = Reminder.objects.select_related("deadline__complaint__owner", "recipient")
    reminder = rows.filter(pk=pk).first()
    return bool(reminder and _wanted(reminder, _standing_for(reminder.deadline, reminder.kind), timezone.now()))


def _standing_for(deadline: Deadline, kind: str) -> Deadline:
    """`deadline`, or the row that took its place when it was counted again and still means what the reminder says."""
    while deadline.state == DeadlineState.SUPERSEDED and deadline.closed_by_id is None:
        heir = Deadline.objects.filter(supersedes=deadline).select_related("complaint__owner").first()
        if heir is None or not (kind == ReminderKind.LAPSED or heir.shown_at == deadline.shown_at):
            break
        deadline = heir
    return deadline


def _payload(reminder: Reminder, now: datetime) -> dict[str, object]:
    deadline, case = reminder.deadline, reminder.deadline.complaint
    person = reminder.recipient
    with translation.override(person.language), timezone.override(person.zone):
        shown = deadline.shown_at or now
        if reminder.kind == ReminderKind.LAPSED:
            line = lapsed_words(deadline)
        else:
            line = _("%(what)s: please do it before %(when)s.") % {
                "what": name_of(deadline),
                "when": moment_words(shown, now),
            }
        return {
            "title": case.title, "lines": [line, *usual_lines(deadline)], "url": case.get_absolute_url(),
            "button": _("See what to do"),
            "why": _("You get this because this day counts in your case."), "due": shown.isoformat(),
            "date_url": reverse("escalation:why", args=(case.public_code, deadline.pk)),
        }  # fmt: skip
