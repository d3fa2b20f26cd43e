"""The measuring behind `bench.recompute`: cases that wait for 12315 over New Year, and two notices about holidays."""

import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection

import law
from bench.apart import database_of_its_own
from bench.fill import GOODS, Cast, cast, many
from complaints import ledger
from complaints.models import CaseAccess, Complaint, Track
from complaints.status import Kind, Scope, Status, TrackKind, TrackState
from escalation import clocks
from escalation.deadlines import moments
from escalation.impact import count
from escalation.models import Deadline, DeadlineState, Reminder, Step
from escalation.recompute import recompute
from escalation.reminders import still_to_come
from escalation.transitions import Action
from law import CHINA
from law.calendar import SpecialDay
from notifications.models import Notification
from rulebook.snapshot import Snapshot

NOW = datetime(2026, 12, 31, 20, 0, tzinfo=CHINA)
FIRST_TRIGGER = datetime(2026, 12, 23, 9, 0, tzinfo=CHINA)
LONGEST = 60.0
ONE_HELPED_IN = 5
_AT_ONCE = 2000
MOVES_NONE = (2028, [date(2028, 1, 3)])
MOVES_ALL = (2027, [date(2027, 1, 1), date(2027, 1, 4)])


def measure(cases: int) -> int:
    """Fill, publish twice, print; 0 when the larger of the two took less than a minute for 50,000 cases."""
    with database_of_its_own():
        return _run(cases)


def _run(cases: int) -> int:
    began, people = time.perf_counter(), cast()
    for start in range(0, cases, _AT_ONCE):
        _fill(people, start, min(start + _AT_ONCE, cases))
    print(f"{connection.vendor}: {cases:,} running cases after {time.perf_counter() - began:.1f} s")
    packaged = law.load()
    with_2028 = law.Law(
        packaged.rules.values(), packaged.calendar.with_notice(*_notice(MOVES_NONE)), packaged.reference
    )
    with_both = law.Law(
        packaged.rules.values(), with_2028.calendar.with_notice(*_notice(MOVES_ALL)), packaged.reference
    )
    _asked(Snapshot(2, with_both))
    _published("nothing moves", Snapshot(1, with_2028), cases)
    _published("idle", Snapshot(1, with_2028), cases)
    seconds = _published("all move", Snapshot(2, with_both), cases)
    return int(seconds > LONGEST * cases / 50_000 or not _is_right(cases))


def _notice(days: tuple[int, list[date]]) -> tuple[int, list[SpecialDay]]:
    year, off = days
    return year, [SpecialDay(day, False, "元旦") for day in off]


def _asked(snapshot: Snapshot) -> None:
    began = time.perf_counter()
    impact = count(snapshot, NOW)
    print(f"  what would change: {impact.cases:,} cases, {time.perf_counter() - began:.1f} s")


def _published(what: str, snapshot: Snapshot, cases: int) -> float:
    began = time.perf_counter()
    done = recompute(snapshot, NOW)
    seconds = time.perf_counter() - began
    print(f"  {what}: {seconds:.2f} s, {cases / seconds:,.0f} cases a second; {done}")
    return seconds


def _is_right(cases: int) -> bool:
    told = Notification.objects.filter(kind="deadlines_recounted").count()
    wanted = cases + len(range(0, cases, ONE_HELPED_IN))
    sample = Complaint.objects.order_by("pk")[:: max(1, cases // 100)]
    whole = all(ledger.verify(case).whole for case in sample)
    print(f"  told: {told:,} of {wanted:,}; ledgers of {len(sample)} cases whole: {whole}")
    return whole and told == wanted


def _fill(people: Cast, first: int, last: int) -> None:
    cases = many(Complaint, (_case(people, n) for n in range(first, last)))
    tracks = many(Track, (_track(case) for case in cases))
    pairs = list(zip(cases, tracks, strict=True))
    many(Step, (step for case, track in pairs for step in _steps(case, track)))
    many(CaseAccess, (_access(case, people) for case in cases[::ONE_HELPED_IN]))
    rows = many(Deadline, (row for case, track in pairs for row in _deadlines(case, track)))
    many(Reminder, (row for deadline in rows for row in _reminders(deadline)))
    entries = (ledger.Entry(case, "drafted", {"number": case.number}, case.owner, case.created_at) for case in cases)
    ledger.append_many(entries)


def _case(people: Cast, n: int) -> Complaint:
    filed = FIRST_TRIGGER + timedelta(days=n % 8, minutes=n % 500)
    return Complaint(
        owner=people.others[n % len(people.others)], number=f"JL-2026-{n:06d}", kind=list(Kind)[n % len(Kind)],
        title=GOODS[n % len(GOODS)], story="收到后和页面写的不一样，联系卖家后没有结果。", status=Status.WITH_REGULATOR,
        due_at=filed, created_at=filed, updated_at=filed, found_at=filed - timedelta(days=30), version=3,
    )  # fmt: skip


def _track(case: Complaint) -> Track:
    return Track(complaint=case, kind=TrackKind.COMPLAINT, state=TrackState.FILED, opened_at=case.created_at)


def _steps(case: Complaint, track: Track) -> Iterator[Step]:
    for n, action in enumerate((Action.OPEN, Action.CONTACT_SELLER, Action.ESCALATE_TO_REGULATOR)):
        yield Step(
            complaint=case, track=track if n == 2 else None, action=action, source=Status.DRAFT,
            target=Status.WITH_REGULATOR, actor=case.owner, happened_at=case.created_at, recorded_at=case.created_at,
            key=f"fill {n}",
        )  # fmt: skip


def _access(case: Complaint, people: Cast) -> CaseAccess:
    return CaseAccess(
        complaint=case, user=people.bob, scope=Scope.ACT, granted_by=case.owner, granted_at=case.created_at
    )


def _deadlines(case: Complaint, track: Track) -> Iterator[Deadline]:
    packaged = law.load()
    wanted = ((clocks.LIMIT, case.found_at, None), (clocks.ACCEPTANCE, case.created_at, track))
    for clock, trigger, of_track in wanted:
        found = trigger and moments(packaged, clock, trigger, None)
        if not found:
            sys.exit(f"{clock.name} can't be counted from {trigger}")
        yield Deadline(
            complaint=case, track=of_track, name=clock.name, whose=clock.whose, state=DeadlineState.OPEN,
            rule_id=found.rule_id, rule_version=packaged.version, calendar_version=packaged.calendar.version,
            origin=found.origin, trigger_at=trigger, safe_at=found.safe, latest_at=found.latest,
            provisional=found.provisional, why=found.why,
        )  # fmt: skip


def _reminders(deadline: Deadline) -> Iterator[Reminder]:
    owner = deadline.complaint.owner
    if owner:
        for kind, due_at in still_to_come(deadline, owner, NOW):
            yield Reminder(deadline=deadline, kind=kind, recipient=owner, due_at=due_at)
