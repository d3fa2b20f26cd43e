"""What the case page needs from this floor: the rail, the next step, the dates and the menu, from one situation."""

import secrets
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.access import Right
from complaints.models import Complaint, Track
from complaints.status import FINAL, REGULATOR_TRACKS, STAGE, Status, TrackKind, TrackState
from escalation.letters import most_characters
from escalation.models import Channel
from escalation.next_step import NextStep, button, next_step, track_of
from escalation.situation import Situation
from escalation.submissions import CHANNEL_FOR, CHANNEL_OF
from escalation.templatetags.brushoff_tags import turned_away
from escalation.templatetags.date_tags import date_rows, day_words, next_date
from escalation.transitions import Action
from escalation.words import DONE, LEADS, SUBMIT, TEXTS, TITLES, WHERE, WHY
from escalation.workflow import Offer, offers
from rulebook.wording import quantified

register = template.Library()
TEXT_FOR = {
    Action.CONTACT_SELLER: Channel.SELLER_CHAT, Action.ESCALATE_TO_PLATFORM: Channel.PLATFORM_FORM,
    Action.APPEAL_RULING: Channel.PLATFORM_FORM, **CHANNEL_FOR,
}  # fmt: skip
MENU = (
    Action.RECORD_CONTACT, Action.SKIP_TO_REGULATOR, Action.PREPARE_FILING, Action.CORRECT, Action.CLOSE, Action.WITHDRAW,
    Action.REOPEN,
)  # fmt: skip
ELSEWHERE = (Action.OPEN, Action.RECORD_PROMISE, Action.RECORD_PROMISE_KEPT, Action.RECORD_PROMISE_BROKEN)
"""Actions with a place of their own: the draft, and the page of promises."""
SELDOM = (
    *MENU, Action.RECORD_PAID_LATE, Action.WITHDRAW_FILING, Action.APPLY_CONFIRMATION, Action.APPEAL_RULING,
    Action.RECORD_SENT_BACK, Action.RECORD_RETURN_RECEIVED,
)  # fmt: skip
"""Why these can't be done yet isn't said on the card: nobody looks for them there."""


@register.simple_tag
def case_panel(complaint: Complaint, user: User, right: Right) -> dict[str, Any]:
    """{next, rail, dates, menu, blocked}: everything that the workflow says about a case, in three queries."""
    sit = Situation.of(complaint, user, timezone.now(), right)
    found = offers(sit)
    step: NextStep = next_step(sit, found)
    shown = {(b.action, b.track) for b in (step.main, *step.others) if b}
    rest = [o for o in found if (o.action, track_of(o)) not in shown and o.action not in ELSEWHERE]
    several = len({track_of(offer) for offer in found} - {""}) > 1
    return {
        "next": step, "rail": _rail(sit), "dates": date_rows(sit), "now": sit.now,
        "due": next_date(sit, step.due_at),
        "menu": [button(sit, o, naming=several) for o in rest if o.possible], "texts": _texts(sit), "key": secrets.token_hex(16),
        "blocked": _blocked([offer for offer in rest if not offer.possible and offer.action not in SELDOM]),
        "turned_away": None if complaint.is_over else turned_away(sit),
        "promises": sum(d.promise_id is not None and d.closed_by_id is None for d in sit.deadlines),
    }  # fmt: skip


def _blocked(closed: list[Offer]) -> list[tuple[str, str]]:
    """What isn't possible yet, each reason once: (the buttons' words, the reason)."""
    by_reason: dict[str, list[str]] = {}
    for offer in closed:
        by_reason.setdefault(offer.reasons[0], []).append(_("“%(words)s”") % {"words": Action(offer.action).label})
    return [("".join(words), reason) for reason, words in by_reason.items()]


def _texts(sit: Situation) -> list[dict[str, Any]]:
    """The texts as they were sent, newest first; a text that was sent stays sent, so no step that sends is ever void."""
    sent = [step for step in reversed(sit.steps) if step.facts.get("submission")]
    return [
        {
            "code": s.facts["submission"],
            "channel": Channel(s.facts["channel_used"]).label,
            "day": day_words(s.happened_at, sit.now),
        }
        for s in sent
    ]


def _rail(sit: Situation) -> list[dict[str, str]]:
    """Three stations with name, note and state."""
    stage = STAGE.get(sit.status) or max((_stage_of(t) for t in sit.tracks), default=1)
    names = (_("Talk with the seller"), _("Platform steps in"), _("12315 / association"))
    return [
        {"name": name, "note": _note(sit, n, stage), "state": _state(sit, n, stage)}
        for n, name in enumerate(names, start=1)
    ]


def _stage_of(track: Track) -> int:
    return {TrackKind.SELLER: 1, TrackKind.PLATFORM: 2}.get(TrackKind(track.kind), 3)


def _state(sit: Situation, n: int, stage: int) -> str:
    reached = any(_stage_of(track) == n for track in sit.tracks)
    if n < stage:
        return "done" if reached else "skipped"
    over = sit.status in (*FINAL, Status.KEPT)
    return ("done" if over else "now") if n == stage else "todo"


def _note(sit: Situation, n: int, stage: int) -> str:
    mine = [track for track in sit.tracks if _stage_of(track) == n]
    if not mine:
        return _("To be prepared") if n == stage and n > 1 else _("Not begun")
    last = mine[-1]
    if last.state != TrackState.CLOSED:
        step = next((s for s in reversed(sit.steps) if s.track_id == last.pk), None)
        return (
            str(DONE[Action(step.action)]) if step and last.kind not in REGULATOR_TRACKS else last.get_state_display()
        )
    outcome = last.get_outcome_display()
    return f"{day_words(last.closed_at, sit.now)} {outcome}" if last.closed_at else outcome


@register.simple_tag
def explain(action: Action, track: str = "") -> dict[str, Any]:
    """What an action's page says: title, why, what the text is, its limit, where it goes, and the button."""
    channel = next((channel for kind, channel in CHANNEL_OF.items() if kind == track), TEXT_FOR.get(action))
    title, why = str(TITLES.get(action, Action(action).label)), quantified(WHY.get(action, ""))
    text, where = str(TEXTS.get(action, "")), str(WHERE.get(action, ""))
    if action == Action.ESCALATE_TO_REGULATOR and track == TrackKind.ASSOCIATION:
        title, why = _("Send the letter to the association"), _("Copy it, send it, and come back here.")
        text, where = _("The letter"), _("By post or in person, to the consumer association where you live.")
    return {
        "title": title, "why": why, "where": where, "submit": str(SUBMIT.get(action, Action(action).label)),
        "text": text, "limit": most_characters(channel) if channel else None,
        "copies": action in LEADS,
        "form": action == Action.ESCALATE_TO_REGULATOR and track != TrackKind.ASSOCIATION,
        "claims": track == TrackKind.COMPLAINT,
    }  # fmt: skip
