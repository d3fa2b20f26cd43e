"""The one door through which a case moves: `perform`. Nothing else writes `Complaint.status`.

One transaction: take the row, find the step in the table, ask the guards, move tracks, write Step, clocks, reminders
and, last, the ledger. Row locks are a courtesy; the conditional UPDATE on `version` decides (SQLite has no row locks).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint, Track
from complaints.status import STAGE, Status, TrackKind, TrackOutcome, TrackState
from escalation import announcements, deadlines, effects, promises, reminders, tracks
from escalation.clocks import APPLY, RUNS_AGAIN
from escalation.due import due_columns
from escalation.guards import unmet
from escalation.models import Deadline, Promise, Step
from escalation.situation import Situation
from escalation.transitions import (
    AS_BROKEN,
    BEFORE,
    BY_TRACKS,
    PAID,
    STAY,
    UNDER_DECISION,
    Action,
    Transition,
    find,
    summary,
)
from rulebook.snapshot import Snapshot, fresh

REGULATOR_STAGE = 3


class NotAllowed(Exception):
    """The table has no such step from here, or not for this person."""


class Unmet(Exception):
    """The step exists, but something is missing; `reasons` are sentences for the person."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Stale(Exception):
    """The case has moved since the form was opened; `since` are the steps recorded meanwhile, oldest first."""

    def __init__(self, since: list[Step]) -> None:
        super().__init__("The case has moved since this page was opened.")
        self.since = since


@dataclass(frozen=True, slots=True)
class Offer:
    """An action the table has for this person here: possible when `reasons` is empty."""

    action: Action
    track: Track | None
    reasons: list[str]

    @property
    def possible(self) -> bool:
        return not self.reasons


def offers(sit: Situation) -> list[Offer]:
    """Everything the table allows this person here, with the reasons why some of it can't be done yet."""
    found = []
    for track in [None, *(t for t in sit.tracks if t.state != TrackState.CLOSED)]:
        state = TrackState(track.state) if track else None
        for action in Action:
            row = find(action, sit.status, state, TrackKind(track.kind) if track else None)
            if row and row.on_track == (track is not None) and sit.actors & set(row.actors):
                sit.track = track
                found.append(Offer(action, track, unmet(sit, row.guards)))
    sit.track = None
    return found


def perform(
    complaint: Complaint, action: Action | str, actor: User, *, now: datetime | None = None, version: int | None = None,
    key: str | None = None, track: TrackKind | str | None = None, **facts: Any,
) -> Step:  # fmt: skip
    """Do `action` on the case as `actor`.

    `version` is the case's version that the person's page showed (None: not checked); `key` the form's own key: the
    same key again returns the first result; for another action or person it is Stale. `track` names the filing for
    actions on one track; `facts` are what the form asked for, `happened_at` among them.
    Raises NotAllowed, Unmet, Stale; then nothing was written.
    """
    now, key = now or timezone.now(), key or secrets.token_hex(16)
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update(no_key=True).get(pk=complaint.pk)
        done = Step.objects.filter(complaint=complaint, key=key).first()
        if done and (done.action, done.actor_id) == (action, actor.pk):
            return done
        if done or version not in (None, complaint.version):
            raise Stale(_since(complaint, version))
        sit = Situation.of(complaint, actor, now)
        sit.facts = facts
        row = _row_for(sit, Action(action), TrackKind(track) if track else None)
        reasons = unmet(sit, row.guards)
        if reasons:
            raise Unmet(reasons)
        return _carry_out(sit, row, key)


def _row_for(sit: Situation, action: Action, kind: TrackKind | None) -> Transition:
    sit.track = sit.open_track(kind) if kind else None
    row = find(action, sit.status, TrackState(sit.track.state) if sit.track else None, kind)
    if row is None or not sit.actors & set(row.actors):
        raise NotAllowed(f"{action} from {sit.status} by {sorted(sit.actors)}")
    return row


def _since(complaint: Complaint, version: int | None) -> list[Step]:
    """The steps that were recorded after the page with `version` was opened: one a version."""
    shown = complaint.version if version is None else max(0, min(version, complaint.version))
    return list(complaint.steps.select_related("actor").order_by("id")[shown:])


def _carry_out(sit: Situation, row: Transition, key: str) -> Step:
    case, now, facts = sit.complaint, sit.now, sit.facts or {}
    undone = _step_to_undo(sit, row)
    source = sit.status
    track_source = sit.track.state if sit.track else ""
    track, undo = tracks.apply(sit, row, now)
    target = _target(sit, row, undone)
    fields = effects.fields_of(row.action, facts)
    planned = promises.changes(sit, row.action)
    sent = effects.freeze_text(row.action, track, facts, now)
    sent |= effects.prechecked(sit, row.action, track, facts)
    told = ledger.plain({name: fact for name, fact in facts.items() if name != "text"})
    step = Step.objects.create(
        complaint=case, track=track, action=row.action, source=source, target=target, track_source=track_source,
        actor=sit.user, happened_at=facts.get("happened_at") or now, recorded_at=now, key=key, voids=undone,
        facts=told | sent | {"tracks_before": undo, "money_before": effects.before(case, fields),
                             "promises_before": promises.before(planned)},
    )  # fmt: skip
    if undone:
        fields |= _undo(undone, step, now)
    else:
        _run_clocks(sit, row, step, facts, promises.apply(step, planned, facts))
    effects.note_contact(step, facts)
    fields |= due_columns(case, target, now)
    _move(case, source, target, fields, now)
    effects.review(step, facts, now)
    announcements.announce(step)
    ledger.append(case, "step", announcements.entry(step), actor=sit.user, at=now)
    return step


def _target(sit: Situation, row: Transition, undone: Step | None) -> Status:
    if undone and row.target == BEFORE:
        return Status(undone.source)
    if row.target == BY_TRACKS or (row.on_track and STAGE.get(sit.status) == REGULATOR_STAGE):
        return _summary(sit)
    if row.target == AS_BROKEN:
        return _as_broken(sit)
    # What comes of a report takes back neither that they paid nor that the seller still thinks.
    return sit.status if row.on_track or row.target == STAY else Status(row.target)


def _summary(sit: Situation) -> Status:
    return summary(
        (TrackKind(t.kind), TrackState(t.state), TrackOutcome(t.outcome) if t.outcome else "") for t in sit.tracks
    )


def _as_broken(sit: Situation) -> Status:
    """Where a case goes whose money was said to be paid and didn't come: on from where it stood before that."""
    source = Status(_paid(sit).source)
    row = find(Action.RECORD_BROKEN, source, None)
    if STAGE[source] == REGULATOR_STAGE:
        return _summary(sit)
    if row:
        return Status(row.target)
    if source in UNDER_DECISION and sit.open_track(TrackKind.PLATFORM) is None:
        return Status.READY_FOR_REGULATOR
    return Status.READY_FOR_PLATFORM if source == Status.NEGOTIATING else source


def _paid(sit: Situation) -> Step:
    """The step that said that they had paid."""
    return next(step for step in reversed(sit.steps) if step.action in PAID)


def _step_to_undo(sit: Situation, row: Transition) -> Step | None:
    """The step that 「记录错了」 or reopening takes back: the last one that counts."""
    return sit.steps[-1] if row.target == BEFORE else None


def _undo(undone: Step, step: Step, now: datetime) -> dict[str, Any]:
    tracks.put_back(undone.facts["tracks_before"])
    promises.undo(undone, step)
    restored, case = deadlines.undo(undone, step), step.complaint
    opening = case.steps.filter(action=Action.OPEN).order_by("pk").first()
    if opening:  # an order may have been corrected while its clocks stood still
        restored += deadlines.start_for_orders(fresh(), opening, case.orders.all(), now)
    for deadline in restored:
        reminders.plan(deadline, now)
    return dict(undone.facts["money_before"])


def _run_clocks(sit: Situation, row: Transition, step: Step, facts: dict[str, Any], promise: Promise | None) -> None:
    if row.action in (Action.CLOSE, Action.WITHDRAW):
        deadlines.stop_all(step)
        return
    snapshot = fresh()
    deadlines.stop_for(step, row.action)
    opened = deadlines.start_for(snapshot, step, row.action, facts, promise)
    if row.action == Action.RECORD_NOT_ARRIVED:
        opened += _run_again(sit, step, snapshot)
    if row.action == Action.OPEN:
        opened += deadlines.start_for_orders(snapshot, step, sit.complaint.orders.all(), sit.now)
    for deadline in opened:
        reminders.plan(deadline, sit.now)


def _run_again(sit: Situation, step: Step, snapshot: Snapshot) -> list[Deadline]:
    """The clocks of the place that the case goes back to; the time to ask the platform begins where it hadn't begun."""
    again = deadlines.run_again(step, _paid(sit), RUNS_AGAIN.get(Status(step.target), ()))
    if again or step.target != Status.READY_FOR_PLATFORM:
        return again
    begun = deadlines.start(snapshot, step.complaint, step, APPLY, step.happened_at)
    return [begun] if begun else []


def _move(case: Complaint, source: Status, target: Status, fields: dict[str, Any], now: datetime) -> None:
    over = target in (Status.CLOSED, Status.WITHDRAWN)
    fields |= {"status": target, "version": case.version + 1, "updated_at": now, "closed_at": now if over else None}
    if over:
        fields |= {"due_at": None, "due_ours": False}
    moved = Complaint.objects.filter(pk=case.pk, version=case.version, status=source).update(**fields)
    if not moved:
        raise Stale(_since(case, case.version))
    case.refresh_from_db()
