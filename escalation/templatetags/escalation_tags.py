"""What the case page needs from this floor: the rail, the next step, the dates and the menu, from one situation."""

import secrets
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from accounts.wording import DAY, left_words, span_words
from complaints.access import Right
from complaints.models import Complaint, Track
from complaints.status import FINAL, REGULATOR_TRACKS, STAGE, Status, TrackKind, TrackState
from escalation.letters import LIMITS, claims_in_words
from escalation.models import Channel, Deadline, DeadlineState, Origin, Whose
from escalation.next_step import NextStep, button, next_step
from escalation.situation import Situation
from escalation.submissions import CHANNEL_OF
from escalation.transitions import Action
from escalation.words import DONE, LEADS, SUBMIT, TEXTS, TITLES, WHERE, WHY, name_of
from escalation.workflow import Offer, offers
from law import UnknownRule
from rulebook.snapshot import current_law

register = template.Library()
SOON, YEAR = 2 * DAY, 365 * DAY
TEXT_FOR = {
    Action.CONTACT_SELLER: Channel.SELLER_CHAT, Action.ESCALATE_TO_PLATFORM: Channel.PLATFORM_FORM,
    Action.ANSWER_PLATFORM: Channel.PLATFORM_FORM,
}  # fmt: skip
MENU = (Action.SKIP_TO_REGULATOR, Action.PREPARE_FILING, Action.CORRECT, Action.CLOSE, Action.WITHDRAW, Action.REOPEN)


@register.simple_tag
def case_panel(complaint: Complaint, user: User, right: Right) -> dict[str, Any]:
    """{next, rail, dates, menu, blocked}: everything that the workflow says about a case, in three queries."""
    sit = Situation.of(complaint, user, timezone.now(), right)
    found = offers(sit)
    step: NextStep = next_step(sit, found)
    shown = {b.action for b in (step.main, *step.others) if b}
    rest = [o for o in found if o.action not in shown and o.action != Action.OPEN]
    return {
        "next": step, "rail": _rail(sit), "dates": [_date(d, sit.now) for d in _shown_dates(sit)], "now": sit.now,
        "menu": [button(sit, o) for o in rest if o.possible], "texts": _texts(sit), "key": secrets.token_hex(16),
        "blocked": _blocked([offer for offer in rest if not offer.possible and offer.action not in MENU]),
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
            "day": _day(s.happened_at, sit.now),
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
    return f"{_day(last.closed_at, sit.now)} {outcome}" if last.closed_at else outcome


def _shown_dates(sit: Situation) -> list[Deadline]:
    """Running ones and lapsed ones that nobody has dealt with, nearest first; a limit of years comes last."""
    rows = [
        d for d in sit.deadlines if d.closed_by_id is None and d.state in (DeadlineState.OPEN, DeadlineState.LAPSED)
    ]
    return sorted(rows, key=lambda d: d.shown_at or sit.now)


def _date(deadline: Deadline, now: datetime) -> dict[str, Any]:
    return {
        "pk": deadline.pk, "name": name_of(deadline), "at": deadline.shown_at, "source": source_words(deadline),
        "ours": deadline.whose == Whose.CONSUMER, "lapsed": deadline.state == DeadlineState.LAPSED,
        "provisional": deadline.provisional, "unconfirmed": deadline.origin == Origin.PLATFORM, "tone": _tone(deadline, now),
        "chip": _left(deadline.shown_at, now), "day": _day(deadline.shown_at, now),
    }  # fmt: skip


def _left(at: datetime | None, now: datetime) -> str:
    """What a date's chip says: 「2 天」「今天 18:00 前」「逾期 1 天」「2 年多」."""
    if at is None:
        return pgettext("date", "not started")
    years = (at - now) // YEAR
    if years > 0:
        return ngettext("over %(n)d year", "over %(n)d years", years) % {"n": years}
    return left_words(at, now, short=True) if at - now < SOON else span_words(at - now, short=True)


def _day(at: datetime | None, now: datetime) -> str:
    """A date without its weekday, for narrow places: 「11月25日」, or 「2029/11/20」 when it isn't this year's."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return date_format(local, "Y/n/j" if local.year != timezone.localtime(now).year else _("j M"))


def _tone(deadline: Deadline, now: datetime) -> str:
    left = (deadline.shown_at - now).total_seconds() / 86400 if deadline.shown_at else 99
    if deadline.whose != Whose.CONSUMER:
        return "seal" if left <= 0 else ""
    return "seal" if left < 1 else "amber" if left < 3 else ""


def source_words(deadline: Deadline) -> str:
    """Where a date comes from, in a line: the article, the app's countdown, a promise."""
    if deadline.origin == Origin.PROMISE:
        return _("What they promised")
    if deadline.origin == Origin.USER:
        return _("The countdown that you entered")
    try:
        rule = current_law().rule(deadline.rule_id)
    except UnknownRule:
        return ""
    if deadline.origin == Origin.PLATFORM:
        return _("Usual value; the platform hasn't published it")
    return rule.citation_zh if (translation.get_language() or "").startswith("zh") else rule.citation_en


@register.simple_tag
def source(deadline: Deadline) -> str:
    """Where a date comes from."""
    return source_words(deadline)


@register.simple_tag
def explain(action: Action, track: str = "") -> dict[str, Any]:
    """What an action's page says: title, why, what the text is, its limit, where it goes, and the button."""
    channel = next((channel for kind, channel in CHANNEL_OF.items() if kind == track), TEXT_FOR.get(action))
    title, why = str(TITLES.get(action, Action(action).label)), str(WHY.get(action, ""))
    text, where = str(TEXTS.get(action, "")), str(WHERE.get(action, ""))
    if action == Action.ESCALATE_TO_REGULATOR and track == TrackKind.ASSOCIATION:
        title, why = _("Send the letter to the association"), _("Copy it, send it, and come back here.")
        text, where = _("The letter"), _("By post or in person, to the consumer association where you live.")
    return {
        "title": title, "why": why, "where": where, "submit": str(SUBMIT.get(action, Action(action).label)),
        "text": text, "limit": LIMITS[channel] if channel else None,
        "copies": action in LEADS,
        "form": action == Action.ESCALATE_TO_REGULATOR and track != TrackKind.ASSOCIATION,
        "claims": track == TrackKind.COMPLAINT,
    }  # fmt: skip


@register.simple_tag
def form_fields(complaint: Complaint) -> list[dict[str, str]]:
    """What a complaint form asks for before the text, in its order, each ready to copy: {id, label, text}."""
    order, seller = complaint.orders.order_by("pk").first(), complaint.seller
    rows = (
        ("respondent", _("The company complained about"), seller.respondent if seller else ""),
        ("shop", _("Platform / shop"), f"{seller.get_platform_display()} · {seller.shop_name}" if seller else ""),
        ("order-no", _("Order number"), order.order_no if order else ""),
        ("paid", _("Amount spent"), f"{order.paid:.2f}" if order else ""),
        ("claims", _("What is asked"), claims_in_words(list(complaint.claims.order_by("pk")))),
    )
    return [{"id": f"field-{name}", "label": label, "text": text} for name, label, text in rows if text]
