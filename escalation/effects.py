"""What an action leaves behind besides status and clocks: money, frozen texts, reviews, what was checked before."""

from datetime import datetime
from typing import Any

from complaints.models import Complaint, Track
from complaints.status import TrackKind
from escalation import dossier
from escalation.models import Contact, Review, Step, Verdict, Way
from escalation.situation import Situation
from escalation.submissions import channel_for, freeze
from escalation.transitions import PAID, PROMISES, Action
from evidence.models import Evidence

SENDS = (
    Action.CONTACT_SELLER, Action.ESCALATE_TO_PLATFORM, Action.ANSWER_PLATFORM, Action.APPEAL_RULING,
    Action.ESCALATE_TO_REGULATOR, Action.WITHDRAW_FILING, Action.APPLY_CONFIRMATION,
)  # fmt: skip
CHECKED = (Action.ESCALATE_TO_PLATFORM, Action.ESCALATE_TO_REGULATOR)
DECIDES = {Action.APPROVE_FILING: Verdict.APPROVED, Action.RETURN_FILING: Verdict.RETURNED}
RESULT = ("asked", "promised", "received", "outcome")


def before(case: Complaint, fields: dict[str, Any]) -> dict[str, Any]:
    """The columns named in `fields` as they stand before they are written, for putting back; amounts as strings."""
    return {name: None if getattr(case, name) is None else str(getattr(case, name)) for name in fields}


def fields_of(action: Action, facts: dict[str, Any]) -> dict[str, Any]:
    """The columns of the case that `action` writes, beside its status."""
    if action in PROMISES and facts.get("promised") is not None:
        return {"promised": facts["promised"]}
    if action in PAID and facts.get("received") is not None:
        return {"received": facts["received"]}
    if action == Action.CLOSE:
        return {name: facts[name] for name in RESULT if facts.get(name) is not None}
    return {}


def freeze_text(action: Action, track: Track | None, facts: dict[str, Any], now: datetime) -> dict[str, str]:
    """Keep what was sent, if something was; returns what the step, and so the ledger, says of it."""
    if action not in SENDS or track is None:
        return {}
    sent_at, reference = facts.get("happened_at") or now, facts.get("reference") or ""
    channel = channel_for(action, TrackKind(track.kind))
    receipt = _proof(track.complaint, facts.get("proof"))
    sent = freeze(track, facts["text"], channel=channel, now=now, sent_at=sent_at, reference=reference, receipt=receipt)
    return {"submission": sent.public_code, "channel_used": sent.channel, "manifest_sha256": sent.manifest_sha256}


def prechecked(sit: Situation, action: Action, track: Track | None, facts: dict[str, Any]) -> dict[str, Any]:
    """What the pre-check said of what is submitted now, {"prechecked": {line: colour}}: kept with the step for good."""
    kind = TrackKind(track.kind) if track else None
    if action not in CHECKED or kind not in dossier.STAGE_OF:
        return {}
    found = dossier.lines(sit, kind, text=str(facts.get("text") or ""))
    return {"prechecked": {line.key: line.colour.value for line in found}}


def review(step: Step, facts: dict[str, Any], now: datetime) -> None:
    """Open a review, or sign it."""
    action = Action(step.action)
    if action == Action.ASK_REVIEW and step.track:
        Review.objects.create(track=step.track, asked_by=step.actor, asked_at=now, text=facts["text"])
    if step.track and action in (Action.PASS_ON, *DECIDES):
        _read(step, action, str(facts.get("reason") or ""), now)


def _read(step: Step, action: Action, reason: str, now: datetime) -> None:
    """Sign the open review: whoever reads it second signs beside the first."""
    waiting = Review.objects.filter(track=step.track, verdict="")
    verdict = DECIDES.get(action, "")
    if not waiting.filter(by__isnull=True).update(verdict=verdict, by=step.actor, at=now, reason=reason):
        waiting.update(verdict=verdict, second_by=step.actor, second_at=now, reason=reason)


def note_contact(step: Step, facts: dict[str, Any]) -> None:
    """Keep a contact as a row of its own, with its evidence."""
    if Action(step.action) == Action.RECORD_CONTACT:
        Contact.objects.create(
            complaint=step.complaint, step=step, track=step.track, way=facts.get("way") or Way.CHAT,
            who=facts.get("who") or "", said=facts.get("said") or "", happened_at=step.happened_at,
            proof=_proof(step.complaint, facts.get("proof")),
        )  # fmt: skip


def _proof(case: Complaint, code: Any) -> Evidence | None:
    return Evidence.objects.live().filter(complaint=case, public_code=code).first() if code else None
