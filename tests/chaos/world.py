"""The cases of a run, the days that go by, and what must have come of it."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint, Track
from complaints.status import Status, TrackKind, TrackState
from escalation import reminders
from escalation.models import Deadline, DeadlineState, Origin, Reminder, ReminderState, Step, Whose
from notifications.channels.email import message_id
from notifications.leases import LEASE
from notifications.models import Delivery, Notification
from notifications.status import OPEN, State

DAYS, FIRST, LAST = 10, 3, 8
"""Simulated days, and between which of them limits end."""
ZONES = ("Asia/Shanghai", "Europe/Paris", "America/New_York")
_FOUR = 4  # reminders of one limit: three days, one day, the morning, and that it has passed
_EIGHTEEN = 18
Answer = TypeVar("Answer")


def insisting(ask: Callable[[], Answer], within: float = 90) -> Answer:
    """Ask the database again while it is being restarted."""
    until = time.monotonic() + within
    while True:
        try:
            return ask()
        except DatabaseError:
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


class Clock:
    """The time of all processes: the machine's own and so much more."""

    def __init__(self, path: Path, begin: datetime) -> None:
        self._path = path
        self.set(begin)

    def set(self, moment: datetime) -> None:
        """Never back: simulated time passes while things are waited for."""
        beside = self._path.with_suffix(".new")
        beside.write_text(f"{(moment - datetime.now(UTC)).total_seconds():.3f}")
        beside.replace(self._path)

    def at_least(self, moment: datetime) -> None:
        if timezone.now() < moment:
            self.set(moment)


def fill(reminders_wanted: int, first_day: date, dice: random.Random) -> int:
    """Running limits with their reminders, written past the doors; one case in twenty has two that end together."""
    people = User.objects.bulk_create(
        User(email=f"p{n}@chaos.example", name=f"周{n}", time_zone=ZONES[n % 3], quiet_from="00:00", quiet_to="00:00",
             password="!")
        for n in range(max(reminders_wanted // 50, 6))
    )  # fmt: skip
    made = datetime.combine(first_day, datetime.min.time(), UTC) - timedelta(days=1)
    wanted = reminders_wanted // _FOUR
    cases = Complaint.objects.bulk_create(
        (
            Complaint(owner=people[n % len(people)], number=f"JL-2026-{n:06d}", kind="quality", title=f"手账本礼盒 {n}",
                      status=Status.NEGOTIATING, created_at=made, updated_at=made, version=1)
            for n in range(wanted - wanted // 20)
        ),
        batch_size=500,
    )  # fmt: skip
    tracks = Track.objects.bulk_create(
        (Track(complaint=c, kind=TrackKind.SELLER, state=TrackState.ACTIVE, opened_at=made) for c in cases), 500
    )
    steps = Step.objects.bulk_create(
        (
            Step(complaint=case, track=track, action="open", source=Status.DRAFT, target=Status.NEGOTIATING,
                 actor=case.owner, happened_at=made, recorded_at=made, key="chaos")
            for case, track in zip(cases, tracks, strict=True)
        ),
        500,
    )  # fmt: skip
    rows = list(zip(cases, tracks, steps, strict=True))
    limits = [_limit(*row, "material", _end(row[0], first_day, dice)) for row in rows]
    twins = dice.sample(range(len(rows)), wanted - len(rows))
    limits += [_limit(*rows[n], "send_back", limits[n].safe_at) for n in twins]
    written = Deadline.objects.bulk_create(limits, 500)
    planned = [
        Reminder(deadline=limit, kind=kind, recipient=limit.complaint.owner, due_at=due_at)
        for limit in written
        if limit.complaint.owner
        for kind, due_at in reminders.still_to_come(limit, limit.complaint.owner, made)
    ]
    Reminder.objects.bulk_create(planned, 1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(planned)


def _end(case: Complaint, first_day: date, dice: random.Random) -> datetime:
    assert case.owner is not None
    day = first_day + timedelta(days=dice.randrange(FIRST, LAST))
    zone = ZoneInfo(case.owner.time_zone)
    return datetime(day.year, day.month, day.day, _EIGHTEEN, dice.randrange(60), tzinfo=zone)


def _limit(case: Complaint, track: Track, step: Step, name: str, end: datetime | None) -> Deadline:
    return Deadline(
        complaint=case, track=track, step=step, name=name, rule_id="chaos", origin=Origin.USER, whose=Whose.CONSUMER,
        trigger_at=case.created_at, safe_at=end, latest_at=end, state=DeadlineState.OPEN,
    )  # fmt: skip


def see_to_some(dice: random.Random, share: float = 0.01) -> int:
    """A few people see to something today; they must hear no more of it before its end."""
    running = list(Deadline.objects.filter(state=DeadlineState.OPEN).values_list("pk", flat=True))
    for pk in dice.sample(running, int(len(running) * share)):
        limit = Deadline.objects.select_related("complaint__owner").get(pk=pk)
        if limit.complaint.owner:
            reminders.handled(limit, limit.complaint.owner)
    return int(len(running) * share)


def drain(clock: Clock, within: float) -> None:
    """Wait until nothing is due any more; leases that dead workers hold and later tries are reached by moving on in time.

    It moves only when nothing has changed for a while, so that no living worker's lease is cut short.
    """
    until, seen, since = time.monotonic() + within, _standing(), time.monotonic()
    while time.monotonic() < until:
        time.sleep(0.5)
        standing = insisting(_standing)
        if standing != seen:
            seen, since = standing, time.monotonic()
        planned, lapsing, ready, opened, _sent = standing
        if not opened and not planned and not lapsing:
            return
        if time.monotonic() - since > 8 and not ready and not planned and not lapsing:
            earliest = insisting(lambda: Delivery.objects.filter(state__in=OPEN).aggregate(m=Min("next_try_at"))["m"])
            if earliest:
                clock.at_least(min(earliest, timezone.now() + LEASE) + timedelta(seconds=1))
            since = time.monotonic()
    raise TimeoutError(f"not drained within {within:g} s: {standing}")


def _standing() -> tuple[int, int, int, int, int]:
    now = timezone.now()
    planned = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).count()
    lapsing = Deadline.objects.filter(state=DeadlineState.OPEN, latest_at__lt=now).count()
    opened = Delivery.objects.filter(state__in=OPEN)
    ready = opened.filter(state=State.WAITING, next_try_at__lte=now).count()
    return planned, lapsing, ready, opened.count(), Delivery.objects.filter(state=State.SENT).count()


@dataclass(frozen=True, slots=True)
class Account:
    """What came of it. `missed` and `enqueued_twice` must be 0, `unexplained` too."""

    reminders: int
    said: int
    settled: int
    missed: int
    enqueued_twice: int
    mails: int
    never_received: int
    doubled: int
    unexplained: int


def account(received: dict[str, list[float]], kills: list[float]) -> Account:
    """Compare the database with the mailbox. A copy is explained by something killed right after it had come."""
    now = timezone.now()
    states = Counter(Reminder.objects.filter(due_at__lte=now).values_list("state", flat=True))
    refs: Counter[str] = Counter()
    for payload in Notification.objects.filter(kind="deadline").values_list("payload", flat=True).iterator():
        refs.update(item["ref"] for item in payload["items"])
    claimed = {
        f"reminder:{pk}" for pk in Reminder.objects.filter(state=ReminderState.CLAIMED).values_list("pk", flat=True)
    }
    rows = Delivery.objects.select_related("notification").filter(state=State.SENT)
    ids = {message_id(row) for row in rows.iterator(2000)}
    again = [at for copies in received.values() for at in sorted(copies)[:-1]]
    return Account(
        reminders=sum(states.values()),
        said=states[ReminderState.CLAIMED],
        settled=states[ReminderState.HANDLED] + states[ReminderState.CANCELLED],
        missed=states[ReminderState.PLANNED] + len(claimed - set(refs)),
        enqueued_twice=sum(count - 1 for count in refs.values()),
        mails=len(ids),
        never_received=len(ids - set(received)),
        doubled=len(again),
        unexplained=sum(not any(at - 0.5 <= kill <= at + 10 for kill in kills) for at in again),
    )
