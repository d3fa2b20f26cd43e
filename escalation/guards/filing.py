"""What a filing has to pass before it goes out: other ways of the same dispute, and the admins who read it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.models import Complaint, Track
from complaints.status import REGULATOR_TRACKS, STAGE, TrackKind, TrackState
from escalation.dossier import channels_of
from escalation.models import Step
from escalation.models import Verdict as Decision
from escalation.situation import Situation
from escalation.transitions import Action
from law.conflicts import Channel, Verdict, may_file
from rulebook.snapshot import current_law

FILINGS = (*REGULATOR_TRACKS, TrackKind.COURT)
REGULATOR_STAGE = 3


def track_free(sit: Situation) -> str | None:
    kind = sit.fact("channel")
    if sit.facts is None:
        return None
    if kind not in FILINGS:
        return _("Choose where to file.")
    if STAGE.get(sit.status) != REGULATOR_STAGE and kind != TrackKind.REPORT:
        return _("This way opens once the platform has decided. Only a report can run beside it.")
    if sit.open_track(TrackKind(kind)):
        return _("You are already preparing or running this way.")
    return _blocked(sit, TrackKind(kind))


def no_filing(sit: Situation) -> str | None:
    """A report runs beside everything; another filing first has to be given up."""
    begun = [t for t in sit.tracks if t.kind in FILINGS and t.kind != TrackKind.REPORT and t.state != TrackState.CLOSED]
    return _("A filing is being prepared. Give it up first, or go on with it.") if begun else None


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
    if case.safety or (case.asked or 0) > current_law().reference.figure("REVIEW_ABOVE").value:
        return True
    return any(step.actor_id != case.owner_id for step in _preparation(sit))


def _preparation(sit: Situation) -> list[Step]:
    """The steps by which the filing at hand was begun and laid before the admins."""
    made = (Action.PREPARE_FILING, Action.ASK_REVIEW)
    return [step for step in sit.steps if sit.track and step.track_id == sit.track.pk and step.action in made]


def not_own_work(sit: Situation) -> str | None:
    own = sit.user.pk in {sit.complaint.owner_id, *(step.actor_id for step in _preparation(sit))}
    return _("Somebody else must review your own filing.") if own else None


def second_reader_needed(case: Complaint) -> bool:
    """Whether two admins must read it: a danger is claimed, or very much money is asked."""
    return case.safety or (case.asked or 0) > current_law().reference.figure("SECOND_READER_ABOVE").value


def two_readers(sit: Situation) -> str | None:
    return None if second_reader_needed(sit.complaint) else _("One reviewer is enough here.")


def one_reader(sit: Situation) -> str | None:
    return _("Two reviewers must read this one.") if second_reader_needed(sit.complaint) else None


def another_reader(sit: Situation) -> str | None:
    first = next((s for s in reversed(sit.steps) if s.action == Action.PASS_ON and s.track == sit.track), None)
    own = first is not None and first.actor_id == sit.user.pk
    return _("You have read it first. Somebody else must read it second.") if own else None
