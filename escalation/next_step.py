"""The one thing to do now, by when, and why; and at most two others. Read off the table's offers, never guessed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Track
from complaints.status import Status, TrackState
from escalation.deadlines import nearest
from escalation.models import Deadline, DeadlineState, Whose
from escalation.situation import Situation
from escalation.transitions import Action
from escalation.words import LEADS
from escalation.workflow import Offer, offers
from rulebook.wording import quantified

A, S, T = Action, Status, TrackState


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its words and where it leads."""

    label: str
    url: str
    action: Action | None = None
    track: str = ""
    direct: bool = False  # nothing is asked: the button itself posts


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next-step card. `ours` is False while we wait for somebody; `main` may be None then."""

    title: str
    why: str
    due_at: datetime | None
    ours: bool
    main: Button | None
    others: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say and which actions to put forward, best first."""

    title: Promise
    why: Promise
    actions: tuple[Action, ...] = ()


def _advice(title: Promise, why: Promise, *actions: Action) -> Advice:
    return Advice(title, why, actions)


_L = gettext_lazy
DRAFT = _advice(
    _L("Finish your account of the case"),
    _L("Once you open the case, we count the days and write the texts for you."),
    A.OPEN,
)
READY = _advice(_L("Ready to begin"), DRAFT.why, A.OPEN)
CONTACT = _advice(
    _L("Write to the seller first"),
    _L(
        "Friendly and in the platform's own chat: many cases end here, and the platform and 12315 will ask for it. The message is ready to copy."
    ),
    A.CONTACT_SELLER,
)
WAIT_SELLER = _advice(
    _L("Wait for the seller's answer"),
    _L("As soon as they answer, record it here."),
    A.RECORD_AGREEMENT,
    A.RECORD_REFUSAL,
    A.RECORD_SILENCE,
)
SELLER_SILENT = _advice(
    _L("No answer in time: go on"),
    _L("The time you gave has passed. Record that they didn't answer; then the platform can step in."),
    A.RECORD_SILENCE,
    A.RECORD_AGREEMENT,
    A.RECORD_REFUSAL,
)
WAIT_PROMISE = _advice(
    _L("Wait until they keep their word"),
    _L("Record it when the money or the goods are there. If the day passes, we tell you."),
    A.RECORD_KEPT,
    A.RECORD_BROKEN,
)
PROMISE_OVER = _advice(
    _L("The promised day has passed"),
    _L("Did it come? Record it either way, then we go on."),
    A.RECORD_BROKEN,
    A.RECORD_KEPT,
)
APPLY = _advice(
    _L("Ask the platform to step in"),
    _L(
        "The description is written in the platform's own order: when ordered, when received, what you found, what you ask for."
    ),
    A.ESCALATE_TO_PLATFORM,
    A.SKIP_TO_REGULATOR,
)
WAIT_RULING = _advice(
    _L("Wait for the platform's decision"),
    _L("Answer quickly if they ask for more. Record the decision here as soon as it comes."),
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
    A.RECORD_PLATFORM_REQUEST,
)
RULING_OVER = _advice(
    _L("The platform hasn't decided in time"),
    _L("You need not wait any longer: record it and go to 12315."),
    A.RECORD_PLATFORM_SILENCE,
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
)
ANSWER = _advice(
    _L("Send the platform what it asked for"),
    _L("Otherwise it decides on what it has."),
    A.ANSWER_PLATFORM,
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
)
FILE = _advice(
    _L("Prepare the filing with 12315 or the association"),
    _L("The platform didn't solve it. 12315 can decide whether to take it up and mediate."),
    A.PREPARE_FILING,
)
PREPARED = _advice(
    _L("File it, field by field"),
    _L("Copy each field into the form, then enter the reference number."),
    A.ESCALATE_TO_REGULATOR,
    A.ASK_REVIEW,
    A.DROP_FILING,
)
NEEDS_REVIEW = _advice(
    _L("Submit the filing for review"),
    _L("A second pair of eyes first: much is at stake, or a helper prepared it."),
    A.ASK_REVIEW,
    A.DROP_FILING,
)
IN_REVIEW = _advice(
    _L("The filing is being checked"),
    _L("An admin reads it before it goes out. We tell you the result."),
    A.DROP_FILING,
)
APPROVED = _advice(
    _L("Approved: file it now"),
    _L(
        "The rules ask for your real name, so you file it yourself: copy field by field, then enter the reference number."
    ),
    A.ESCALATE_TO_REGULATOR,
)
WAIT_ACCEPTANCE = _advice(
    _L("Wait whether it is accepted"),
    _L("The authority has %(COMPLAINT_ACCEPT)s to decide and to tell you."),
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
ACCEPTANCE_OVER = _advice(
    _L("No decision in time"),
    _L("Ask them by phone; if nothing comes, record it and try another way."),
    A.RECORD_REGULATOR_SILENCE,
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
WAIT_MEDIATION = _advice(
    _L("Mediation is under way"),
    _L("Record how it ends. Have your facts and your limit ready for the call."),
    A.RECORD_MEDIATION_AGREEMENT,
    A.RECORD_MEDIATION_END,
)
COURT = _advice(
    _L("The court is open to you"),
    _L("Mediation has ended without agreement. You can sue for small sums simply and cheaply, or close the case here."),
    A.CLOSE,
    A.PREPARE_FILING,
)
KEPT = _advice(
    _L("Solved: close the case"), _L("Enter what you received, then it is put away with all its proof."), A.CLOSE
)
CLOSED = _advice(
    _L("This case is closed"), _L("Everything is kept. You can reopen it within %(REOPEN_WITHIN)s."), A.REOPEN
)

ASSISTING = _advice(
    _L("This filing waits for its owner"), _L("Filing in her own name is hers to do: the rules ask for the real name.")
)

BY_STATUS: dict[Status, tuple[Advice, Advice]] = {
    S.DRAFT: (DRAFT, DRAFT), S.NEGOTIATING: (WAIT_SELLER, SELLER_SILENT), S.AGREED: (WAIT_PROMISE, PROMISE_OVER),
    S.READY_FOR_PLATFORM: (APPLY, APPLY), S.WITH_PLATFORM: (WAIT_RULING, RULING_OVER), S.PLATFORM_ASKED: (ANSWER, ANSWER),
    S.UPHELD: (WAIT_PROMISE, PROMISE_OVER), S.READY_FOR_REGULATOR: (FILE, FILE), S.SETTLED: (WAIT_PROMISE, PROMISE_OVER),
    S.COURT_READY: (COURT, COURT), S.KEPT: (KEPT, KEPT), S.CLOSED: (CLOSED, CLOSED), S.WITHDRAWN: (CLOSED, CLOSED),
}  # fmt: skip
"""For each status: what to say while time runs, and once the other side's time is over."""

BY_TRACK: dict[TrackState, tuple[Advice, Advice]] = {
    T.PREPARING: (PREPARED, PREPARED), T.IN_REVIEW: (IN_REVIEW, IN_REVIEW), T.APPROVED: (APPROVED, APPROVED),
    T.FILED: (WAIT_ACCEPTANCE, ACCEPTANCE_OVER), T.ACCEPTED: (WAIT_MEDIATION, WAIT_MEDIATION),
    T.MEDIATING: (WAIT_MEDIATION, WAIT_MEDIATION),
}  # fmt: skip
DIRECT = (A.OPEN,)
URGENCY = (T.APPROVED, T.PREPARING, T.FILED, T.ACCEPTED, T.MEDIATING, T.IN_REVIEW)


def next_step(sit: Situation, found: list[Offer] | None = None) -> NextStep:
    """The card for the person in `sit`; pass `found` if the offers are known already."""
    found = offers(sit) if found is None else found
    track = _leading_track(sit)
    due_at, ours = nearest(sit.status, sit.deadlines, sit.tracks, sit.now, contacted=sit.contacted)
    advice = _choose(sit, found, track)
    fit = [
        offer for action in advice.actions for offer in found if offer.action == action and offer.track in (None, track)
    ]
    buttons = [button(sit, offer) for offer in fit if offer.possible]
    if advice is DRAFT and buttons:
        advice = READY
    elif advice is DRAFT and A.OPEN in {offer.action for offer in found}:
        buttons = [_go_on(sit)]
    title, why = str(advice.title), quantified(advice.why)
    main = buttons[0] if buttons and (ours or len(buttons) == 1) else None
    rest = buttons[1:3] if main else buttons[:3]
    return NextStep(title, why, due_at, ours, main, tuple(rest))


def button(sit: Situation, offer: Offer) -> Button:
    """The button that leads to an action's form, or does it where nothing is asked."""
    url = reverse("escalation:do", args=(sit.complaint.public_code, offer.action.value))
    track = offer.track.kind if offer.track else ""
    direct = offer.action in DIRECT
    query = f"?track={track}" if track and not direct else ""
    return Button(str(LEADS.get(offer.action, Action(offer.action).label)), url + query, offer.action, track, direct)


def _go_on(sit: Situation) -> Button:
    """A draft that can't be opened yet leads back to where it is written."""
    return Button(_("Go on"), reverse("complaints:edit_story", args=(sit.complaint.public_code,)), A.OPEN)


def _leading_track(sit: Situation) -> Track | None:
    """In stage 3, the open filing that most needs attention."""
    if sit.status not in (S.READY_FOR_REGULATOR, S.WITH_REGULATOR, S.COURT_READY):
        return None
    waiting = [track for state in URGENCY for track in sit.tracks if track.state == state]
    return waiting[0] if waiting else None


def _choose(sit: Situation, found: list[Offer], track: Track | None) -> Advice:
    if track:
        advice = BY_TRACK[TrackState(track.state)][_time_is_over(sit, track)]
        if advice is PREPARED and any(o.action == A.ESCALATE_TO_REGULATOR and not o.possible for o in found):
            return NEEDS_REVIEW
        mine = any(o.action == A.ESCALATE_TO_REGULATOR for o in found)
        return ASSISTING if advice is APPROVED and not mine else advice
    if sit.status == S.NEGOTIATING and not sit.contacted:
        return CONTACT
    return BY_STATUS.get(sit.status, (FILE, FILE))[_time_is_over(sit, None)]


def _time_is_over(sit: Situation, track: Track | None) -> bool:
    return any(_is_lapsed(d, sit.now) for d in sit.deadlines if track is None or d.track_id == track.pk)


def _is_lapsed(deadline: Deadline, now: datetime) -> bool:
    past = deadline.state == DeadlineState.LAPSED or bool(deadline.latest_at and deadline.latest_at <= now)
    return (
        past
        and deadline.whose != Whose.CONSUMER
        and deadline.closed_by_id is None
        and deadline.state != DeadlineState.MET
    )


def headline(status: Status, *, ours: bool) -> str:
    """The next step in a few words, for lists, from columns alone."""
    short = {
        S.DRAFT: _L("Finish the draft"), S.NEGOTIATING: _L("Write to the seller or go on"), S.READY_FOR_PLATFORM: _L("Ask the platform to step in"),
        S.AGREED: _L("Promise is due"), S.WITH_PLATFORM: _L("Follow up with the platform"), S.PLATFORM_ASKED: _L("Send more material"),
        S.UPHELD: _L("Promise is due"), S.READY_FOR_REGULATOR: _L("Prepare the filing"), S.WITH_REGULATOR: _L("Look at the filing"),
        S.SETTLED: _L("Promise is due"), S.COURT_READY: _L("Decide about court"), S.KEPT: _L("Close the case"),
        S.CLOSED: _L("Closed"), S.WITHDRAWN: _L("Withdrawn"),
    }  # fmt: skip
    waiting = {
        S.NEGOTIATING: _L("Waiting for the seller"), S.AGREED: _L("Waiting for what was promised"), S.WITH_PLATFORM: _L("Waiting for the platform"),
        S.UPHELD: _L("Waiting for what was promised"), S.READY_FOR_REGULATOR: _L("In review"), S.WITH_REGULATOR: _L("Waiting for the authority"),
        S.SETTLED: _L("Waiting for what was promised"),
    }  # fmt: skip
    return str(short[status] if ours or status not in waiting else waiting[status])
