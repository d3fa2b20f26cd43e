"""All dates of a person as one calendar (RFC 5545, RFC 7986), behind a private link that can be taken back.

It holds what `calendar_file` says of one date, so neither shop nor goods nor amounts: whoever sees the phone's calendar
sees which limit ends when. Calendar programs ask again and again, so an unchanged calendar is answered by its ETag alone.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar

from accounts.models import User
from complaints.models import CaseAccess
from complaints.querysets import live_access
from complaints.status import FINAL, Scope
from escalation.calendar_file import PRODUCT, event_of, filled, uid_of
from escalation.models import Deadline, DeadlineState, Feed
from escalation.models.feeds import new_nonce

REFRESH = timedelta(hours=1)
_KEPT = timedelta(days=60)
"""How long a date stays in the calendar after it has passed without being dealt with."""
MOST = 2000
_SHOWN = ("name", "rule_id", "origin", "whose", "safe_at", "latest_at", "state", "step__recorded_at",
          "complaint__public_code", "complaint__created_at")  # fmt: skip
"""The columns that a calendar speaks of; a case has many more."""
COLOUR = "steelblue"  # the house's blue, by its nearest CSS name (RFC 7986, 5.9)


def feed_of(person: User) -> Feed | None:
    return Feed.objects.filter(person=person).first()


def open_feed(person: User, now: datetime) -> Feed:
    """The person's link; made when there is none."""
    return Feed.objects.get_or_create(person=person, defaults={"made_at": now})[0]


def renew(person: User, now: datetime) -> bool:
    """Another link in the place of the old one, which opens nothing from now on."""
    return bool(Feed.objects.filter(person=person).update(nonce=new_nonce(), made_at=now, read_at=None))


def close_feed(person: User) -> bool:
    """Take the link back; False when there was none."""
    return bool(Feed.objects.filter(person=person).delete()[0])


def path_of(feed: Feed) -> str:
    return reverse("calendar:feed", args=(f"{feed.code}-{_proof(feed)}",))


def _proof(feed: Feed) -> str:
    return salted_hmac("escalation.feed", f"{feed.code}:{feed.nonce}", algorithm="sha256").hexdigest()[:40]


def feed_behind(token: str, now: datetime) -> Feed | None:
    """The feed that `token` opens; None for a wrong one, an old one, or a closed account. Notes that it was read."""
    code, _dash, proof = token.partition("-")
    feed = Feed.objects.select_related("person").filter(code=code).first()
    if feed is None or not constant_time_compare(proof, _proof(feed)) or not feed.person.is_active:
        return None
    seldom = Q(read_at__isnull=True) | Q(read_at__lt=now - REFRESH / 2)
    Feed.objects.filter(seldom, pk=feed.pk).update(read_at=now)
    return feed


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def calendar_of(person: User, now: datetime) -> bytes:
    """The calendar, in the person's language; the same bytes as long as no date changes."""
    with translation.override(person.language), timezone.override(person.zone):
        calendar = Calendar()
        name = _("Juli: days that count")
        for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("name", name)):
            calendar.add(key, value)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
        calendar.add("color", COLOUR)
        deadlines = dates_of(person, now)
        roots, lengths = _chains(deadlines)
        places = [(deadline, roots[deadline.pk]) for deadline in deadlines]
        return filled(calendar, [_event(deadline, root, lengths[root] - 1) for deadline, root in places])


def _event(deadline: Deadline, root: int, sequence: int) -> bytes:
    """The words are relative to the date itself, so that they don't change from day to day."""
    stamp = deadline.step.recorded_at if deadline.step else deadline.complaint.created_at
    return event_of(deadline, uid=uid_of(root), sequence=sequence, stamp=stamp, now=deadline.shown_at or stamp)


def dates_of(person: User, now: datetime) -> list[Deadline]:
    """What runs in the cases that are the person's own or that they may act in, and what passed lately, nearest first."""
    let_in = CaseAccess.objects.filter(live_access(now), user=person, scope=Scope.ACT).values("complaint_id")
    mine = Q(complaint__owner=person) | Q(complaint__in=let_in)
    stands = Q(state=DeadlineState.OPEN) | Q(
        state=DeadlineState.LAPSED, closed_by__isnull=True, latest_at__gt=now - _KEPT
    )
    rows = Deadline.objects.filter(mine, stands, safe_at__isnull=False).exclude(complaint__status__in=FINAL)
    rows = rows.select_related("complaint", "step").only(*_SHOWN)
    return list(rows.order_by("latest_at", "pk")[:MOST])


def _chains(deadlines: Sequence[Deadline]) -> tuple[dict[int, int], Counter[int]]:
    """By each row's id the first row of its chain, and how many rows each chain has: a moved date is the same event with
    a higher SEQUENCE (RFC 5545, 3.8.7.4).
    """
    before = _predecessors({deadline.complaint_id for deadline in deadlines})

    def root(pk: int) -> int:
        while before.get(pk) is not None:
            pk = before[pk] or pk
        return pk

    roots = {deadline.pk: root(deadline.pk) for deadline in deadlines}
    return roots, Counter(root(pk) for pk in {*before, *roots})


def _predecessors(cases: Iterable[int]) -> dict[int, int | None]:
    """By the id of each row that replaced another or was replaced, the one before it; the others needn't be read."""
    moved = Q(supersedes__isnull=False) | Q(state=DeadlineState.SUPERSEDED)
    return dict(Deadline.objects.filter(moved, complaint__in=list(cases)).values_list("pk", "supersedes"))


def address_of(feed: Feed, scheme: str = "") -> str:
    """The whole link. `scheme` "webcal": the one that phones hand to their calendar."""
    whole = settings.SITE_URL + path_of(feed)
    return f"{scheme}:{whole.partition(':')[2]}" if scheme else whole
