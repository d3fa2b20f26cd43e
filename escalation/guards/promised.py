"""What was promised or agreed: whether it can be recorded, and whether its day is over."""

from datetime import datetime

from django.utils.translation import gettext as _

from complaints.status import Status
from escalation.guards.facts import needs
from escalation.models import Deadline, DeadlineState, Promise, PromiseState, Whose
from escalation.situation import Situation
from escalation.transitions import PROMISES, Action


def has_keep_by(sit: Situation) -> str | None:
    """Where the goods go back first, the money's clock starts when they arrive."""
    if sit.fact("goods_back"):
        return None
    return needs(
        sit, "keep_by", _("Enter the day by which they promised to do it; from it we know when to remind you.")
    )


def promise_over(sit: Situation) -> str | None:
    return None if agreed_is_over(sit) or sit.facts is None or sit.fact("they_said_no") else not_yet()


def agreed_is_over(sit: Situation) -> bool:
    """Whether the day of what was agreed last has passed, not of what was agreed before or promised besides."""
    agreed = set()
    for step in reversed(sit.steps):
        if step.action in (*PROMISES, Action.RECORD_RETURN_RECEIVED):
            agreed.add(step.pk)
        if step.action in PROMISES:
            break
    return any(d.step_id in agreed and d.whose == Whose.SELLER and _is_past(d, sit) for d in sit.deadlines)


def has_promise(sit: Situation) -> str | None:
    if sit.facts is None or str(sit.fact("quote") or "").strip():
        at, due = sit.fact("happened_at") or sit.now, sit.fact("keep_by")
        return _("The promised moment lies before the promise was made.") if due and due < at else _said_before(sit, at)
    return _("Put in what they promised, in their own words.")


def _said_before(sit: Situation, at: datetime) -> str | None:
    """The same words at the same moment are on record already: the second click, or the same chat pasted twice."""
    quote = " ".join(str(sit.fact("quote") or "").split())
    same = sit.facts is not None and any((p.said_at, p.quote) == (at, quote) for p in sit.promises)
    return _("This promise is on record already.") if same else None


def names_promise(sit: Situation) -> str | None:
    return None if sit.facts is None or _named(sit) else _("This promise isn't open any more. Look at the list again.")


def named_is_over(sit: Situation) -> str | None:
    promise = _named(sit) if sit.facts is not None else None
    over = promise is not None and promise.due_at is not None and promise.due_at <= sit.now
    return None if over or sit.facts is None or sit.fact("they_said_no") else not_yet()


def not_yet() -> str:
    return _("The day they promised hasn't passed yet. If they now say no, tick that below.")


def _named(sit: Situation) -> Promise | None:
    """The open promise that the person means."""
    mine = (p for p in sit.promises if p.state == PromiseState.OPEN)
    return next((p for p in mine if p.public_code == sit.fact("promise")), None)


def _is_past(deadline: Deadline, sit: Situation) -> bool:
    running = deadline.closed_by_id is None and deadline.state in (DeadlineState.OPEN, DeadlineState.LAPSED)
    return running and deadline.latest_at is not None and deadline.latest_at <= sit.now


def not_sent_back(sit: Situation) -> str | None:
    gone = _last_of(sit, (*PROMISES, Action.RECORD_SENT_BACK)) == Action.RECORD_SENT_BACK
    return _("That the goods are on their way is on record.") if gone else None


def sent_back(sit: Situation) -> str | None:
    if _sent_back(sit):
        return None
    arrived = _last_of(sit, (*PROMISES, Action.RECORD_RETURN_RECEIVED)) == Action.RECORD_RETURN_RECEIVED
    return _("That they received it is on record.") if arrived else _("First record that you have posted the goods.")


def _sent_back(sit: Situation) -> bool:
    """Whether the goods were posted since the last agreement and aren't there yet."""
    steps = (*PROMISES, Action.RECORD_SENT_BACK, Action.RECORD_RETURN_RECEIVED)
    return _last_of(sit, steps) == Action.RECORD_SENT_BACK


def _last_of(sit: Situation, actions: tuple[Action, ...]) -> str | None:
    return next((step.action for step in reversed(sit.steps) if step.action in actions), None)


def paid(sit: Situation) -> str | None:
    return None if sit.status == Status.KEPT else _("Take it back only once the money is there.")


def confirmable(sit: Situation) -> str | None:
    """Both sides ask the court together, within its time, after the association's mediation (Civil Procedure Law, art. 205)."""
    running = any(d.name == "confirmation" and d.closed_by_id is None and not _is_past(d, sit) for d in sit.deadlines)
    return None if running else _("There is no agreement of the association that could still be confirmed.")
