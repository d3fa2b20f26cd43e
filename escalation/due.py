"""The two columns by which lists order cases, so that they need no join."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from complaints.models import Complaint, Track
from complaints.status import Status
from escalation.deadlines import nearest
from escalation.models import Deadline, Step
from escalation.situation import History
from escalation.transitions import Action


def due_columns(case: Complaint, status: Status, now: datetime) -> dict[str, Any]:
    """`due_at` and `due_ours` of a case that stands (or will stand) at `status`, from its rows as they are."""
    past = History(case, now)
    due_at, ours = nearest(status, past.deadlines, past.tracks, now, contacted=past.contacted)
    return {"due_at": due_at, "due_ours": ours}


def renew_due(
    cases: Sequence[Complaint], running: Mapping[int, Iterable[Deadline]], tracks: Mapping[int, Track], now: datetime
) -> None:
    """Write the same columns for many cases: one read, and one UPDATE for all that come to the same moment.

    `running`: by the case's id its deadlines that run or passed without being dealt with; `tracks`: those of the cases,
    by id.
    """
    opened, contacted = _counted_steps([case.pk for case in cases])
    wanted: dict[tuple[datetime | None, bool], list[int]] = {}
    for case in cases:
        own = [tracks[pk] for pk in opened.get(case.pk, ())]
        shown = nearest(Status(case.status), running[case.pk], own, now, contacted=case.pk in contacted)
        if shown != (case.due_at, case.due_ours):
            wanted.setdefault(shown, []).append(case.pk)
    for (due_at, ours), ids in wanted.items():
        Complaint.objects.filter(pk__in=ids).update(due_at=due_at, due_ours=ours)


def _counted_steps(ids: Sequence[int]) -> tuple[dict[int, set[int]], set[int]]:
    """What `History.tracks` and `History.contacted` say, by case: steps that count are neither voided nor corrections."""
    rows = list(Step.objects.filter(complaint__in=ids).values_list("pk", "complaint", "action", "voids", "track"))
    voided = {voids for _pk, _case, _action, voids, _track in rows if voids}
    tracks: dict[int, set[int]] = {}
    contacted = set()
    for pk, case, action, _voids, track in rows:
        if pk in voided or action == Action.CORRECT:
            continue
        if track:
            tracks.setdefault(case, set()).add(track)
        if action == Action.CONTACT_SELLER:
            contacted.add(case)
    return tracks, contacted
