"""The outbox's door in: `enqueue` says something once, in the database only; `delivering` tells the world."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import JSONField, Value
from django.utils import timezone

from accounts.models import User
from notifications.channels.email import endpoint_of
from notifications.models import KEY_LENGTH, Delivery, Notification, Route
from notifications.nudge import nudger
from notifications.payload import checked
from notifications.registry import UnknownKind, spec_of
from notifications.status import Channel

Ways = Mapping[int, Sequence[Route]]


class BadKey(ValueError):
    """A key that the database couldn't hold as it is."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be said to one person. `by`: by these of their ways only; none at all leaves it to their inbox."""

    recipient: User
    kind: str
    key: str
    ref: str
    payload: Mapping[str, object]
    by: Sequence[Route] | None = None


def enqueue(
    recipient: User, kind: str, *, key: str, ref: str, payload: Mapping[str, object], now: datetime | None = None
) -> Notification | None:
    """Say `payload` to `recipient` once; None when `key` was said before, decided by the unique key in the database.

    It shows in their inbox and goes out by each of their ways. Works inside the caller's transaction and is undone with
    it. Raises UnknownKind, BadPayload (see `payload.checked`) and BadKey (1 to 120 characters).
    """
    return say(Saying(recipient, kind, key, ref, payload), now=now)


def say(saying: Saying, *, now: datetime | None = None) -> Notification | None:
    """`enqueue`, with what only a Saying can tell."""
    moment = now or timezone.now()
    said = _notification(saying, moment)
    try:
        with transaction.atomic():
            said.save(force_insert=True)
            Delivery.objects.bulk_create(_deliveries(saying, said, ways_of([said.recipient_id]), moment))
    except IntegrityError:
        if Notification.objects.filter(key=saying.key).exists():
            return None
        raise
    transaction.on_commit(nudger.nudge, robust=True)
    return said


def enqueue_many(sayings: Iterable[Saying], *, now: datetime | None = None) -> int:
    """`say` for many at once, with the same promises; returns how many hadn't been said before.

    Raises what `say` raises, for all of them before anything is written.
    """
    moment = now or timezone.now()
    rows = {saying.key: (saying, _notification(saying, moment)) for saying in reversed(list(sayings))}
    for key in Notification.objects.filter(key__in=list(rows)).values_list("key", flat=True):
        del rows[key]
    if not rows:
        return 0
    try:
        with transaction.atomic():
            _write_many(list(reversed(rows.values())), moment)
    except IntegrityError:  # somebody says one of them at this very moment; one by one, the unique key decides
        return sum(say(saying, now=moment) is not None for saying, _said in reversed(rows.values()))
    transaction.on_commit(nudger.nudge, robust=True)
    return len(rows)


def _write_many(rows: Sequence[tuple[Saying, Notification]], moment: datetime) -> None:
    for _saying, said in rows:
        # As an expression: else PostgreSQL's driver takes an array of JSON texts apart in Python, quote by quote.
        said.payload = Value(said.payload, JSONField())
    Notification.objects.bulk_create([said for _saying, said in rows])
    ways = ways_of({said.recipient_id for _saying, said in rows})
    Delivery.objects.bulk_create(
        [delivery for saying, said in rows for delivery in _deliveries(saying, said, ways, moment)]
    )


def _notification(saying: Saying, moment: datetime) -> Notification:
    """The row for it, not yet written; refuses what no channel could show."""
    spec_of(saying.kind)
    if not 0 < len(saying.key) <= KEY_LENGTH:
        raise BadKey(f"A key has 1 to {KEY_LENGTH} characters, not {len(saying.key)}.")
    return Notification(
        recipient=saying.recipient, kind=saying.kind, key=saying.key, ref=saying.ref, payload=checked(saying.payload),
        created_at=moment,
    )  # fmt: skip


def ways_of(people: Iterable[int]) -> Ways:
    """The ways that people (by id) have chosen or switched off."""
    found: dict[int, list[Route]] = defaultdict(list)
    for route in Route.objects.filter(person__in=list(people)).defer("sealed"):
        found[route.person_id].append(route)
    return found


def _deliveries(saying: Saying, said: Notification, ways: Ways, moment: datetime) -> list[Delivery]:
    """One for each way to reach the person; the inbox needs none, it shows the Notification itself."""
    chosen = ways.get(said.recipient_id, ()) if saying.by is None else saying.by
    rows: list[tuple[str, str, Route | None]] = []
    if _wants_mail(saying, chosen):
        rows.append((endpoint_of(said.recipient.email), Channel.EMAIL, None))
    rows += [(f"route:{r.pk}", r.channel, r) for r in chosen if r.is_on and r.channel != Channel.EMAIL]
    return [
        Delivery(notification=said, endpoint=endpoint, channel=channel, route=route, next_try_at=moment)
        for endpoint, channel, route in rows
    ]


def _wants_mail(saying: Saying, chosen: Sequence[Route]) -> bool:
    """Who has an address and never chose gets mail."""
    chosen_mail = [route.is_on for route in chosen if route.channel == Channel.EMAIL]
    return bool(saying.recipient.email) and all(chosen_mail) and (bool(chosen_mail) or saying.by is None)


__all__ = ["BadKey", "Saying", "UnknownKind", "enqueue", "enqueue_many", "say"]
