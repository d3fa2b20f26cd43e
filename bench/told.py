"""The measuring behind `bench.telling`."""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from bench.apart import database_of_its_own
from bench.fill import many
from bench.sink import sink
from complaints.models import Complaint, Track
from complaints.status import Status, TrackKind, TrackState
from escalation import feed
from escalation.models import Deadline, DeadlineState, Origin, Reminder, ReminderKind, ReminderState, Step, Whose
from escalation.sweeping import sweep
from notifications.channels.email import message_id
from notifications.delivering import deliver_waiting
from notifications.models import Delivery
from notifications.registry import spec_of
from notifications.rendering import Letter, letter

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
CLOCKS = ("material", "send_back", "apply_platform", "limit", "return_window")
KINDS = (ReminderKind.THREE_DAYS, ReminderKind.ONE_DAY, ReminderKind.MORNING, ReminderKind.LAPSED)
PEOPLE, DUE, MAILS, DATES = 5_000, 10_000, 3_000, 1_000
LONGEST_SWEEP, LEAST_SHARE, LONGEST_FEED = 15.0, 0.7, 0.3
_AT_ONCE = 10_000


def measure(reminders: int) -> int:
    """Fill, sweep, send, print; 0 when all three are as fast as promised."""
    with database_of_its_own():
        began = time.monotonic()
        _fill(reminders)
        _say(f"{connection.vendor}: {reminders:,} reminders planned, written in {time.monotonic() - began:.0f} s")
        return int(not all([_sweep(), _mails(), _calendar()]))


def _sweep() -> bool:
    due = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=NOW).order_by("due_at", "pk")
    plan = due.values_list("due_at", "pk")[:200].explain()
    indexed = "reminder_planned_by_due" in plan and "Seq Scan" not in plan
    began = time.monotonic()
    done = sweep(NOW)
    seconds = time.monotonic() - began
    _say(f"  sweep: {done.reminded:,} due, {seconds:.1f} s; {'by the partial index' if indexed else plan}")
    return indexed and done.reminded == DUE and seconds < LONGEST_SWEEP


def _mails() -> bool:
    """The bare loop of Django's own backend and ours in turns, so that a busy machine troubles both."""
    with sink() as port:
        settings.EMAIL_BACKEND = "notifications.channels.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 30
        row = Delivery.objects.select_related("notification__recipient").order_by("pk")[0]
        words = letter(row.notification, spec_of(row.notification.kind))
        rounds, part = 3, MAILS // 3
        bare = ours = 0.0
        for _ in range(rounds):
            bare += _timed(lambda: _bare(words, row.notification.recipient.email, part))
            ours += _timed(lambda: deliver_waiting(now=NOW, limit=part))
    sent = Delivery.objects.filter(state="sent").count()
    share = bare / ours
    _say(f"  mail: {sent / ours:.0f} a second, a bare loop {MAILS / bare:.0f}; {share:.2f} of it")
    return sent == MAILS and share >= LEAST_SHARE


def _bare(words: Letter, address: str, count: int) -> None:
    line = get_connection("django.core.mail.backends.smtp.EmailBackend")
    line.open()
    for _ in range(count):
        mail = EmailMultiAlternatives(words.subject, words.text, to=[address], connection=line)
        mail.attach_alternative(words.html, "text/html")
        line.send_messages([mail])
    line.close()


def _timed(do: Callable[[], object]) -> float:
    began = time.monotonic()
    do()
    return time.monotonic() - began


def _calendar() -> bool:
    person = User.objects.create(email="many@bench.example", password="!")
    _cases([person], DATES, clocks=1, kinds=(), first=10_000_000)
    cold = _timed(lambda: feed.calendar_of(person, NOW))
    times = sorted(_timed(lambda: feed.calendar_of(person, NOW)) for _ in range(5))
    events = len(Calendar.from_ical(feed.calendar_of(person, NOW)).events)
    _say(f"  calendar: {events:,} dates in {cold * 1000:.0f} ms, {times[2] * 1000:.0f} ms when asked again")
    return events == DATES and max(cold, times[2]) < LONGEST_FEED


def _fill(reminders: int) -> None:
    people = many(User, (User(email=f"p{n}@bench.example", name=f"周{n}", password="!") for n in range(PEOPLE)))
    each = len(CLOCKS) * len(KINDS)
    for first in range(0, reminders // each, _AT_ONCE):
        _cases(people, min(_AT_ONCE, reminders // each - first), clocks=len(CLOCKS), kinds=KINDS, first=first)
    soon = Reminder.objects.filter(kind=ReminderKind.ONE_DAY, deadline__name=CLOCKS[0]).order_by("pk")[:DUE]
    Reminder.objects.filter(pk__in=list(soon.values_list("pk", flat=True))).update(due_at=NOW - timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cases(
    people: list[User], count: int, *, clocks: int, kinds: tuple[ReminderKind, ...], first: int, now: datetime = NOW
) -> None:
    """Running cases with so many running limits each, all far away, and their reminders."""
    made = now - timedelta(days=2)
    cases = many(Complaint, (
        Complaint(owner=people[n % len(people)], number=f"JL-2026-{first + n:06d}", kind="quality", title=f"手账本礼盒 {n}",
                  status=Status.NEGOTIATING, created_at=made, updated_at=made, version=1)
        for n in range(count)
    ))  # fmt: skip
    tracks = many(
        Track, (Track(complaint=c, kind=TrackKind.SELLER, state=TrackState.ACTIVE, opened_at=made) for c in cases)
    )
    steps = many(Step, (
        Step(complaint=case, track=track, action="open", source=Status.DRAFT, target=Status.NEGOTIATING, actor=case.owner,
             happened_at=made, recorded_at=made, key="bench")
        for case, track in zip(cases, tracks, strict=True) if case.owner
    ))  # fmt: skip
    limits = many(Deadline, (
        Deadline(complaint=case, track=track, step=step, name=name, rule_id="bench", origin=Origin.USER,
                 whose=Whose.CONSUMER, trigger_at=made, safe_at=now + timedelta(days=20 + n % 40),
                 latest_at=now + timedelta(days=20 + n % 40), state=DeadlineState.OPEN)
        for n, (case, track, step) in enumerate(zip(cases, tracks, steps, strict=True)) for name in CLOCKS[:clocks]
    ))  # fmt: skip
    many(Reminder, _reminders(limits, kinds))


def _reminders(limits: list[Deadline], kinds: tuple[ReminderKind, ...]) -> Iterator[Reminder]:
    for limit in limits:
        for kind in kinds:
            if limit.complaint.owner and limit.safe_at:
                yield Reminder(deadline=limit, kind=kind, recipient=limit.complaint.owner, due_at=limit.safe_at)


def plan_soon(count: int, seconds: int) -> dict[str, datetime]:
    """So many reminders, each of somebody else, falling due evenly over the next `seconds`; by their ref, when."""
    now = timezone.now()
    people = many(User, (
        User(email=f"p{n}@bench.example", name=f"周{n}", password="!", quiet_from="00:00", quiet_to="00:00")
        for n in range(count)
    ))  # fmt: skip
    _cases(people, count, clocks=1, kinds=KINDS[:1], first=0, now=now)
    due = {}
    for n, reminder in enumerate(Reminder.objects.order_by("pk")):
        reminder.due_at = due[f"reminder:{reminder.pk}"] = now + timedelta(seconds=10 + seconds * n / count)
        reminder.save(update_fields=["due_at"])
    return due


def expected(due: dict[str, datetime]) -> dict[str, datetime]:
    """By the Message-ID of each mail, when its reminder was due."""
    rows = Delivery.objects.select_related("notification").filter(notification__ref__in=list(due))
    return {message_id(row): due[row.notification.ref] for row in rows}


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
