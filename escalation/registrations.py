"""What this floor tells the floors below: how its notifications stay true and how its ledger entries read."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts import changes
from accounts.wording import moment_words
from complaints import orders, timeline
from complaints.models import Event
from complaints.status import REGULATOR_TRACKS, Scope, TrackKind
from complaints.timeline import Line, body_of
from escalation import (
    announcements,
    consent,
    countdown,
    hushing,
    impact,
    keeping,
    prechecks,
    recompute_words,
    reminders,
    sweeping,
    tasks,
)
from escalation.models import Origin
from escalation.recount import recount
from escalation.transitions import Action
from escalation.words import DEADLINES, DONE, LAPSED, called, usual_words
from evidence import holding
from law.precheck import Colour
from notifications.registry import KindSpec, one_by_one, register
from rulebook import editions
from rulebook.wording import quantified

_GOOD = (Action.RECORD_AGREEMENT, Action.RECORD_KEPT, Action.RECORD_RULING_FOR, Action.RECORD_ACCEPTANCE,
         Action.RECORD_MEDIATION_AGREEMENT, Action.APPROVE_FILING, Action.CLOSE)  # fmt: skip
_BAD = (
    Action.RECORD_REFUSAL,
    Action.RECORD_BROKEN,
    Action.RECORD_RULING_AGAINST,
    Action.RECORD_DECLINED,
    Action.RETURN_FILING,
)


def register_all() -> None:
    """Called once when the apps are ready."""
    register(sweeping.KIND, KindSpec(sweeping.KIND, sweeping.still_due))
    register(hushing.KIND, KindSpec(hushing.KIND, one_by_one(hushing.still_wanted)))
    register(announcements.KIND, KindSpec(announcements.KIND, one_by_one(announcements.still_concerns)))
    register(consent.KIND, KindSpec(consent.KIND, one_by_one(consent.still_granted)))
    register(recompute_words.KIND, KindSpec(recompute_words.KIND, one_by_one(recompute_words.still_concerns)))
    holding.because(keeping.office_is_at_it)
    holding.keep(keeping.in_a_sent_text)
    orders.after_change(recount)
    changes.after_hours_change(reminders.move)
    editions.after_publish(tasks.after_publication)
    editions.impact(impact.count)
    timeline.ANSWER_NAMES.update(prechecks.ANSWER_NAMES)
    timeline.register("step", _step)
    timeline.register("deadline_lapsed", _lapsed)
    timeline.register(countdown.KIND, countdown.line)
    timeline.register(recompute_words.KIND, recompute_words.line)
    timeline.register("access_granted", _granted)
    timeline.register("access_revoked", _revoked)
    timeline.register("read", _read)


def _step(event: Event) -> Line:
    body = body_of(event)
    action = Action(body["action"]) if body else None
    if action is None:
        return Line(_("A step (its text was erased)"))
    facts = body.get("facts", {})
    text = str(DONE[action])
    if action == Action.CORRECT and body.get("voids"):
        text = _("Recorded by mistake: %(what)s") % {"what": DONE[Action(body["voids"])]}
    if body.get("track") in (*REGULATOR_TRACKS, TrackKind.COURT):
        text = _("%(what)s (%(way)s)") % {"what": text, "way": TrackKind(body["track"]).label}
    tone = "jade" if action in _GOOD else "amber" if action in _BAD else "blue"
    return Line(text, _details(facts, event), "circle", tone)


def _details(facts: dict[str, Any], event: Event) -> str:
    said = (
        facts.get("quote") or facts.get("said") or facts.get("ground") or facts.get("reason") or facts.get("note") or ""
    )
    parts = [_("“%(words)s”") % {"words": said}] if said else []
    if facts.get("promised"):
        parts.append(_("promised ¥%(amount)s") % {"amount": facts["promised"]})
    if facts.get("received"):
        parts.append(_("received ¥%(amount)s") % {"amount": facts["received"]})
    for name in ("keep_by", "answer_by"):
        moment = parse_datetime(facts.get(name) or "")
        if moment:
            parts.append(_("until %(day)s") % {"day": moment_words(moment, event.at)})
    if facts.get("prechecked"):
        parts.append(_checked(facts["prechecked"]))
    if facts.get("waybill"):
        parts.append(_("waybill %(number)s") % {"number": facts["waybill"]})
    if facts.get("reference"):
        parts.append(_("No. %(number)s") % {"number": facts["reference"]})
    return " · ".join(parts)


def _checked(colours: dict[str, str]) -> str:
    """What the pre-check said when it was sent, in a few words."""
    sound = sum(colour == Colour.GREEN for colour in colours.values())
    return _("pre-check: %(sound)d of %(total)d in order") % {"sound": sound, "total": len(colours)}


def _lapsed(event: Event) -> Line:
    body = body_of(event)
    name = called(body.get("name", ""), body.get("rule", ""))
    words = _("Time passed: %(what)s") % {"what": DEADLINES.get(name, "")}
    details = [quantified(LAPSED.get(name, ""))] + ([usual_words()] if body.get("origin") == Origin.PLATFORM else [])
    return Line(words, " · ".join(filter(None, details)), "clock", "amber")


def _granted(event: Event) -> Line:
    body = body_of(event)
    words = {"name": body.get("name", ""), "scope": Scope(body["scope"]).label if body.get("scope") else ""}
    return Line(_("%(name)s was let in: %(scope)s") % words, "", "user-plus", "blue")


def _revoked(event: Event) -> Line:
    return Line(_("%(name)s may no longer see the case") % {"name": body_of(event).get("name", "")}, "", "user-minus")


def _read(event: Event) -> Line:
    body = body_of(event)
    said = {"name": body.get("name", ""), "day": body.get("day", "")}
    looked = _("%(name)s looked at the case on %(day)s") % said
    if body.get("own"):
        looked = _("Taken along by yourself on %(day)s") % said
    seen, saved = (_(", ").join(map(str, body.get(how, []))) for how in ("seen", "saved"))
    more = [
        _("Opened: %(names)s.") % {"names": seen} if seen else "",
        _("Downloaded: %(names)s.") % {"names": saved} if saved else "",
        _("Took along an export of the case.") if body.get("exported") else "",
    ]
    return Line(looked, " ".join(filter(None, more)), "download" if body.get("own") else "eye")
