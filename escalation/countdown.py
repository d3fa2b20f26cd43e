"""The countdown that the app shows goes before a platform's usual value: the person types it, or takes it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.wording import moment_words
from complaints import ledger
from complaints.access import CHANGE, right_of
from complaints.models import Complaint, Event
from complaints.status import Status
from complaints.timeline import Line, body_of
from escalation import reminders
from escalation.clocks import DISPATCH, STARTS, Clock
from escalation.deadlines import Moments, moments, without_heir
from escalation.due import due_columns
from escalation.models import Deadline, DeadlineState, Origin
from escalation.words import DEADLINES
from rulebook.snapshot import fresh

KIND = "countdown_entered"
STANDING = (DeadlineState.OPEN, DeadlineState.LAPSED)
CLOCKS: dict[str, Clock] = {
    clock.name: clock
    for clock in (DISPATCH, *(clock for clocks in STARTS.values() for clock in clocks))
    if clock.origin == Origin.PLATFORM
}
"""The clocks whose length only the platform knows; those of one name go by one rule."""


class NotPossible(Exception):
    """The date can't be replaced; the message is for the person."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What replaces `old`, and whose doing that is."""

    old: Deadline
    found: Moments
    actor: User
    now: datetime


def takes(deadline: Deadline) -> bool:
    """Whether the app's countdown may stand in this deadline's place.

    Also once the usual value is over: the app may well give them longer.
    """
    standing = deadline.state in STANDING and deadline.closed_by_id is None
    return standing and deadline.name in CLOCKS and deadline.origin in (Origin.PLATFORM, Origin.USER)


def restorable(deadline: Deadline) -> bool:
    """Whether a typed countdown stands here that can give way to the usual value again."""
    return takes(deadline) and deadline.origin == Origin.USER and deadline.trigger_at is not None


def enter(deadline: Deadline, actor: User, ends_at: datetime, *, now: datetime | None = None) -> Deadline:
    """Let `deadline` end at `ends_at`, as the app shows; returns the row that stands now.

    The same moment again changes nothing. Raises NotPossible for a moment that is past, for a date that isn't the
    platform's or is settled, and for people who may not act in the case.
    """
    now = now or timezone.now()
    _check(deadline, actor, now)
    if ends_at <= now:
        raise NotPossible(_("This moment is over already. Enter when the countdown ends."))
    if deadline.origin == Origin.USER and deadline.latest_at == ends_at:
        return deadline
    typed = Moments(deadline.rule_id, Origin.USER, ends_at, ends_at, False, {"typed": True})
    return _replace(_Change(deadline, typed, actor, now))


def restore(deadline: Deadline, actor: User, *, now: datetime | None = None) -> Deadline:
    """Count by the usual value again; returns the row that stands now. Raises NotPossible like `enter`."""
    now = now or timezone.now()
    _check(deadline, actor, now)
    if deadline.origin == Origin.PLATFORM or deadline.trigger_at is None:
        return deadline
    usual = moments(fresh().law, CLOCKS[deadline.name], deadline.trigger_at, None)
    return _replace(_Change(deadline, usual, actor, now)) if usual else deadline


def _check(deadline: Deadline, actor: User, now: datetime) -> None:
    if right_of(actor, deadline.complaint, now=now) < CHANGE:
        raise NotPossible(_("Only the owner and helpers who may act can change this date."))
    if not takes(deadline):
        raise NotPossible(_("This date doesn't wait for a countdown any more. Please look at the case again."))


@transaction.atomic
def _replace(change: _Change) -> Deadline:
    old, now = change.old, change.now
    case = Complaint.objects.select_for_update(no_key=True).get(pk=old.complaint_id)
    standing = Deadline.objects.filter(pk=old.pk, state__in=STANDING, closed_by__isnull=True)
    if not standing.update(state=DeadlineState.SUPERSEDED):
        raise NotPossible(_("This date doesn't wait for a countdown any more. Please look at the case again."))
    new = _open(old, change.found)
    reminders.plan(new, now)
    Complaint.objects.filter(pk=case.pk).update(updated_at=now, **due_columns(case, Status(case.status), now))
    body = {
        "name": new.name, "rule": new.rule_id, "before": old.latest_at, "ends_at": new.latest_at,
        "origin": new.origin,
    }  # fmt: skip
    ledger.append(case, KIND, body, actor=change.actor, at=now)
    return new


def _open(old: Deadline, found: Moments) -> Deadline:
    """The row in the old one's place. It belongs to the same step: taking that step back takes the typed date along."""
    in_force = fresh()
    return Deadline.objects.create(
        complaint_id=old.complaint_id, track_id=old.track_id, step_id=old.step_id, name=old.name, whose=old.whose,
        state=DeadlineState.OPEN, rule_id=found.rule_id, rule_version=in_force.law.version,
        calendar_version=in_force.law.calendar.version, edition=in_force.edition, origin=found.origin,
        trigger_at=old.trigger_at, safe_at=found.safe, latest_at=found.latest, provisional=found.provisional,
        why=found.why, supersedes=old if without_heir([old.pk]) else None,
    )  # fmt: skip


def line(event: Event) -> Line:
    """How an entry of this kind reads in the timeline."""
    body = body_of(event)
    what = DEADLINES.get(body.get("name", ""), "")
    if body.get("origin") == Origin.PLATFORM:
        text = _("Back to the usual value: %(what)s") % {"what": what}
    else:
        text = _("The app's countdown was entered: %(what)s") % {"what": what}
    return Line(text, _dates(body, event.at), "clock", "blue")


def _dates(body: dict[str, str], at: datetime) -> str:
    before, ends_at = parse_datetime(body.get("before", "")), parse_datetime(body.get("ends_at", ""))
    if before is None or ends_at is None:
        return ""
    return f"{to_the_minute(before, at)} → {to_the_minute(ends_at, at)}"


def to_the_minute(at: datetime, now: datetime) -> str:
    """A moment with its time; the last second of a day is written as 24:00: 「10月12日（周一）24:00」."""
    local = timezone.localtime(at)
    time = "24:00" if f"{local:%H:%M:%S}" == "23:59:59" else f"{local:%H:%M}"
    return pgettext("moment", "%(day)s %(time)s") % {"day": moment_words(at, now), "time": time}
