"""The daily summaries. Helpers: what is due in the cases entrusted to them. Admins: what ended without anybody seeing to
it, and what couldn't be delivered. One a day and person, by its key; nothing to say, nothing said.
"""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.hours import after_quiet, nine
from accounts.models import Role, User
from complaints.models import CaseAccess, Complaint
from complaints.querysets import live_access
from complaints.status import FINAL, Status
from desk import queue
from desk.neglected import neglected
from desk.queue import Due
from escalation.advice import headline
from notifications.models import Notification
from notifications.outbox import Saying, say
from notifications.pulse import beat
from notifications.registry import KindSpec, one_by_one, register
from notifications.rendering import BROKEN_TEMPLATE
from notifications.standing import refused

log = logging.getLogger("juli.digests")
HELPERS, ADMINS = "helper_digest", "admin_digest"
_SHOWN = {Due.OVERDUE: 10, Due.TODAY: 10, Due.CONSUMER: 5}
_LINES = 10
_FURTHEST = timedelta(days=7)


def register_all() -> None:
    """Called once when the apps are ready."""
    register(HELPERS, KindSpec(HELPERS, still_entrusted, private=False, terse=True))
    register(ADMINS, KindSpec(ADMINS, one_by_one(still_admin), private=False, terse=True))


def send(now: datetime | None = None) -> int:
    """Say today's summaries to everybody whose morning has come and who hasn't had theirs; how many were said."""
    now = now or timezone.now()
    said = sum(_tell(person, now) for person in _to_be_told(now))
    beat("digests", now, said)
    return said


def _tell(person: User, now: datetime) -> int:
    """One person's summary; what is wrong with it must not keep the others' back."""
    try:
        return sum(say(saying, now=now) is not None for saying in _about(person, now))
    except BROKEN_TEMPLATE:
        log.exception("The summary of person %d can't be written; the next round tries again.", person.pk)
        return 0


def _to_be_told(now: datetime) -> list[User]:
    wanted = Q(role=Role.HELPER, daily_digest=True) | Q(role=Role.ADMIN)
    awake = [person for person in User.objects.filter(wanted, is_active=True) if _is_time(person, now)]
    keys = {_key(person, now): person for person in awake}
    for key in Notification.objects.filter(key__in=list(keys)).values_list("key", flat=True):
        del keys[key]
    return list(keys.values())


def _is_time(person: User, now: datetime) -> bool:
    """From nine, or the end of the quiet hours, until they begin again."""
    return after_quiet(nine(now.astimezone(person.zone).date(), person), person) <= now == after_quiet(now, person)


def _key(person: User, now: datetime) -> str:
    return f"digest:{person.pk}:{now.astimezone(person.zone):%Y%m%d}"


def _about(person: User, now: datetime) -> Iterator[Saying]:
    with translation.override(person.language), timezone.override(person.zone):
        payload = _for_helper(person, now) if person.is_helper else _for_admin(person, now)
    if payload:
        kind, key = HELPERS if person.is_helper else ADMINS, _key(person, now)
        yield Saying(person, kind, key=key, ref=f"person:{person.pk}", payload=payload)


def _for_helper(person: User, now: datetime) -> dict[str, object]:
    counted = queue.counts(person, now)
    items, seen = [], set[int]()
    for due in _SHOWN:
        cases = queue.entrusted(person, now).filter(queue.due_rule(due, now)).exclude(pk__in=seen)
        for case in cases.order_by("due_at", "pk")[: _SHOWN[due]]:
            seen.add(case.pk)
            items.append(_item(case, person, due))
    if not items:
        return {}
    return {
        "title": _helper_title(counted), "items": items, "url": reverse("desk:queue"), "button": _("Open my queue"),
        "more": queue.entrusted(person, now).filter(_any_due(now)).count() - len(items),
        "why": _("You get this once a day because people have entrusted their cases to you."),
    }  # fmt: skip


def _any_due(now: datetime) -> Q:
    return queue.due_rule(Due.OVERDUE, now) | queue.due_rule(Due.TODAY, now) | queue.due_rule(Due.CONSUMER, now)


def _helper_title(counted: dict[Due, int]) -> str:
    parts = [
        (counted[Due.OVERDUE], ngettext("%(n)d overdue", "%(n)d overdue", counted[Due.OVERDUE])),
        (counted[Due.TODAY], ngettext("%(n)d due today", "%(n)d due today", counted[Due.TODAY])),
        (
            counted[Due.CONSUMER],
            ngettext("%(n)d waiting for the consumer", "%(n)d waiting for the consumer", counted[Due.CONSUMER]),
        ),
    ]
    return _("Today: %(parts)s") % {"parts": _(", ").join(words % {"n": n} for n, words in parts if n)}


def _item(case: Complaint, person: User, due: Due) -> dict[str, object]:
    return {
        "ref": f"case:{case.pk}:{person.pk}", "due": case.due_at.isoformat() if case.due_at else None,
        "lines": [case.title, f"{due.label} · {headline(Status(case.status), ours=case.due_ours)}"],
        "date_url": case.get_absolute_url(), "tone": due.value,
    }  # fmt: skip


def _for_admin(person: User, now: datetime) -> dict[str, object]:
    since = _since(person, now)
    ended, gone = neglected(since, now), refused(since)
    failures = sum(row.count for row in gone)
    if not ended and not failures:
        return {}
    lines = [
        _("%(number)s: %(what)s, ended %(day)s") % {
            "number": row.number, "what": row.what, "day": f"{timezone.localtime(row.ended_at):%Y-%m-%d}",
        }
        for row in ended[:_LINES]
    ]  # fmt: skip
    lines += [
        _("%(channel)s: %(count)d × %(error)s")
        % {"channel": row.channel_name, "count": row.count, "error": row.error or "—"}
        for row in gone[:_LINES]
    ]
    parts = [
        (len(ended), ngettext("%(n)d date passed unattended", "%(n)d dates passed unattended", len(ended))),
        (failures, ngettext("%(n)d message undelivered", "%(n)d messages undelivered", failures)),
    ]
    return {
        "title": _("Since the last summary: %(parts)s")
        % {"parts": _(", ").join(words % {"n": n} for n, words in parts if n)},
        "lines": lines, "url": reverse("health"), "button": _("Look at the service's health"),
        "why": _("You get this once a day because you look after this service."),
    }  # fmt: skip


def _since(person: User, now: datetime) -> datetime:
    """The last summary's moment, so that nothing falls between two; a week at most."""
    told = Notification.objects.filter(recipient=person, kind=ADMINS).order_by("-created_at").first()
    return max(told.created_at, now - _FURTHEST) if told else now - timedelta(days=1)


def still_entrusted(refs: Collection[str]) -> set[str]:
    """Asked by the outbox just before it sends: which of the cases are still open to their helpers, and going on."""
    named = {ref: (int(case), int(person)) for ref in refs for _kind, case, person in [ref.split(":")]}
    cases, people = {case for case, _person in named.values()}, {person for _case, person in named.values()}
    rows = CaseAccess.objects.filter(live_access(timezone.now()), complaint__in=cases, user__in=people)
    open_to = set(rows.exclude(complaint__status__in=FINAL).values_list("complaint_id", "user_id"))
    return {ref for ref, pair in named.items() if pair in open_to}


def still_admin(ref: str) -> bool:
    """Whether the person is still an admin."""
    return User.objects.filter(pk=ref.partition(":")[2], role=Role.ADMIN).exists()
