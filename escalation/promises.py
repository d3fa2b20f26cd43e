"""What a step does to the promises of the other side: it records, keeps or breaks them. Read by `workflow` alone.

A change is planned before the step is written, because a step never changes afterwards and must know what to put back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from complaints.models import Complaint
from escalation import deadlines
from escalation.models import Promise, Promised, PromiseState, Step
from escalation.situation import Situation
from escalation.transitions import PROMISES, Action
from evidence.models import Evidence

A, P = Action, PromiseState
Before = list[list[Any]]
"""How to put promises back: [id, state, id of the step that ended it] for each one that was changed."""
LONGEST_QUOTE = 400
RECORDS = (A.RECORD_PROMISE, *PROMISES)
NAMES_ONE = {A.RECORD_PROMISE_KEPT: P.KEPT, A.RECORD_PROMISE_BROKEN: P.BROKEN}


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one promise."""

    promise: Promise
    state: PromiseState


def changes(sit: Situation, action: Action) -> list[Change]:
    """What `action` makes of the promises that the case has. An agreement takes the place of the same words from a chat."""
    if action in PROMISES:
        return [Change(p, P.VOID) for p in sit.promises if p.state == P.OPEN and _same(p, sit)]
    if action not in (*NAMES_ONE, A.RECORD_KEPT, A.RECORD_PAID_LATE, A.RECORD_BROKEN, A.RECORD_NOT_ARRIVED):
        return []
    if action in NAMES_ONE:
        return [Change(p, NAMES_ONE[action]) for p in sit.promises if p.public_code == sit.fact("promise")]
    if action == A.RECORD_NOT_ARRIVED:
        paid = {step.pk for step in sit.steps if step.action in (A.RECORD_KEPT, A.RECORD_PAID_LATE)}
        return [Change(p, P.BROKEN) for p in sit.promises if p.state == P.KEPT and p.closed_by_id in paid]
    waiting = [p for p in sit.promises if p.state == P.OPEN]
    if action == A.RECORD_KEPT:
        return [Change(p, P.KEPT) for p in waiting]
    at = sit.fact("happened_at") or sit.now
    late = [p for p in waiting if p.due_at and p.due_at < at]
    if action == A.RECORD_PAID_LATE:
        return [Change(p, P.BROKEN if p in late else P.KEPT) for p in waiting]
    return [Change(p, P.BROKEN) for p in waiting if p in late or p.step.action in PROMISES]


def _same(promise: Promise, sit: Situation) -> bool:
    return (promise.said_at, promise.quote) == (sit.fact("happened_at") or sit.now, _quote(sit.facts or {}))


def _quote(facts: dict[str, Any]) -> str:
    return " ".join(str(facts.get("quote") or facts.get("said") or "").split())[:LONGEST_QUOTE]


def before(planned: Iterable[Change]) -> Before:
    """The promises in `planned` as they stand."""
    return [[change.promise.pk, change.promise.state, change.promise.closed_by_id] for change in planned]


def apply(step: Step, planned: list[Change], facts: dict[str, Any]) -> Promise | None:
    """Carry out what was planned, end the clocks of what is over, and record what the step itself promises."""
    for change in planned:
        Promise.objects.filter(pk=change.promise.pk).update(state=change.state, closed_by=step)
    deadlines.stop_of((change.promise for change in planned), step)
    return _record(step, facts)


def _record(step: Step, facts: dict[str, Any]) -> Promise | None:
    """The promise that `step` records, in the other side's words; None where no words are on record."""
    quote = _quote(facts)
    if Action(step.action) not in RECORDS or not quote:
        return None
    on_record = Promise.objects.filter(complaint=step.complaint, said_at=step.happened_at, quote=quote)
    if on_record.exclude(state=P.VOID).exists():  # kept or broken since: the same words aren't a second promise
        return None
    due = facts.get("keep_by")
    return Promise.objects.create(
        complaint=step.complaint, track=step.track, step=step, quote=quote, said_at=step.happened_at, due_at=due,
        what=facts.get("what") or Promised.OTHER, who=str(facts.get("who") or "")[:60],
        amount=facts.get("promised"), source=_source(step.complaint, facts.get("proof")),
    )  # fmt: skip


def _source(case: Complaint, code: Any) -> Evidence | None:
    return Evidence.objects.live().filter(complaint=case, public_code=code).first() if code else None


def undo(voided: Step, by: Step) -> None:
    """Take out what `voided` recorded, and put back what it ended."""
    Promise.objects.filter(step=voided).update(state=P.VOID, closed_by=by)
    for pk, state, closed_by in voided.facts.get("promises_before", []):
        mine = Promise.objects.filter(pk=pk).filter(~Q(state=P.VOID) | Q(closed_by=voided))
        mine.update(state=state, closed_by=closed_by)
