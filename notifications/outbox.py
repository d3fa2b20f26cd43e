"""The outbox: `enqueue` says something once (database only), `deliver_waiting` tells the world (at least once)."""

import logging
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import JSONField, Value
from django.utils import timezone

from accounts.models import User
from notifications import leases
from notifications.channels import TRANSPORTS
from notifications.channels.base import Batch, TransportError
from notifications.channels.email import endpoint_of
from notifications.models import KEY_LENGTH, Delivery, Notification
from notifications.nudge import nudger
from notifications.payload import checked
from notifications.registry import UnknownKind, spec_of
from notifications.rendering import BROKEN_TEMPLATE
from notifications.status import Channel, State

log = logging.getLogger("juli.notifications")

# 12 tries spread over about a day: a mail server that is away overnight loses nothing.
MAX_TRIES = 12
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
# Few at a time: a killed worker leaves at most these to wait for the end of their lease.
_CLAIM_AT_ONCE = 5
# Then the run ends by itself, well before Celery would end it; the next one goes on.
_LONGEST_RUN = timedelta(minutes=5)


class BadKey(ValueError):
    """A key that the database couldn't hold as it is."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run did, counted in deliveries."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    put_off: int = 0


def enqueue(
    recipient: User, kind: str, *, key: str, ref: str, payload: Mapping[str, object], now: datetime | None = None
) -> Notification | None:
    """Say `payload` to `recipient` once; None when `key` was said before, decided by the unique key in the database.

    Works inside the caller's transaction and is undone with it. Raises UnknownKind, BadPayload (see `payload.checked`)
    and BadKey (1 to 120 characters).
    """
    moment = now or timezone.now()
    said = _notification(Saying(recipient, kind, key, ref, payload), moment)
    try:
        with transaction.atomic():
            said.save(force_insert=True)
            Delivery.objects.bulk_create(_deliveries(said, moment))
    except IntegrityError:
        if Notification.objects.filter(key=key).exists():
            return None
        raise
    transaction.on_commit(nudger.nudge, robust=True)
    return said


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to be said to one person: what `enqueue` is given."""

    recipient: User
    kind: str
    key: str
    ref: str
    payload: Mapping[str, object]


def enqueue_many(sayings: Iterable[Saying], *, now: datetime | None = None) -> int:
    """`enqueue` for many at once, with the same promises; returns how many hadn't been said before.

    Raises what `enqueue` raises, for all of them before anything is written.
    """
    moment = now or timezone.now()
    rows = {saying.key: (saying, _notification(saying, moment)) for saying in reversed(list(sayings))}
    for key in Notification.objects.filter(key__in=list(rows)).values_list("key", flat=True):
        del rows[key]
    if not rows:
        return 0
    try:
        with transaction.atomic():
            _write_many([said for _saying, said in reversed(rows.values())], moment)
    except IntegrityError:  # somebody says one of them at this very moment; one by one, the unique key decides
        return sum(_say(saying, moment) for saying, _said in reversed(rows.values()))
    transaction.on_commit(nudger.nudge, robust=True)
    return len(rows)


def _write_many(rows: list[Notification], moment: datetime) -> None:
    for said in rows:
        # As an expression: else PostgreSQL's driver takes an array of JSON texts apart in Python, quote by quote.
        said.payload = Value(said.payload, JSONField())
    Notification.objects.bulk_create(rows)
    Delivery.objects.bulk_create([row for said in rows for row in _deliveries(said, moment)])


def _say(one: Saying, moment: datetime) -> bool:
    said = enqueue(one.recipient, one.kind, key=one.key, ref=one.ref, payload=one.payload, now=moment)
    return said is not None


def _notification(saying: Saying, moment: datetime) -> Notification:
    """The row for it, not yet written; refuses what no channel could show."""
    spec_of(saying.kind)
    if not 0 < len(saying.key) <= KEY_LENGTH:
        raise BadKey(f"A key has 1 to {KEY_LENGTH} characters, not {len(saying.key)}.")
    return Notification(
        recipient=saying.recipient, kind=saying.kind, key=saying.key, ref=saying.ref, payload=checked(saying.payload),
        created_at=moment,
    )  # fmt: skip


def _deliveries(said: Notification, moment: datetime) -> list[Delivery]:
    """One for each way to reach the person; the inbox needs none, it shows the Notification itself."""
    address = said.recipient.email
    if not address:
        return []
    return [Delivery(notification=said, endpoint=endpoint_of(address), channel=Channel.EMAIL, next_try_at=moment)]


def deliver_waiting(*, now: datetime | None = None, limit: int = 200, rng: random.Random | None = None) -> Delivered:
    """Send up to `limit` deliveries that are due at `now`; what a dead worker held comes again when its lease is over.

    Any number of workers may run this side by side. It must not run inside a transaction. `rng` gives the jitter of
    the waits.
    """
    with ExitStack() as stack:
        return _Run(now or timezone.now(), rng or random.SystemRandom(), stack).go(limit)


def wait_after(tries: int, rng: random.Random) -> timedelta:
    """How long to wait after the `tries`-th try failed: doubling from a minute to six hours, with up to a tenth more.

    The jitter is smaller than the step, so waits never shrink, yet a thousand mails don't come back in one second.
    """
    doubled = _FIRST_WAIT * (1 << min(tries - 1, 16))
    return min(doubled, _LONGEST_WAIT) * (1 + rng.random() / 10)


class _Run:
    """One run: its clock, its open lines to the channels, what it counted."""

    def __init__(self, now: datetime, rng: random.Random, stack: ExitStack) -> None:
        self._now, self._started = now, time.monotonic()
        self._rng, self._stack = rng, stack
        self._batches: dict[str, Batch] = {}
        self._away: set[str] = set()
        self._counts: Counter[State] = Counter()

    def moment(self) -> datetime:
        """`now` plus the time this run has taken, so that leases run while a slow server keeps us waiting."""
        return self._now + timedelta(seconds=time.monotonic() - self._started)

    def go(self, limit: int) -> Delivered:
        left = limit
        while left > 0 and self.moment() - self._now < _LONGEST_RUN:
            claimed = leases.claim(self.moment(), min(left, _CLAIM_AT_ONCE), self._away)
            if not claimed:
                break
            left -= len(claimed)
            self._work_through(claimed)
        counts = self._counts
        return Delivered(counts[State.SENT], counts[State.DROPPED], counts[State.FAILED], counts[State.WAITING])

    def _work_through(self, claimed: list[Delivery]) -> None:
        waiting = list(claimed)
        try:
            while waiting and waiting[0].channel not in self._away and leases.still_ours(waiting[0], self.moment()):
                self._counts[self._settle(waiting.pop(0))] += 1
        finally:
            for unused in waiting:
                leases.give_back(unused, self.moment())

    def _settle(self, row: Delivery) -> State:
        """Bring one delivery to its outcome; WAITING means put off."""
        if row.tries > MAX_TRIES:
            return self._close(row, State.FAILED, row.last_error or "The last try never reported back.")
        try:
            reason = self._send_or_reason(row)
        except TransportError as error:
            if error.whole_channel:
                self._away.add(row.channel)
            return self._refused(row, str(error), permanent=error.permanent)
        except BROKEN_TEMPLATE as error:
            log.exception("Notification kind %s can't be shown.", row.notification.kind)
            return self._refused(row, f"{type(error).__name__}: {error}", permanent=False)
        return self._close(row, State.DROPPED if reason else State.SENT, reason)

    def _send_or_reason(self, row: Delivery) -> str:
        """Send it, or say why it needn't be sent any more; asked now, because hours may lie after `enqueue`."""
        said = row.notification
        if not said.recipient.is_active:
            return "The recipient's account is closed."
        spec = spec_of(said.kind)
        if not spec.still_due(said.ref):
            return "No longer due."
        if row.channel not in self._batches:
            self._batches[row.channel] = self._stack.enter_context(TRANSPORTS[Channel(row.channel)].batch())
        self._batches[row.channel].send(row, spec)
        return ""

    def _refused(self, row: Delivery, error: str, *, permanent: bool) -> State:
        if permanent or row.tries >= MAX_TRIES:
            return self._close(row, State.FAILED, error)
        leases.put_off(row, self.moment() + wait_after(row.tries, self._rng), error)
        return State.WAITING

    def _close(self, row: Delivery, state: State, reason: str = "") -> State:
        if not leases.close(row, state, self.moment(), reason):
            log.warning("Delivery %s took longer than its lease; another worker has it now.", row.pk)
        return state


__all__ = ["BadKey", "Delivered", "Saying", "UnknownKind", "deliver_waiting", "enqueue", "enqueue_many", "wait_after"]
