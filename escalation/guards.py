"""Why an action can't be done now. Each guard answers None (nothing in the way) or one sentence that says what to do.

While we only look at what would be possible (`facts` is None), guards about facts stay silent: the form asks for them.
"""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.models import Track
from complaints.status import Kind, TrackKind, TrackState
from escalation.dossier import channels_of
from escalation.models import Step
from escalation.models import Verdict as Decision
from escalation.situation import Situation
from escalation.transitions import CORRECTABLE, Action
from law import Figure
from law.conflicts import Channel, Verdict, may_file
from rulebook.snapshot import current_law
from rulebook.wording import quantified

FILINGS = (TrackKind.COMPLAINT, TrackKind.ASSOCIATION, TrackKind.REPORT)

Guard = Callable[[Situation], str | None]


def _needs(sit: Situation, name: str, sentence: str) -> str | None:
    return sentence if sit.facts is not None and sit.fact(name) in (None, "") else None


def _figure(figure_id: str) -> Figure:
    return current_law().reference.figure(figure_id)


def has_order(sit: Situation) -> str | None:
    return None if sit.complaint.orders.exists() else _("Enter the order first.")


def has_story(sit: Situation) -> str | None:
    return None if sit.complaint.story.strip() else _("Say in a few words what happened.")


def has_claim(sit: Situation) -> str | None:
    return None if sit.complaint.claims.exists() else _("Choose what you ask for.")


def has_text(sit: Situation) -> str | None:
    return _needs(sit, "text", _("The text is empty. It is kept with the case as it was sent."))


def has_keep_by(sit: Situation) -> str | None:
    return _needs(
        sit, "keep_by", _("Enter the day by which they promised to do it; from it we know when to remind you.")
    )


def has_reason(sit: Situation) -> str | None:
    return _needs(sit, "reason", _("Say what should be changed, so that it can be."))


def has_ground(sit: Situation) -> str | None:
    return _needs(sit, "ground", _("Enter the reason they gave; it decides which way is open now."))


def has_result(sit: Situation) -> str | None:
    return _needs(sit, "outcome", _("Say how it ended."))


def contacted(sit: Situation) -> str | None:
    return None if sit.contacted else _("First send the seller a message: the platform and 12315 will ask for it.")


def answer_overdue(sit: Situation) -> str | None:
    return None if sit.is_over("seller_answer") else _("The seller still has time to answer.")


def ruling_overdue(sit: Situation) -> str | None:
    return None if sit.is_over("ruling") else _("The platform still has time to decide.")


def acceptance_overdue(sit: Situation) -> str | None:
    """Where no rule sets a time (the association), a while without a word (WORD_WITHIN) counts as none coming."""
    clocked = any(d.name == "acceptance" and d.track == sit.track for d in sit.deadlines)
    filed = [s for s in sit.steps if s.action == Action.ESCALATE_TO_REGULATOR and s.track == sit.track]
    if not clocked and filed and sit.now - filed[-1].happened_at > _figure("WORD_WITHIN").span:
        return None
    return None if sit.is_over("acceptance") else _("The authority still has time to decide.")


def promise_over(sit: Situation) -> str | None:
    if sit.is_over("promise") or sit.facts is None or sit.fact("they_said_no"):
        return None
    return _("The day they promised hasn't passed yet. If they now say no, tick that below.")


def serious_ground(sit: Situation) -> str | None:
    case = sit.complaint
    serious = case.safety or case.kind == Kind.COUNTERFEIT or (case.asked or 0) > _figure("LARGE_AMOUNT").value
    return None if serious else _("Going to 12315 directly is for fakes, dangers to health and large amounts.")


def track_free(sit: Situation) -> str | None:
    kind = sit.fact("channel")
    if sit.facts is None:
        return None
    if kind not in FILINGS:
        return _("Choose where to file.")
    if sit.open_track(TrackKind(kind)):
        return _("You are already preparing or running this way.")
    return _blocked(sit, TrackKind(kind))


def not_blocked(sit: Situation) -> str | None:
    return _blocked(sit, TrackKind(sit.track.kind)) if sit.track else None


def _blocked(sit: Situation, kind: TrackKind) -> str | None:
    """Why this way has to wait for another one of the same dispute (`law.conflicts`)."""
    found = may_file(Channel(kind), channels_of(sit, leaving=kind))
    return found.words.spoken(get_language() or "zh") if found.verdict is Verdict.BLOCKED else None


def reviewed(sit: Situation) -> str | None:
    if not sit.track or not review_needed(sit):
        return None
    if sit.track.state == TrackState.APPROVED:
        return _as_approved(sit, sit.track)
    return _("This filing is checked by an admin first: submit it for review.")


def _as_approved(sit: Situation, track: Track) -> str | None:
    """What was approved is what is filed: another text would be one that nobody has checked."""
    if sit.facts is None:
        return None
    approved = track.reviews.filter(verdict=Decision.APPROVED).order_by("-at").values_list("text", flat=True).first()
    same = _words(approved or "") == _words(str(sit.fact("text") or ""))
    return (
        None
        if same
        else _("This isn't the text that was approved. Put it back, or give the filing up and prepare it anew.")
    )


def _words(text: str) -> str:
    """The text without its blanks and line ends, which a form or a phone may change."""
    return "".join(text.split())


def review_needed(sit: Situation) -> bool:
    """Whether a second pair of eyes is due: a helper prepared it, much money is asked, or a danger is claimed."""
    case = sit.complaint
    if case.safety or (case.asked or 0) > _figure("REVIEW_ABOVE").value:
        return True
    return any(step.actor_id != case.owner_id for step in _preparation(sit))


def _preparation(sit: Situation) -> list[Step]:
    """The steps by which the filing at hand was begun and laid before the admins."""
    made = (Action.PREPARE_FILING, Action.ASK_REVIEW)
    return [step for step in sit.steps if sit.track and step.track_id == sit.track.pk and step.action in made]


def not_own_work(sit: Situation) -> str | None:
    own = sit.user.pk in {sit.complaint.owner_id, *(step.actor_id for step in _preparation(sit))}
    return _("Somebody else must review your own filing.") if own else None


def still_reopenable(sit: Situation) -> str | None:
    closed = sit.complaint.closed_at
    if closed and sit.now - closed <= _figure("REOPEN_WITHIN").span:
        return None
    late = _("A case can be reopened within %(REOPEN_WITHIN)s; after that, open a new one on the same order.")
    return quantified(late)


def last_step_is_record(sit: Situation) -> str | None:
    last = sit.steps[-1] if sit.steps else None
    return None if last and last.action in CORRECTABLE else _("The last step isn't an answer that you recorded.")


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        has_order, has_story, has_claim, has_text, has_keep_by, has_reason, has_ground, has_result, contacted,
        answer_overdue, ruling_overdue, acceptance_overdue, promise_over, serious_ground, track_free, not_blocked,
        reviewed, not_own_work, still_reopenable, last_step_is_record,
    )
}  # fmt: skip


def unmet(sit: Situation, names: tuple[str, ...]) -> list[str]:
    """The sentences of all guards in `names` that stand in the way."""
    return [sentence for name in names if (sentence := GUARDS[name](sit))]
