"""What a publication would change: asked before it, over all running cases, writing nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from complaints.models import Track
from escalation.models import Deadline
from escalation.recompute_answers import Recount, Recounter
from escalation.recompute_rows import cases_before, standing_of
from escalation.words import DEADLINES
from rulebook.impact import EXAMPLES, Impact
from rulebook.snapshot import Snapshot

_CHUNK = 1000


def count(snapshot: Snapshot, now: datetime) -> Impact:
    """In how many running cases `snapshot`, not yet in force, would move a date; with up to 20 dates that people see."""
    later = replace(
        snapshot, edition=snapshot.edition + 1
    )  # so that rows counted by the edition in force are asked too
    recounter, moved, examples = Recounter(later), set[int](), list[tuple[str, datetime | None, datetime | None]]()
    ids = cases_before(later.edition)
    for start in range(0, len(ids), _CHUNK):
        for recount in _changes(recounter, ids[start : start + _CHUNK], now):
            moved.add(recount.old.complaint_id)
            if recount.moved and len(examples) < EXAMPLES:
                examples.append((_label(recount.old), recount.old.shown_at, recount.shown))
    return Impact(len(moved), tuple(examples))


def _changes(recounter: Recounter, ids: list[int], now: datetime) -> Iterator[Recount]:
    kinds = dict(Track.objects.filter(complaint__in=ids).values_list("pk", "kind"))
    for rows in standing_of(ids).values():
        yield from (recount for recount in recounter.changed(rows, kinds, now) if recount.shifted)


def _label(deadline: Deadline) -> str:
    return f"{deadline.complaint.number} {DEADLINES.get(deadline.name, '')}"
