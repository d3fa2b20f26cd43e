"""What a running deadline comes to by another edition of the law, and whether that differs from what is stored. Pure.

The answer that a row stores is its rule, both moments, whether they are provisional, and the days counted and passed
over. Where any of it differs the row is replaced; where all is the same it is only marked with the new edition. Other
words for the same days are no other answer.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from complaints.status import TrackKind
from escalation.clocks import DISPATCH, LIMIT, RETURN_WINDOW, STARTS, Clock
from escalation.deadlines import Moments, moments
from escalation.models import Deadline, DeadlineState, Origin, Whose
from law import CHINA, LawError, Unit
from rulebook.snapshot import Snapshot

log = logging.getLogger("juli.recompute")

CALENDAR, RULE = "calendar", "rule"
_DAYS = ("counted", "skipped", "rolled_from")
_CLOCKS = (RETURN_WINDOW, DISPATCH, LIMIT, *(clock for clocks in STARTS.values() for clock in clocks))


@dataclass(frozen=True, slots=True)
class Reason:
    """What was published: `subject` is "calendar" or "rule", `key` the year of the notice or the id of the rule."""

    subject: str
    key: str


@dataclass(frozen=True, slots=True)
class Published:
    """A publication, and the number of the edition that it made."""

    edition: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Recount:
    """A deadline to be replaced: the row as it stands, what it comes to now, the state it goes on in, and why."""

    old: Deadline
    found: Moments
    state: DeadlineState
    reason: Reason

    @property
    def shown(self) -> datetime:
        """The moment to put on the page: the safe one for our user, the latest one for everybody else."""
        return self.found.safe if self.old.whose == Whose.CONSUMER else self.found.latest

    @property
    def moved(self) -> bool:
        """Whether the moment that people see is another one."""
        return self.shown != self.old.shown_at

    @property
    def shifted(self) -> bool:
        """Whether one of the two moments is another one."""
        return (self.found.safe, self.found.latest) != (self.old.safe_at, self.old.latest_at)

    @property
    def reopened(self) -> bool:
        """Whether it had been written down as passed and hasn't passed after all."""
        return self.old.state == DeadlineState.LAPSED and self.state == DeadlineState.OPEN

    @property
    def told(self) -> bool:
        """Whether somebody has to hear of it: people see another day, and not merely of something long over."""
        return self.moved and self.state == DeadlineState.OPEN


class Recounter:
    """Counts deadlines anew by one edition of the law, each rule once a day of its trigger."""

    def __init__(self, snapshot: Snapshot, published: Iterable[Published] = ()) -> None:
        self._law, self._edition = snapshot.law, snapshot.edition
        self._published = [one for one in published if one.edition <= snapshot.edition]
        self._counted: dict[tuple[Clock, date], Moments | None] = {}
        self._refused: set[str] = set()

    def changed(self, rows: Iterable[Deadline], kinds: dict[int, str], now: datetime) -> list[Recount]:
        """Those of the running `rows` of one case whose answer differs; `kinds`: a track's kind by its id.

        Rows that this edition has counted already are left alone. What somebody typed or promised is theirs and never
        differs. Neither does what a newer clock of the same name has followed: that one counts, and two of them can't
        run side by side.
        """
        found, running = [], set()
        for row in sorted(rows, key=lambda row: (row.state != DeadlineState.OPEN, -row.pk)):
            name = (row.track_id, row.name)
            due = row.edition < self._edition and name not in running
            recount = self._recount(row, kinds, now) if due else None
            if recount:
                found.append(recount)
            running.add(name)
        return sorted(found, key=lambda recount: recount.old.pk)

    def _recount(self, row: Deadline, kinds: dict[int, str], now: datetime) -> Recount | None:
        found = self._moments(row, kinds)
        if found is None or _same(row, found):
            return None
        passed = row.state == DeadlineState.LAPSED and found.latest <= now
        state = DeadlineState.LAPSED if passed else DeadlineState.OPEN
        return Recount(row, found, state, self._reason(row, found))

    def _moments(self, row: Deadline, kinds: dict[int, str]) -> Moments | None:
        """The moments by this law; None where they can't differ, or where this law has none to give."""
        law, trigger = self._law, row.trigger_at
        same = (row.rule_version, row.calendar_version) == (law.version, law.calendar.version)
        if same or trigger is None or row.origin in (Origin.USER, Origin.PROMISE) or row.why.get("typed"):
            return None
        clock = _clock(row, kinds.get(row.track_id) if row.track_id else None)
        try:
            found = self._once_a_day(clock, trigger)
        except LawError as error:  # a rule was taken back: the moment that people know stays
            if row.rule_id not in self._refused:
                log.warning("Deadlines by %s can't be counted anew and stay as they are: %s", row.rule_id, error)
            self._refused.add(row.rule_id)
            return None
        return found and replace(found, origin=Origin(row.origin))

    def _once_a_day(self, clock: Clock, trigger: datetime) -> Moments | None:
        """Limits of days and longer depend on the day of their trigger alone, and many cases share one."""
        key = (clock, trigger.astimezone(CHINA).date())
        if key not in self._counted:
            found = moments(self._law, clock, trigger, None)
            if found and self._law.rule(found.rule_id).unit is Unit.HOUR:
                return found
            self._counted[key] = found
        known = self._counted[key]
        return known and replace(known, why=known.why | {"trigger": trigger.astimezone(CHINA).isoformat()})

    def _reason(self, row: Deadline, found: Moments) -> Reason:
        """What changed the answer: the newest publication since the row was counted that its count rests on."""
        years = _years(row, found)
        rests_on = {Reason(RULE, found.rule_id), Reason(RULE, row.rule_id), *(Reason(CALENDAR, str(y)) for y in years)}
        since = [one for one in self._published if one.edition > row.edition and one.reason in rests_on]
        if since:
            return max(since, key=lambda one: one.edition).reason
        law = self._law
        by_rule = row.rule_id != found.rule_id or row.calendar_version == law.calendar.version
        if by_rule or (row.rule_version != law.version and not row.provisional):
            return Reason(RULE, found.rule_id)
        return Reason(CALENDAR, str(max((year for year in years if year in law.calendar.published), default=years[-1])))


def _clock(row: Deadline, kind: str | None) -> Clock:
    """What the row is counted by: of a family the version in force at the trigger, otherwise exactly its own rule."""
    clock = next((c for c in _CLOCKS if c.name == row.name and c.only_track in (None, kind and TrackKind(kind))), None)
    if clock and clock.family:
        return clock
    return Clock(row.name, Whose(row.whose), rule=row.rule_id, origin=Origin(row.origin))


def _years(row: Deadline, found: Moments) -> range:
    """The years, in China, that either count touches."""
    ends = [at.astimezone(CHINA).year for at in (row.trigger_at, row.latest_at, found.safe, found.latest) if at]
    return range(min(ends), max(ends) + 1)


def _same(row: Deadline, found: Moments) -> bool:
    stored = (row.rule_id, row.safe_at, row.latest_at, row.provisional)
    if stored != (found.rule_id, found.safe, found.latest, found.provisional):
        return False
    return all(row.why.get(name) == found.why[name] for name in _DAYS)
