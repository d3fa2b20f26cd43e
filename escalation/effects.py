"""What an action leaves behind besides status and clocks: money, frozen texts, reviews, what was checked before."""

from datetime import datetime
from typing import Any

from complaints.models import Complaint, Track
from complaints.status import TrackKind
from escalation import dossier
from escalation.models import Review, Step, Verdict
from escalation.situation import Situation
from escalation.submissions import freeze
from escalation.transitions import Action

SENDS = (Action.CONTACT_SELLER, Action.ESCALATE_TO_PLATFORM, Action.ANSWER_PLATFORM, Action.ESCALATE_TO_REGULATOR)
CHECKED = (Action.ESCALATE_TO_PLATFORM, Action.ESCALATE_TO_REGULATOR)
PROMISES = (Action.RECORD_AGREEMENT, Action.RECORD_RULING_FOR, Action.RECORD_MEDIATION_AGREEMENT)
DECIDES = {Action.APPROVE_FILING: Verdict.APPROVED, Action.RETURN_FILING: Verdict.RETURNED}
RESULT = ("asked", "promised", "received", "outcome")


def before(case: Complaint, fields: dict[str, Any]) -> dict[str, Any]:
    """The columns named in `fields` as they stand before they are written, for putting back; amounts as strings."""
    return {name: None if getattr(case, name) is None else str(getattr(case, name)) for name in fields}


def fields_of(action: Action, facts: dict[str, Any]) -> dict[str, Any]:
    """The columns of the case that `action` writes, beside its status."""
    if action in PROMISES and facts.get("promised") is not None:
        return {"promised": facts["promised"]}
    if action == Action.CLOSE:
        return {name: facts[name] for name in RESULT if facts.get(name) is not None}
    return {}


def freeze_text(action: Action, track: Track | None, facts: dict[str, Any], now: datetime) -> dict[str, str]:
    """Keep what was sent, if something was; returns what the step, and so the ledger, says of it."""
    if action not in SENDS or track is None:
        return {}
    sent_at, reference = facts.get("happened_at") or now, facts.get("reference") or ""
    sent = freeze(track, facts["text"], now=now, sent_at=sent_at, reference=reference)
    return {"submission": sent.public_code, "channel_used": sent.channel, "manifest_sha256": sent.manifest_sha256}


def prechecked(sit: Situation, action: Action, track: Track | None, facts: dict[str, Any]) -> dict[str, Any]:
    """What the pre-check said of what is submitted now, {"prechecked": {line: colour}}: kept with the step for good."""
    stage = dossier.STAGE_OF.get(TrackKind(track.kind)) if track else None
    if action not in CHECKED or stage is None:
        return {}
    found = dossier.lines(sit, stage, text=str(facts.get("text") or ""))
    return {"prechecked": {line.key: line.colour.value for line in found}}


def review(step: Step, facts: dict[str, Any], now: datetime) -> None:
    """Open or sign a review."""
    action = Action(step.action)
    if action == Action.ASK_REVIEW and step.track:
        Review.objects.create(track=step.track, asked_by=step.actor, asked_at=now, text=facts["text"])
    if action in DECIDES and step.track:
        Review.objects.filter(track=step.track, verdict="").update(
            verdict=DECIDES[action], by=step.actor, at=now, reason=facts.get("reason") or ""
        )
