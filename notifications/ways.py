"""A person's ways to be reached, as the page shows them and as its buttons change them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from notifications.addresses import Address
from notifications.models import Delivery, Route
from notifications.routes import TRIAL
from notifications.sealing import Unreadable, seal, unseal
from notifications.status import OPEN, Channel

MOST = 10
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Way:
    """One card of the page: `key` names it in addresses; `trying` while a test is on its way."""

    key: str
    route: Route
    trying: bool

    @property
    def is_mail(self) -> bool:
        return self.route.channel == Channel.EMAIL


def ways_of(person: User) -> list[Way]:
    """Mail first, for whoever has an address, then the robots in the order they were added."""
    routes = list(Route.objects.filter(person=person).order_by("pk"))
    trials = Delivery.objects.filter(notification__recipient=person, notification__kind=TRIAL, state__in=OPEN)
    waiting = {(row.channel, row.route_id) for row in trials}
    mail = next((r for r in routes if r.channel == Channel.EMAIL), None) or Route(person=person, channel=Channel.EMAIL)
    robots = [route for route in routes if route.channel != Channel.EMAIL]
    return [
        Way(MAIL if r.channel == Channel.EMAIL else str(r.pk), r, (r.channel, _own_id(r)) in waiting)
        for r in ([mail, *robots] if person.email else robots)
    ]


def _own_id(route: Route) -> int | None:
    return None if route.channel == Channel.EMAIL else route.pk


def route_named(person: User, key: str, now: datetime) -> Route | None:
    """The person's own route behind `key`; the one for mail is made when it is first touched."""
    if key == MAIL:
        made = Route.objects.get_or_create(person=person, channel=Channel.EMAIL, defaults={"created_at": now})
        return made[0] if person.email else None
    found = key.isdecimal() and len(key) < 19
    return Route.objects.filter(person=person, pk=int(key)).exclude(channel=Channel.EMAIL).first() if found else None


def route_to(person: User, channel: str, address: Address) -> Route | None:
    """The person's way to this very address, if they have it already."""
    for route in Route.objects.filter(person=person, channel=channel):
        with suppress(Unreadable):
            if unseal(route.sealed) == address.url:
                return route
    return None


def add(person: User, channel: str, address: Address, name: str, now: datetime) -> Route | None:
    """A new way; None when the person has as many as one may have."""
    if Route.objects.filter(person=person).count() >= MOST:
        return None
    return Route.objects.create(
        person=person, channel=channel, name=name, sealed=seal(address.url), hint=address.hint[:80], created_at=now
    )


def reaches_nobody(ways: Sequence[Way]) -> bool:
    """True when reminders only show in the inbox."""
    return not any(way.route.is_on for way in ways)
