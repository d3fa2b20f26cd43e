"""What each action does to the tracks: which it opens, which it ends and how."""

from datetime import datetime
from typing import Any

from complaints.models import Track
from complaints.status import TrackKind, TrackOutcome, TrackState
from escalation.situation import Situation
from escalation.transitions import Action, Transition

A, Out = Action, TrackOutcome

OPENS: dict[Action, tuple[TrackKind, TrackState]] = {
    A.OPEN: (TrackKind.SELLER, TrackState.ACTIVE),
    A.ESCALATE_TO_PLATFORM: (TrackKind.PLATFORM, TrackState.ACTIVE),
    A.APPEAL_RULING: (TrackKind.PLATFORM, TrackState.ACTIVE),
}
SELLER_ENDS: dict[Action, TrackOutcome] = {
    A.RECORD_REFUSAL: Out.REFUSED, A.RECORD_SILENCE: Out.SILENT, A.RECORD_KEPT: Out.AGREED, A.RECORD_BROKEN: Out.BROKEN,
    A.SKIP_TO_REGULATOR: Out.DROPPED, A.RECORD_PAID_LATE: Out.AGREED,
}  # fmt: skip
PLATFORM_ENDS: dict[Action, TrackOutcome] = {
    A.RECORD_RULING_FOR: Out.UPHELD, A.RECORD_RULING_AGAINST: Out.REJECTED, A.RECORD_PLATFORM_SILENCE: Out.SILENT,
    A.SKIP_TO_REGULATOR: Out.DROPPED,
}  # fmt: skip
FILING_ENDS: dict[Action, TrackOutcome] = {
    A.RECORD_DECLINED: Out.DECLINED, A.RECORD_REGULATOR_SILENCE: Out.SILENT, A.RECORD_MEDIATION_AGREEMENT: Out.AGREEMENT,
    A.RECORD_MEDIATION_END: Out.TERMINATED, A.DROP_FILING: Out.DROPPED, A.RECORD_RESULT: Out.HANDLED,
    A.WITHDRAW_FILING: Out.WITHDRAWN,
}  # fmt: skip

Undo = list[list[Any]]
"""How to put tracks back: [track id, state, outcome, ground, closed_at, external_no] for each one that was changed."""


def apply(sit: Situation, row: Transition, now: datetime) -> tuple[Track | None, Undo]:
    """Carry out what `row` does to tracks; returns the track that the step belongs to and how to undo it."""
    action, undo = row.action, Undo()
    if row.on_track and sit.track:
        _move(sit.track, TrackState(row.target), FILING_ENDS.get(action), sit.fact("ground"), now, undo)
        _note_reference(sit.track, sit.fact("reference"))
        return sit.track, undo
    if action == A.PREPARE_FILING:
        return _open(sit, TrackKind(sit.fact("channel")), TrackState.PREPARING, now), undo
    if action in OPENS:
        return _open(sit, *OPENS[action], now), undo
    if action == A.APPLY_CONFIRMATION:
        return next((t for t in reversed(sit.tracks) if t.outcome == Out.AGREEMENT), None), undo
    touched = [_end_one(sit, TrackKind.SELLER, SELLER_ENDS.get(action), now, undo)]
    touched.append(_end_one(sit, TrackKind.PLATFORM, PLATFORM_ENDS.get(action), now, undo))
    if action in (A.CLOSE, A.WITHDRAW):
        touched += [_end(track, Out.DROPPED, now, undo) for track in sit.tracks if track.state != TrackState.CLOSED]
    if action == A.RECORD_BROKEN:
        touched += [_end(t, Out.BROKEN, now, undo) for t in sit.tracks if t.outcome == Out.AGREEMENT]
    if action == A.RECORD_NOT_ARRIVED:
        broken = [
            t for t in sit.tracks if t.outcome == Out.AGREEMENT or (t.kind, t.outcome) == (TrackKind.SELLER, Out.AGREED)
        ]
        touched += [_end(t, Out.BROKEN, now, undo) for t in broken]
    ended = next((track for track in touched if track), None)
    return ended or _current(sit), undo


def _current(sit: Situation) -> Track | None:
    """The track that a case-wide step belongs to: the newest one that is open, else the newest.

    Never a report: it runs beside the dispute, and what is said to seller or platform is none of it.
    """
    mine = [track for track in sit.tracks if track.kind != TrackKind.REPORT]
    still_open = [track for track in mine if track.state != TrackState.CLOSED]
    return (still_open or mine)[-1] if mine else None


def _open(sit: Situation, kind: TrackKind, state: TrackState, now: datetime) -> Track:
    track = Track.objects.create(complaint=sit.complaint, kind=kind, state=state, opened_at=now)
    _note_reference(track, sit.fact("reference"))
    sit.tracks.append(track)
    return track


def _end_one(sit: Situation, kind: TrackKind, outcome: TrackOutcome | None, now: datetime, undo: Undo) -> Track | None:
    track = sit.open_track(kind) if outcome else None
    return _end(track, outcome, now, undo) if track and outcome else None


def _end(track: Track, outcome: TrackOutcome, now: datetime, undo: Undo) -> Track:
    _move(track, TrackState.CLOSED, outcome, None, now, undo)
    return track


def _move(
    track: Track, state: TrackState, outcome: TrackOutcome | None, ground: str | None, now: datetime, undo: Undo
) -> None:
    closed_at = track.closed_at.isoformat() if track.closed_at else None
    undo.append([track.pk, track.state, track.outcome, track.ground, closed_at, track.external_no])
    track.state = state
    if outcome:
        track.outcome = outcome
    if ground:
        track.ground = ground
    track.closed_at = (track.closed_at or now) if state == TrackState.CLOSED else None
    track.save(update_fields=("state", "outcome", "ground", "closed_at"))


def _note_reference(track: Track, reference: str | None) -> None:
    if reference:
        track.external_no = reference
        track.save(update_fields=("external_no",))


def put_back(undo: Undo) -> None:
    """Restore tracks to what they were before a step."""
    for pk, state, outcome, ground, closed_at, external_no in undo:
        Track.objects.filter(pk=pk).update(
            state=state, outcome=outcome, ground=ground, external_no=external_no,
            closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        )  # fmt: skip
