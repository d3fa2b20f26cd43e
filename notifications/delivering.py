"""The outbox's door out: `deliver_waiting` tells the world, at least once, under leases.

It works through a claim: ask which are still worth saying, then send and record by the handful. So a worker that dies
between sending and recording repeats a handful at most.
"""

import logging
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, connection
from django.utils import timezone

from notifications import circuits, leases, pace, routes
from notifications.channels import transport_of
from notifications.channels.base import Batch, Message, TransportError
from notifications.models import Delivery
from notifications.payload import items_of
from notifications.pulse import beat
from notifications.registry import KindSpec, spec_of
from notifications.rendering import BROKEN_TEMPLATE
from notifications.status import Channel, State

log = logging.getLogger("juli.notifications")

# 12 tries spread over about a day: a mail server that is away overnight loses nothing.
MAX_TRIES = 12
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
HANDFUL = 5
# A killed worker leaves its claim to wait for the end of the lease: small claims until the line has shown its speed.
_FIRST_CLAIM, _LARGEST_CLAIM = 5, 80
# Then the run ends by itself, well before Celery would end it; the next one goes on.
_LONGEST_RUN = timedelta(minutes=5)
_FRESH = 2.0  # seconds: what somebody dealt with in this very moment may still be said, not what they did a minute ago
_PAUSES = (0.2, 0.5, 1, 2, 4, 8, 16, 30)  # seconds between tries to record; the lease is longer


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run did, counted in deliveries."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    put_off: int = 0


def deliver_waiting(
    *, now: datetime | None = None, limit: int = 200, channels: Collection[str] | None = None,
    rng: random.Random | None = None,
) -> Delivered:  # fmt: skip
    """Send up to `limit` deliveries that are due at `now`; what a dead worker held comes again when its lease is over.

    Any number of workers may run this side by side, each for some `channels` or for all. It must not run inside a
    transaction. `rng` gives the jitter of the waits.
    """
    with ExitStack() as stack:
        run = _Run(now or timezone.now(), rng or random.SystemRandom(), stack)
        done = run.go(limit, channels)
    beat("deliver", run.moment())
    for name, count in (("sent", done.sent), ("failed", done.failed), ("dropped", done.dropped)):
        if count:
            beat(name, run.moment(), count)
    return done


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
        self._closed = circuits.closed_at(now)
        self._well: set[str] = set()
        self._gone: list[Delivery] = []  # sent, and not yet told to their routes
        self._counts: Counter[State] = Counter()

    def moment(self) -> datetime:
        """`now` plus the time this run has taken, so that leases run while a slow server keeps us waiting."""
        return self._now + timedelta(seconds=time.monotonic() - self._started)

    def go(self, limit: int, channels: Collection[str] | None) -> Delivered:
        left, size = limit, _FIRST_CLAIM
        while left > 0 and self.moment() - self._now < _LONGEST_RUN:
            claimed = leases.claim(
                self.moment(), min(left, size), channels=channels, without=self._closed.channels,
                without_routes=self._closed.routes,
            )  # fmt: skip
            if not claimed:
                break
            left -= len(claimed)
            began = time.monotonic()
            self._work_through(claimed)
            size = min(size * 2, _LARGEST_CLAIM) if time.monotonic() - began < 2 else _FIRST_CLAIM
        counts = self._counts
        return Delivered(counts[State.SENT], counts[State.DROPPED], counts[State.FAILED], counts[State.WAITING])

    def _work_through(self, claimed: list[Delivery]) -> None:
        """Bring a claim to its outcomes: ask what is still worth saying, send and record by the handful, and ask again
        when the answers have grown old.
        """
        waiting = list(claimed)
        try:
            while waiting and leases.still_ours(waiting[0], self.moment()):
                ready = self._worth_saying(self._in_pace(waiting))
                waiting, asked = [row for row, _message in ready], time.monotonic()
                while waiting and time.monotonic() - asked < _FRESH:
                    handful, ready = ready[:HANDFUL], ready[HANDFUL:]
                    waiting = waiting[HANDFUL:]
                    self._settle(handful)
        finally:
            leases.give_back(waiting, self.moment())
            routes.worked(self._gone, self.moment())
            self._gone = []

    def _settle(self, handful: Sequence[tuple[Delivery, Message]]) -> None:
        """Send a few, then record them."""
        unused = list(handful)
        sent: list[Delivery] = []
        try:
            for row, message in handful:
                if self._closed.has(row):
                    continue
                unused.remove((row, message))
                if self._send(row, message):
                    sent.append(row)
        finally:
            self._record_sent(sent)
            leases.give_back([row for row, _message in unused], self.moment())

    def _in_pace(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Those that may go now; the others wait until their address may be written to again, which counts no try."""
        later = pace.too_soon(rows, self.moment())
        for row in rows:
            if row in later:
                leases.give_back([row], later[row])
                self._counts[State.WAITING] += 1
        return [row for row in rows if row not in later]

    def _worth_saying(self, rows: Sequence[Delivery]) -> list[tuple[Delivery, Message]]:
        """The messages, each with what is still due in it; asked now, because hours may lie after `enqueue`."""
        ready = []
        due, closed = self._still_due(rows), routes.closed_for(rows)
        for row in rows:
            said = row.notification
            refs = [item.ref for item in items_of(said.payload, said.ref)]
            if row.tries > MAX_TRIES:
                self._close(row, State.FAILED, row.last_error or "The last try never reported back.")
            elif row.pk in closed:
                self._close(row, State.DROPPED, closed[row.pk])
            elif isinstance(verdict := due[said.kind], Exception):
                self._refused(row, f"{type(verdict).__name__}: {verdict}", permanent=False)
            elif not any(ref in verdict for ref in refs):
                self._close(row, State.DROPPED, "No longer due.")
            else:
                ready.append((row, Message(row, spec_of(said.kind), frozenset(verdict))))
        return ready

    def _still_due(self, rows: Sequence[Delivery]) -> dict[str, Collection[str] | Exception]:
        """By kind, the refs that are still due; what its own code raised where that is wrong."""
        asked: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            said = row.notification
            asked[said.kind] += [item.ref for item in items_of(said.payload, said.ref)]
        return {kind: _ask(kind, refs) for kind, refs in asked.items()}

    def _send(self, row: Delivery, message: Message) -> bool:
        try:
            self._batch(row.channel).send(message)
        except TransportError as error:
            if error.whole_channel:
                self._closed.add(row)
                circuits.failed(circuits.name_of(row), str(error), self.moment())
                self._well.discard(circuits.name_of(row))
            if not (error.whole_channel and row.channel == Channel.EMAIL):  # our server's fault, not her address's
                routes.failed(row, str(error), self.moment(), permanent=error.permanent)
            self._refused(row, str(error), permanent=error.permanent)
        except BROKEN_TEMPLATE as error:
            log.exception("Notification kind %s can't be shown.", row.notification.kind)
            self._refused(row, f"{type(error).__name__}: {error}", permanent=False)
        else:
            return True
        return False

    def _batch(self, channel: str) -> Batch:
        if channel not in self._batches:
            self._batches[channel] = self._stack.enter_context(transport_of(Channel(channel)).batch())
        return self._batches[channel]

    def _record_sent(self, sent: Sequence[Delivery]) -> None:
        if not sent:
            return
        kept = _insisting(lambda: leases.close(sent, State.SENT, self.moment()))
        self._counts[State.SENT] += len(sent)
        if kept < len(sent):
            log.warning("%d deliveries took longer than their lease; another worker has them now.", len(sent) - kept)
        for name in {circuits.name_of(row) for row in sent} - self._well:
            circuits.worked(name)
            self._well.add(name)
        self._gone += sent

    def _refused(self, row: Delivery, error: str, *, permanent: bool) -> None:
        if permanent or row.tries >= MAX_TRIES:
            self._close(row, State.FAILED, error)
            return
        leases.put_off(row, self.moment() + wait_after(row.tries, self._rng), error)
        self._counts[State.WAITING] += 1

    def _close(self, row: Delivery, state: State, reason: str = "") -> None:
        leases.close([row], state, self.moment(), reason)
        self._counts[state] += 1


def _insisting(write: Callable[[], int]) -> int:
    """What was sent has to be recorded, or it is sent again: so a database that restarts is waited for."""
    for pause in _PAUSES:
        try:
            return write()
        except OperationalError:
            log.warning("The database is away; recording again in %g s.", pause)
            connection.close()
            time.sleep(pause)
    return write()


def _ask(kind: str, refs: Sequence[str]) -> Collection[str] | Exception:
    """One kind's own code must not hold up the others' mail."""
    try:
        spec: KindSpec = spec_of(kind)
        return spec.still_due(refs)
    except BROKEN_TEMPLATE as error:
        log.exception("Notification kind %s can't say what is due.", kind)
        return error
