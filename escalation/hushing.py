"""Hearing nothing of a case for a while: muted, until a day, or until something happens in it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.wording import moment_words
from complaints.models import Complaint
from escalation.announcements import people_of
from escalation.models import Deadline, DeadlineState, Hush, Quiet, ReminderKind, Step, Whose
from escalation.words import name_of
from notifications.outbox import enqueue

KIND = "hush_over"
_BREAKS_THROUGH = (ReminderKind.MORNING, ReminderKind.LAPSED)
Pair = tuple[int, int]
"""A case and a person, by their ids."""


def hush(case: Complaint, person: User, kind: Quiet, now: datetime, *, until: datetime | None = None) -> Hush:
    """Say nothing of `case` to `person` outside the inbox; takes the place of what they said before."""
    since = Step.objects.filter(complaint=case).order_by("-pk").first() if kind == Quiet.REPLY else None
    values = {"kind": kind, "until": until if kind == Quiet.UNTIL else None, "since": since, "made_at": now}
    return Hush.objects.update_or_create(complaint=case, person=person, defaults=values)[0]


def unhush(case: Complaint, person: User) -> bool:
    """Speak again; False when they never said not to."""
    return bool(Hush.objects.filter(complaint=case, person=person).delete()[0])


def hushed(pairs: Iterable[Pair], now: datetime) -> dict[Pair, Quiet]:
    """Which of the (case, person) pairs are to be left alone at `now`, and how."""
    wanted = set(pairs)
    rows = Hush.objects.filter(complaint__in={case for case, _person in wanted})
    found = {(row.complaint_id, row.person_id): row for row in rows.filter(Q(until__isnull=True) | Q(until__gt=now))}
    replied = _moved_on([row for row in found.values() if row.kind == Quiet.REPLY])
    return {pair: Quiet(row.kind) for pair, row in found.items() if pair in wanted and row.pk not in replied}


def silences(quiet: Quiet | None, kind: str) -> bool:
    """Whether a reminder of that kind stays in the inbox."""
    return quiet == Quiet.MUTED or (quiet is not None and kind not in _BREAKS_THROUGH)


def _moved_on(rows: list[Hush]) -> set[int]:
    """Those of the REPLY rows in whose case a step was recorded since."""
    if not rows:
        return set()
    newest: dict[int, int] = {}
    for case, step in Step.objects.filter(complaint__in=[r.complaint_id for r in rows]).values_list("complaint", "pk"):
        newest[case] = max(step, newest.get(case, 0))
    return {row.pk for row in rows if newest.get(row.complaint_id, 0) > (row.since_id or 0)}


def over(now: datetime) -> list[int]:
    """The hushes whose day has come."""
    rows = Hush.objects.filter(kind=Quiet.UNTIL, until__lte=now).order_by("until")
    return list(rows.values_list("pk", flat=True)[:1000])


@transaction.atomic
def wake(pk: int, now: datetime) -> bool:
    """Remind of the case that was put off until now, once; False when somebody else did, or nobody may be told."""
    row = Hush.objects.select_related("complaint__owner", "person").filter(pk=pk, until__lte=now).first()
    if row is None or not Hush.objects.filter(pk=pk, until=row.until).delete()[0]:
        return False
    if row.complaint.is_over or row.person not in people_of(row.complaint, now):
        return False
    return enqueue(
        row.person, KIND, key=f"hush:{pk}:{row.until:%Y%m%d%H%M%S}", ref=f"hush:{row.complaint_id}:{row.person_id}",
        payload=_payload(row, now), now=now,
    ) is not None  # fmt: skip


def _payload(row: Hush, now: datetime) -> dict[str, object]:
    case = row.complaint
    with translation.override(row.person.language), timezone.override(row.person.zone):
        running = Deadline.objects.filter(complaint=case, state=DeadlineState.OPEN, whose=Whose.CONSUMER)
        lines = [
            _("%(what)s: please do it before %(when)s.") % {"what": name_of(d), "when": moment_words(d.safe_at, now)}
            for d in running.order_by("safe_at")
            if d.safe_at
        ]
        return {
            "title": case.title,
            "lines": [_("You wanted to come back to this case today."), *lines],
            "url": case.get_absolute_url(),
            "button": _("See what to do"),
            "why": _("You get this because you put this case off until today."),
        }


def still_wanted(ref: str) -> bool:
    """Asked by the outbox: whether the case is still the person's business, and still goes on."""
    _kind, case_pk, person_pk = ref.split(":")
    case = Complaint.objects.select_related("owner").filter(pk=case_pk).first()
    if case is None or case.is_over:
        return False
    return int(person_pk) in {person.pk for person in people_of(case, timezone.now())}
