"""Counting running cases again after a publication: a year's holidays, a changed rule.

`recompute` is the same function for the worker, for `manage.py recompute_deadlines` and for tests. It works through
batches of cases, each in a transaction of its own, and finds its work by the edition that a deadline names: killed
anywhere and started again it goes on with what is left, and no case is counted twice.

In a batch a row whose answer is the same is marked with the new edition; one whose answer differs is never edited but
superseded, closed by nobody. With it go its reminders, the columns of lists, one notification for each person concerned
(only where a date that people see has moved) and, last, one entry in the case's ledger. That last write asks whether the
ledger still stands where the batch read it: a step taken meanwhile makes the batch start over.
"""

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import JSONField, Value

from complaints import ledger
from complaints.models import Complaint, Track
from complaints.status import FINAL
from escalation.announcements import People, people_of_all
from escalation.deadlines import without_heir
from escalation.due import renew_due
from escalation.models import Deadline, DeadlineState
from escalation.recompute_answers import Published, Reason, Recount, Recounter
from escalation.recompute_reminders import replan
from escalation.recompute_rows import cases_before, standing, standing_of
from escalation.recompute_words import KIND, entry, saying
from notifications.outbox import enqueue_many
from rulebook.models import Edition, EditionState, Subject
from rulebook.snapshot import Snapshot

BATCH = 500
_TRIES = 5
_PAUSE = 0.11

Change = tuple[Recount, Deadline]
"""What was found of an old row, and the row that takes its place."""


class Overtaken(RuntimeError):
    """A deadline of the batch was met or replaced while it was counted."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What one run did: deadlines `checked`, those that `moved`, the `cases` told of it, cases `left` for the next run."""

    checked: int = 0
    moved: int = 0
    cases: int = 0
    left: int = 0


def recompute(snapshot: Snapshot, now: datetime, *, limit: int | None = None) -> Recomputed:
    """Count the running deadlines of earlier editions by `snapshot`, at most `limit` cases (None: all).

    Raises LedgerBusy or Overtaken when
    other writers kept overtaking a batch; what was done before stays, the next run goes on.
    """
    waiting = cases_before(snapshot.edition)
    if not waiting:
        return Recomputed()
    taken = waiting if limit is None else waiting[:limit]
    recounter, checked, moved, cases = Recounter(snapshot, _published()), 0, 0, 0
    for start in range(0, len(taken), BATCH):
        if start:
            _let_others_write()
        done = _insisting(taken[start : start + BATCH], snapshot, recounter, now)
        checked, moved, cases = checked + done.checked, moved + done.moved, cases + done.cases
    return Recomputed(checked, moved, cases, len(waiting) - len(taken))


def _published() -> list[Published]:
    """What made the editions, for saying why."""
    rows = Edition.objects.filter(state=EditionState.PUBLISHED, subject__in=(Subject.CALENDAR, Subject.RULE))
    return [Published(row.number or 0, Reason(row.subject, row.key)) for row in rows.only("number", "subject", "key")]


def _let_others_write() -> None:
    """SQLite has one writer at a time, and whoever waits looks again every tenth of a second: a run without pauses would
    keep people's steps waiting until they fail.
    """
    if connection.vendor == "sqlite":
        time.sleep(_PAUSE)


def _insisting(ids: Sequence[int], snapshot: Snapshot, recounter: Recounter, now: datetime) -> Recomputed:
    for attempt in range(1, _TRIES + 1):
        try:
            with _no_search_for_cycles():
                return _Batch(ids, snapshot, now).count(recounter)
        except (ledger.LedgerBusy, Overtaken):
            if attempt == _TRIES:
                raise
    raise AssertionError("a loop with tries left neither returned nor raised")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A batch makes thousands of rows that live until its end. Searching them for cycles again and again, while there
    are none, costs a fifth of the time.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


class _Batch:
    """A few hundred cases, counted in one transaction: all of them, or on an error none."""

    def __init__(self, ids: Sequence[int], snapshot: Snapshot, now: datetime) -> None:
        self._ids, self._snapshot, self._now = ids, snapshot, now
        self._edition = snapshot.edition

    @transaction.atomic
    def count(self, recounter: Recounter) -> Recomputed:
        self._read()
        found = {pk: recounter.changed(rows, self._kinds, self._now) for pk, rows in self._running.items()}
        recounts = [recount for of_case in found.values() for recount in of_case]
        checked = self._mark({recount.old.pk for recount in recounts})
        changes = self._supersede(recounts)
        cases = [self._cases[pk] for pk, of_case in found.items() if of_case]
        people = people_of_all(cases, self._now)
        replan([(recount.old, new) for recount, new in changes], people, self._now)
        renew_due(cases, self._running, self._tracks, self._now)
        self._tell(changes, people)
        ledger.append_many(
            ledger.Entry(case, KIND, entry(self._edition, found[case.pk], self._kinds), None, self._now)
            for case in cases
        )
        return Recomputed(checked, sum(recount.shifted for recount in recounts), len(cases))

    def _read(self) -> None:
        """The cases that go on, taken in the order of their ids, and their rows as they stand once they are taken."""
        taken = Complaint.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=self._ids)
        going = taken.exclude(status__in=FINAL).select_related("owner").defer("story", "answers").order_by("pk")
        self._cases: dict[int, Complaint] = {case.pk: case for case in going}
        self._running = standing_of(self._cases)
        self._tracks = Track.objects.filter(complaint__in=list(self._cases)).in_bulk()
        self._kinds = {pk: track.kind for pk, track in self._tracks.items()}

    def _mark(self, replaced: set[int]) -> int:
        """Note of the rows that stay that this edition has seen them; returns how many rows it sees for the first time."""
        earlier = [d.pk for rows in self._running.values() for d in rows if d.edition < self._edition]
        same = [pk for pk in earlier if pk not in replaced]
        Deadline.objects.filter(pk__in=same, edition__lt=self._edition).update(edition=self._edition)
        return len(earlier)

    def _supersede(self, recounts: Sequence[Recount]) -> list[Change]:
        """Put a new row in each old one's place. Raises Overtaken when one of the old ones no longer runs."""
        ids = [recount.old.pk for recount in recounts]
        mine = standing().filter(pk__in=ids, edition__lt=self._edition)
        if mine.update(state=DeadlineState.SUPERSEDED) != len(ids):
            raise Overtaken(f"of {len(ids)} deadlines")
        heirless = without_heir(ids)
        rows = Deadline.objects.bulk_create(self._row(recount, heirless) for recount in recounts)
        changes = list(zip(recounts, rows, strict=True))
        for recount, new in changes:
            of_case = self._running[new.complaint_id]
            of_case[of_case.index(recount.old)] = new
        return changes

    def _row(self, recount: Recount, heirless: set[int]) -> Deadline:
        """The new row. `why` as an expression: else the driver of PostgreSQL takes an array of JSON texts apart in Python,
        quote by quote, which costs more than all the rest of the row.
        """
        old, found, law = recount.old, recount.found, self._snapshot.law
        return Deadline(
            complaint_id=old.complaint_id, track_id=old.track_id, step_id=old.step_id, name=old.name, whose=old.whose,
            state=recount.state, rule_id=found.rule_id, rule_version=law.version, calendar_version=law.calendar.version,
            edition=self._edition, origin=old.origin, trigger_at=old.trigger_at, safe_at=found.safe,
            latest_at=found.latest, provisional=found.provisional, why=Value(found.why, JSONField()),
            supersedes_id=old.pk if old.pk in heirless else None,
        )  # fmt: skip

    def _tell(self, changes: Iterable[Change], people: People) -> None:
        """One notification for each person whom a date that moved concerns."""
        told: dict[int, list[Change]] = {}
        for recount, new in changes:
            if recount.told:
                told.setdefault(new.complaint_id, []).append((recount, new))
        enqueue_many(
            (
                saying(self._cases[pk], person, self._edition, of_case, self._now)
                for pk, of_case in told.items()
                for person in people[pk]
            ),
            now=self._now,
        )
