"""Starting, stopping and restoring the clocks of a case. Moments are computed once, by `law`, and stored with their reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from complaints.models import Complaint, Order, Track
from complaints.status import Kind, Status, TrackState
from escalation.clocks import DISPATCH, LIMIT, OF_ONE_TRACK, RETURN_WINDOW, STARTS, STOPS, Clock
from escalation.models import Deadline, DeadlineState, Origin, Promise, Step, Whose
from escalation.transitions import Action
from law import CHINA, Law, Rule, UnknownRule, explain_en, explain_zh
from rulebook.snapshot import Snapshot

RUNNING = (DeadlineState.PENDING, DeadlineState.OPEN)
FAR_OFF = timedelta(days=90)
ALWAYS_OURS = (
    Status.DRAFT, Status.READY_FOR_PLATFORM, Status.PLATFORM_ASKED, Status.READY_FOR_REGULATOR,
    Status.COURT_READY, Status.KEPT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moments:
    """What a clock comes to: the safe and the latest moment, where they come from, and why."""

    rule_id: str
    origin: Origin
    safe: datetime
    latest: datetime
    provisional: bool
    why: dict[str, Any]


def moments(law: Law, clock: Clock, trigger: datetime, typed: datetime | None) -> Moments | None:
    """The moments of `clock` counted from `trigger`; what the person typed from the app goes before a rule's default.

    None when the clock has neither a typed moment nor a rule, or no version of its rule was in force then.
    """
    if typed is not None:
        origin = Origin.PROMISE if clock.origin == Origin.PROMISE else Origin.USER
        return Moments(clock.rule or clock.name.upper(), origin, typed, typed, False, {"typed": True})
    if clock.figure:
        at = trigger + law.reference.figure(clock.figure).span
        return Moments(clock.figure, clock.origin, at, at, False, {"figure": clock.figure})
    if not clock.rule and not clock.family:
        return None
    rule = _rule(law, clock, trigger)
    if rule is None:
        return None
    due = law.due(rule, trigger)
    why = dict(due.why()) | {"zh": explain_zh(due, rule), "en": explain_en(due, rule)}
    return Moments(rule.id, clock.origin, due.safe, due.latest, due.provisional, why)


def _rule(law: Law, clock: Clock, trigger: datetime) -> Rule | None:
    """The clock's rule; of a family the version in force at `trigger`, None for what happened before the first one."""
    if clock.rule:
        return law.rule(clock.rule)
    try:
        return law.rule_for(clock.family, trigger.astimezone(CHINA).date())
    except UnknownRule:
        return None


def start(
    snapshot: Snapshot, complaint: Complaint, step: Step, clock: Clock, trigger: datetime,
    typed: datetime | None = None, track: Track | None = None, promise: Promise | None = None,
) -> Deadline | None:  # fmt: skip
    """Open one clock, superseding a running one of the same name on the same track.

    Take a fresh snapshot: a row that names an older edition than the one in force is counted again by `recompute`.
    """
    law = snapshot.law
    found = moments(law, clock, trigger, typed)
    if found is None:
        return None
    same = Deadline.objects.filter(complaint=complaint, name=clock.name, state__in=RUNNING, promise=promise)
    old = (same if promise else same.filter(track=track)).first()
    if old:
        Deadline.objects.filter(pk=old.pk).update(state=DeadlineState.SUPERSEDED, closed_by=step)
    return Deadline.objects.create(
        complaint=complaint, track=track, step=step, promise=promise, name=clock.name, whose=clock.whose,
        state=DeadlineState.OPEN,
        rule_id=found.rule_id, rule_version=law.version, calendar_version=law.calendar.version, origin=found.origin,
        trigger_at=trigger, safe_at=found.safe, latest_at=found.latest, provisional=found.provisional,
        why=found.why, edition=snapshot.edition, supersedes=old if old and without_heir([old.pk]) else None,
    )  # fmt: skip


def without_heir(ids: Iterable[int]) -> set[int]:
    """Those of the deadlines `ids` that no row supersedes yet: one that was undone back to life may have an heir already."""
    return set(ids) - set(Deadline.objects.filter(supersedes__in=ids).values_list("supersedes", flat=True))


def start_for(
    snapshot: Snapshot, step: Step, action: Action, facts: dict[str, Any], promise: Promise | None = None
) -> list[Deadline]:
    """Open the clocks that `action` starts, counted from the moment the step happened; `promise`: what it recorded."""
    opened = []
    for clock in STARTS.get(action, ()):
        if clock.only_track and (step.track is None or step.track.kind != clock.only_track):
            continue
        if clock.only_if and not facts.get(clock.only_if):
            continue
        typed = facts.get(clock.typed) if clock.typed else None
        mine = promise if clock.origin == Origin.PROMISE else None
        opened.append(start(snapshot, step.complaint, step, clock, step.happened_at, typed, step.track, mine))
    return [deadline for deadline in opened if deadline]


def start_for_orders(snapshot: Snapshot, step: Step, orders: Iterable[Order], now: datetime) -> list[Deadline]:
    """Open the clocks that run from the orders' own times; windows that are over already are left out.

    Of several orders the earliest moment counts: it is the safe one. Called again when an order or the facts were
    corrected: a running clock is superseded by its recount, one that was met stays met, and one that nothing starts any
    more (the goods were shipped after all) is void.
    """
    case, opened, triggers = step.complaint, [], _earliest(step.complaint, orders)
    ended = {RETURN_WINDOW.name, DISPATCH.name} - {clock.name for clock in triggers}
    _close(Deadline.objects.filter(complaint=case, name__in=ended, closed_by__isnull=True), step, DeadlineState.VOID)
    for clock, trigger in triggers.items():
        had = Deadline.objects.filter(complaint=case, name=clock.name).order_by("-pk").first()
        if had and had.state != DeadlineState.VOID and (had.trigger_at == trigger or _stays(had)):
            continue
        found = moments(snapshot.law, clock, trigger, None)
        if found and (had or clock.whose != Whose.CONSUMER or found.latest > now):
            opened.append(start(snapshot, case, step, clock, trigger))
    return [deadline for deadline in opened if deadline]


def _stays(had: Deadline) -> bool:
    """Whether a corrected order leaves this row alone: it is settled, or the person typed it from the app."""
    return had.state not in RUNNING or had.origin == Origin.USER


def _earliest(case: Complaint, orders: Iterable[Order]) -> dict[Clock, datetime]:
    found: dict[Clock, datetime] = {}
    for order in orders:
        unshipped = case.kind == Kind.SHIPPING and not order.shipped_at
        for clock, moment in (
            (RETURN_WINDOW, order.received_at),
            (DISPATCH, (order.paid_at or order.placed_at) if unshipped else None),
            (LIMIT, case.found_at or order.received_at or order.placed_at),
        ):
            if moment:
                found[clock] = min(moment, found.get(clock, moment))
    return found


def stop_for(step: Step, action: Action) -> list[int]:
    """Close the clocks that `action` meets; returns their ids. One that had lapsed stays lapsed, but is dealt with."""
    names = STOPS.get(action, ())
    rows = Deadline.objects.filter(
        complaint=step.complaint, name__in=names, closed_by__isnull=True, promise__isnull=True
    )
    if step.track and action in OF_ONE_TRACK:
        rows = rows.filter(track=step.track)
    return _close(rows.exclude(step=step), step, DeadlineState.MET)


def stop_of(promises: Iterable[Promise], step: Step) -> list[int]:
    """Close the clocks of promises that have been kept or broken."""
    rows = Deadline.objects.filter(promise__in=[promise.pk for promise in promises], closed_by__isnull=True)
    return _close(rows, step, DeadlineState.MET)


def stop_all(step: Step) -> list[int]:
    """Close every running clock, because the case ends."""
    return _close(Deadline.objects.filter(complaint=step.complaint, closed_by__isnull=True), step, DeadlineState.VOID)


def _close(rows: Any, step: Step, state: DeadlineState) -> list[int]:
    ids = list(rows.filter(state__in=(*RUNNING, DeadlineState.LAPSED)).values_list("pk", flat=True))
    Deadline.objects.filter(pk__in=ids, state__in=RUNNING).update(state=state, closed_by=step)
    Deadline.objects.filter(pk__in=ids, state=DeadlineState.LAPSED).update(closed_by=step)
    return ids


def run_again(step: Step, after: Step, names: Iterable[str]) -> list[Deadline]:
    """Let the clocks called `names` that `after` met run on: rows of `step`, with the moments they had."""
    met = Deadline.objects.filter(closed_by=after, name__in=names, promise__isnull=True)
    again = list(met.filter(state__in=(DeadlineState.MET, DeadlineState.LAPSED)))
    for deadline in again:
        if deadline.state == DeadlineState.MET:
            deadline.state = DeadlineState.OPEN
        deadline.pk, deadline.step, deadline.closed_by, deadline.supersedes = None, step, None, None
        deadline._state.adding = True
        deadline.save(force_insert=True)
    return again


def undo(voided: Step, by: Step) -> list[Deadline]:
    """Void the clocks that `voided` opened and restore those it closed; returns the restored ones."""
    opened = Deadline.objects.filter(step=voided).exclude(state=DeadlineState.SUPERSEDED)
    _void(opened, by)
    closed = Deadline.objects.filter(closed_by=voided)
    ids = list(closed.values_list("pk", flat=True))
    closed.filter(state=DeadlineState.LAPSED).update(closed_by=None)
    closed.exclude(state=DeadlineState.LAPSED).update(state=DeadlineState.OPEN, closed_by=None)
    return list(Deadline.objects.filter(pk__in=ids, state=DeadlineState.OPEN))


def _void(rows: Any, by: Step) -> None:
    rows.update(state=DeadlineState.VOID, closed_by=by)


def nearest(
    status: Status, deadlines: Iterable[Deadline], tracks: Iterable[Track], now: datetime, *, contacted: bool
) -> tuple[datetime | None, bool]:
    """The moment that a list shows for a case, and whether it is our side's turn."""
    rows = [d for d in deadlines if d.closed_by_id is None and d.latest_at]
    lapsed = [d for d in rows if d.whose != Whose.CONSUMER and _at(d) <= now]
    running = [d for d in rows if d.state == DeadlineState.OPEN and d not in lapsed and _counts(d, now)]
    ours = _our_turn(status, tracks, contacted) or bool(lapsed)
    listed = [*lapsed, *(d for d in running if d.whose == Whose.CONSUMER)] if ours else running
    return min((_at(d) for d in listed), default=None), ours


def _at(deadline: Deadline) -> datetime:
    """The moment to show; only for deadlines that have one."""
    shown = deadline.shown_at
    if shown is None:
        raise ValueError("A deadline that hasn't started has no moment.")
    return shown


def _counts(deadline: Deadline, now: datetime) -> bool:
    """A limit of years isn't news until it comes near."""
    return deadline.name != LIMIT.name or _at(deadline) - now < FAR_OFF


def _our_turn(status: Status, tracks: Iterable[Track], contacted: bool) -> bool:
    open_states = {TrackState(t.state) for t in tracks if t.state != TrackState.CLOSED}
    if status == Status.READY_FOR_REGULATOR:
        return not open_states or not open_states <= {TrackState.IN_REVIEW, TrackState.SECOND_READ}
    if status in (Status.WITH_REGULATOR, Status.IN_COURT):
        return bool(open_states & {TrackState.PREPARING, TrackState.APPROVED})
    return status in ALWAYS_OURS or (status == Status.NEGOTIATING and not contacted)
