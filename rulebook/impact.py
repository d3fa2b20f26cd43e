"""What would change if a draft were published: upper floors count it, the worker asks them, the draft's page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rulebook.models import Edition, EditionState
from rulebook.snapshot import Snapshot, snapshot_with

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Impact:
    """The number of running `cases` with a date that would move, and a few of them: what it is, old and new moment."""

    cases: int
    examples: tuple[tuple[str, datetime | None, datetime | None], ...] = ()


Counter = Callable[[Snapshot, datetime], Impact]
_counters: list[Counter] = []


def impact(do: Counter) -> None:
    """Let an upper floor say what a snapshot that isn't in force would change: `do(snapshot, now)`, which writes nothing.

    It runs in the worker; `snapshot.edition` is the number in force, since a draft has none.
    """
    if do not in _counters:
        _counters.append(do)


def count(edition: Edition, *, now: datetime) -> dict[str, Any]:
    """Ask everybody, and keep the answer on the draft; nothing is kept of one decided meanwhile. Raises BadRules."""
    snapshot = snapshot_with(edition)
    found = [do(snapshot, now) for do in _counters]
    examples = [example for one in found for example in one.examples][:EXAMPLES]
    answer = {
        "cases": sum(one.cases for one in found),
        "examples": [[label, _iso(old), _iso(new)] for label, old, new in examples],
        "edition": snapshot.edition,
        "at": now.isoformat(),
    }
    Edition.objects.filter(pk=edition.pk, state=EditionState.DRAFT).update(impact=answer)
    return answer


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
