"""How a person's ways to be reached are doing: what the world said of them last, and when one is given up."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.models import Delivery, Notification, Route
from notifications.outbox import Saying, enqueue, say
from notifications.registry import KindSpec, always, one_by_one, register
from notifications.rendering import speaking_to
from notifications.status import Channel

GIVEN_UP = "route_off"
TRIAL = "trial"
GIVEN_UP_AFTER = 3
"""Final refusals in a row: then the address is wrong, and more messages would only be lost."""


def register_all() -> None:
    """What concerns the telling itself; called once when the apps are ready."""
    register(GIVEN_UP, KindSpec(GIVEN_UP, one_by_one(still_off), private=False))
    register(TRIAL, KindSpec(TRIAL, always, private=False))


def closed_for(rows: Collection[Delivery]) -> dict[int, str]:
    """Why some of `rows` (by id) needn't be sent any more, whatever they say; in one read."""
    people = {row.notification.recipient_id for row in rows if row.channel == Channel.EMAIL}
    off = Route.objects.filter(person__in=people, channel=Channel.EMAIL, is_on=False)
    without_mail = set(off.values_list("person", flat=True)) if people else set()
    reasons = {row.pk: _closed(row, without_mail) for row in rows}
    return {pk: reason for pk, reason in reasons.items() if reason}


def _closed(row: Delivery, without_mail: Collection[int]) -> str:
    person = row.notification.recipient
    if not person.is_active:
        return "The recipient's account is closed."
    if row.channel != Channel.EMAIL:
        return "" if row.route and row.route.is_on else "The recipient has taken this way away."
    if person.pk in without_mail:
        return "The recipient has switched mail off."
    return "" if person.email else "The recipient has no address any more."


def try_out(route: Route, now: datetime) -> None:
    """Send a message through `route` alone, switched on for it; what comes of it shows beside the route."""
    Route.objects.filter(pk=route.pk).update(is_on=True, failures=0)
    route.is_on = True
    person = route.person
    with speaking_to(person):
        payload = {
            "title": _("This way works"),
            "lines": [_("This is how a reminder from Juli reaches you here. There is nothing you need to do.")],
            "url": reverse("notifications:ways"),
            "button": _("Back to my settings"),
            "why": _("You get this because you asked for a test."),
        }
    key = f"trial:{route.pk}:{now:%Y%m%d%H%M%S}"
    said = say(Saying(person, TRIAL, key=key, ref=f"route:{route.pk}", payload=payload, by=[route]), now=now)
    if said:  # it is nothing to be read in the inbox
        Notification.objects.filter(pk=said.pk).update(read_at=now)


def worked(rows: Sequence[Delivery], now: datetime) -> None:
    """These went through. A route is only written where that is news, or was long ago."""
    stale = Q(ok_at__isnull=True) | Q(ok_at__lt=now - timedelta(hours=1)) | ~Q(failures=0) | ~Q(last_error="")
    robots = [row.route_id for row in rows if row.route_id]
    people = [row.notification.recipient_id for row in rows if row.channel == Channel.EMAIL]
    mine = Q(pk__in=robots) | Q(channel=Channel.EMAIL, person__in=people)
    Route.objects.filter(mine).filter(stale).update(ok_at=now, failures=0, last_error="")


def failed(row: Delivery, error: str, now: datetime, *, permanent: bool) -> None:
    """Keep what the world said, to be shown to the person; give the way up when it was final too often in a row."""
    mine = _route_of(row, now)
    if mine is None:
        return
    rows = Route.objects.filter(pk=mine)
    rows.update(last_error=error[:300], failed_at=now, failures=F("failures") + (1 if permanent else 0))
    # Mail stays on: a relay of ours that refuses everybody would else cut everybody off.
    robots = rows.exclude(channel=Channel.EMAIL)
    if robots.filter(failures__gte=GIVEN_UP_AFTER, is_on=True).update(is_on=False):
        _tell_given_up(row, now)


def _route_of(row: Delivery, now: datetime) -> int | None:
    if row.channel != Channel.EMAIL:
        return row.route_id
    person = row.notification.recipient
    defaults = {"created_at": now}
    return Route.objects.get_or_create(person=person, channel=Channel.EMAIL, defaults=defaults)[0].pk


def _tell_given_up(row: Delivery, now: datetime) -> None:
    """In the inbox and by mail, for the way itself can't say it."""
    person = row.notification.recipient
    with speaking_to(person):
        payload = {
            "title": _("Reminders no longer reach you by %(way)s") % {"way": Channel(row.channel).label},
            "lines": [
                _("It refused our messages several times, so we send nothing there for now."),
                _("What was to be said is in your inbox."),
            ],
            "url": reverse("notifications:ways"),
            "button": _("Look at it"),
            "why": _("You get this because you chose this way for your reminders."),
        }  # fmt: skip
    key = f"route_off:{row.route_id}:{now:%Y%m%d%H%M%S}"
    enqueue(person, GIVEN_UP, key=key, ref=f"route:{row.route_id}", payload=payload, now=now)


def still_off(ref: str) -> bool:
    """Whether the way behind `ref` is still off: asked before the person is told so."""
    return Route.objects.filter(pk=ref.partition(":")[2], is_on=False).exists()
