"""Whose turn it is: whether somebody has been asked, has answered, or has run out of time."""

from django.utils.translation import gettext as _

from complaints.status import Kind, TrackKind, TrackOutcome
from escalation.situation import Situation
from escalation.transitions import CORRECTABLE, Action
from rulebook.snapshot import current_law
from rulebook.wording import quantified

DECISIONS = ("acceptance", "settlement", "court_filing")
"""Clocks of an office, a company or a court that has to say whether it takes a filing up."""


def contacted(sit: Situation) -> str | None:
    return None if sit.contacted else _("First send the seller a message: the platform and 12315 will ask for it.")


def answer_overdue(sit: Situation) -> str | None:
    """A promise that was broken is as good as no answer."""
    broken = any(step.action == Action.RECORD_PROMISE_BROKEN for step in sit.steps)
    return None if broken or sit.is_over("seller_answer") else _("The seller still has time to answer.")


def ruling_overdue(sit: Situation) -> str | None:
    return None if sit.is_over("ruling") else _("The platform still has time to decide.")


def acceptance_overdue(sit: Situation) -> str | None:
    """Where no rule sets a time (the association), a while without a word (WORD_WITHIN) counts as none coming."""
    clocked = any(d.name in DECISIONS and d.track == sit.track for d in sit.deadlines)
    filed = [s for s in sit.steps if s.action == Action.ESCALATE_TO_REGULATOR and s.track == sit.track]
    if not clocked and filed and sit.now - filed[-1].happened_at > current_law().reference.figure("WORD_WITHIN").span:
        return None
    over = any(sit.is_over(name) for name in DECISIONS)
    return None if over else _("They still have time to decide.")


def ruled_against(sit: Situation) -> str | None:
    last = next((t for t in reversed(sit.tracks) if t.kind == TrackKind.PLATFORM), None)
    against = last is not None and last.outcome == TrackOutcome.REJECTED
    return None if against else _("The platform hasn't ruled against you.")


def serious_ground(sit: Situation) -> str | None:
    case = sit.complaint
    serious = (
        case.safety
        or case.kind == Kind.COUNTERFEIT
        or (case.asked or 0) > current_law().reference.figure("LARGE_AMOUNT").value
    )
    return None if serious else _("Going to 12315 directly is for fakes, dangers to health and large amounts.")


def still_reopenable(sit: Situation) -> str | None:
    closed = sit.complaint.closed_at
    if closed and sit.now - closed <= current_law().reference.figure("REOPEN_WITHIN").span:
        return None
    late = _("A case can be reopened within %(REOPEN_WITHIN)s; after that, open a new one on the same order.")
    return quantified(late)


def last_step_is_record(sit: Situation) -> str | None:
    last = sit.steps[-1] if sit.steps else None
    return None if last and last.action in CORRECTABLE else _("The last step isn't an answer that you recorded.")
