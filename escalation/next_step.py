"""The one thing to do now, by when, and why; and at most two others. Read off the table's offers, never guessed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Track
from complaints.status import Status, TrackKind, TrackOutcome, TrackState
from escalation.advice import (
    ASSISTING,
    BY_KIND,
    BY_STATUS,
    BY_TRACK,
    CONTACT,
    DRAFT,
    FILE,
    JUDGED,
    KEPT_RUNNING,
    NEEDS_REVIEW,
    PREPARED,
    PROMISE_DAY,
    READY,
    SEND_BACK,
    SUE,
    WAIT_RETURN,
    Advice,
)  # fmt: skip
from escalation.deadlines import nearest
from escalation.guards.promised import agreed_is_over
from escalation.models import Deadline, DeadlineState, Whose
from escalation.situation import Situation
from escalation.transitions import WITHDRAWABLE, Action
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


DIRECT = (A.OPEN,)
URGENCY = (T.APPROVED, T.PREPARING, T.FILED, T.ACCEPTED, T.MEDIATING, T.SECOND_READ, T.IN_REVIEW)
IN_STAGE_3 = (S.READY_FOR_REGULATOR, S.WITH_REGULATOR, S.COURT_READY, S.IN_COURT)
AGREED = (S.AGREED, S.UPHELD, S.SETTLED)
ANSWERS: dict[Status, tuple[str, ...]] = {S.NEGOTIATING: ("seller_answer",), S.WITH_PLATFORM: ("ruling",)}
"""Where we wait for one answer: the clock of that answer. What passes besides is no answer of theirs."""


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
    elif advice is PROMISE_DAY:
        buttons = [_to_promises(sit), *buttons]
    elif advice is DRAFT and A.OPEN in {offer.action for offer in found}:
        buttons = [_go_on(sit)]
    title, why = str(advice.title), quantified(advice.why)
    if track and sum(each.state != T.CLOSED for each in sit.tracks) > 1:
        title = _("%(filing)s: %(what)s") % {"filing": TrackKind(track.kind).label, "what": title}
    main = buttons[0] if buttons and (ours or len(buttons) == 1) else None
    rest = buttons[1:3] if main else buttons[:3]
    return NextStep(title, why, due_at, ours, main, tuple(rest))


def track_of(offer: Offer) -> str:
    """The kind of filing that the offer is about, "" for the case as a whole."""
    return offer.track.kind if offer.track else ""


def button(sit: Situation, offer: Offer, *, naming: bool = False) -> Button:
    """The button that leads to an action's form, or does it where nothing is asked; `naming` says which filing is meant."""
    url = reverse("escalation:do", args=(sit.complaint.public_code, offer.action.value))
    track, label = track_of(offer), str(LEADS.get(offer.action, Action(offer.action).label))
    if naming and offer.track:
        label = _("%(do)s (%(filing)s)") % {"do": label, "filing": TrackKind(track).label}
    direct = offer.action in DIRECT
    query = f"?track={track}" if track and not direct else ""
    return Button(label, url + query, offer.action, track, direct)


def _go_on(sit: Situation) -> Button:
    """A draft that can't be opened yet leads back to where it is written."""
    return Button(_("Go on"), reverse("complaints:edit_story", args=(sit.complaint.public_code,)), A.OPEN)


def _to_promises(sit: Situation) -> Button:
    return Button(_("Kept or broken?"), reverse("escalation:talks", args=(sit.complaint.public_code,)))


def _leading_track(sit: Situation) -> Track | None:
    """In stage 3, the open filing that most needs attention; once they have paid, the one to take back."""
    if sit.status == S.KEPT:
        return next((track for track in sit.tracks if _still_runs(track)), None)
    if sit.status not in IN_STAGE_3:
        return None
    waiting = [track for state in URGENCY for track in sit.tracks if track.state == state]
    return waiting[0] if waiting else None


def _still_runs(track: Track) -> bool:
    return track.kind in WITHDRAWABLE and track.state in (T.ACTIVE, T.FILED, T.ACCEPTED, T.MEDIATING)


def _choose(sit: Situation, found: list[Offer], track: Track | None) -> Advice:
    if track and sit.status == S.KEPT:
        return KEPT_RUNNING
    if track:
        return _for_track(sit, found, track)
    if sit.status == S.NEGOTIATING and not sit.contacted:
        return CONTACT
    if sit.status in AGREED and (returning := _returning(sit)):
        return returning
    if sit.status == S.COURT_READY and any(
        t.kind == TrackKind.COURT and t.outcome == TrackOutcome.HANDLED for t in sit.tracks
    ):
        return JUDGED
    over = agreed_is_over(sit) if sit.status in AGREED else any(map(sit.is_over, ANSWERS.get(sit.status, ())))
    advice = BY_STATUS.get(sit.status, (FILE, FILE))[over]
    return PROMISE_DAY if not over and sit.status in ANSWERS and _word_is_over(sit) else advice


def _for_track(sit: Situation, found: list[Offer], track: Track) -> Advice:
    kind, state = TrackKind(track.kind), TrackState(track.state)
    advice = BY_KIND.get((kind, state), BY_TRACK[state])[_time_is_over(sit, track)]
    mine = [o for o in found if o.action == A.ESCALATE_TO_REGULATOR and o.track == track]
    if advice in (PREPARED, SUE) and mine and not mine[0].possible:
        return NEEDS_REVIEW
    return ASSISTING if state == T.APPROVED and not mine else advice


def _returning(sit: Situation) -> Advice | None:
    """What to do while the goods go back, as agreed: post them, then wait until they are signed for."""
    steps = (
        A.RECORD_AGREEMENT,
        A.RECORD_RULING_FOR,
        A.RECORD_MEDIATION_AGREEMENT,
        A.RECORD_SENT_BACK,
        A.RECORD_RETURN_RECEIVED,
    )
    last = next((step for step in reversed(sit.steps) if step.action in steps), None)
    if last is None or last.action == A.RECORD_RETURN_RECEIVED:
        return None
    if last.action == A.RECORD_SENT_BACK:
        return WAIT_RETURN
    return SEND_BACK if last.facts.get("goods_back") else None


def _time_is_over(sit: Situation, track: Track) -> bool:
    """Whether the time of whoever has the filing is over; what was promised besides has a clock of its own."""
    mine = (d for d in sit.deadlines if d.track_id == track.pk and d.promise_id is None)
    return any(_is_lapsed(d, sit.now) for d in mine)


def _word_is_over(sit: Situation) -> bool:
    """Whether the day of something they promised has passed, and nobody has said yet what came of it."""
    return any(_is_lapsed(d, sit.now) for d in sit.deadlines if d.promise_id)


def _is_lapsed(deadline: Deadline, now: datetime) -> bool:
    past = deadline.state == DeadlineState.LAPSED or bool(deadline.latest_at and deadline.latest_at <= now)
    return (
        past
        and deadline.whose != Whose.CONSUMER
        and deadline.closed_by_id is None
        and deadline.state != DeadlineState.MET
    )
