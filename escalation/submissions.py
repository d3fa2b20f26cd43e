"""What was sent, frozen: the text and the list of evidence with its hashes, as they were at that moment."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils import translation

from complaints.ledger import canonical
from complaints.models import Complaint, Track
from complaints.status import TrackKind
from escalation.models import Channel, Submission
from escalation.transitions import Action
from evidence.checklist import Exhibit, exhibits
from evidence.models import Evidence

CHANNEL_OF: dict[TrackKind, Channel] = {
    TrackKind.SELLER: Channel.SELLER_CHAT,
    TrackKind.PLATFORM: Channel.PLATFORM_FORM,
    TrackKind.COMPLAINT: Channel.COMPLAINT_FORM,
    TrackKind.REPORT: Channel.REPORT_FORM,
    TrackKind.ASSOCIATION: Channel.ASSOCIATION_LETTER,
    TrackKind.ODR: Channel.ODR_FORM,
    TrackKind.COURT: Channel.COURT_CLAIM,
}
CHANNEL_FOR: dict[Action, Channel] = {
    Action.ANSWER_PLATFORM: Channel.PLATFORM_ANSWER,
    Action.WITHDRAW_FILING: Channel.WITHDRAWAL,
    Action.APPLY_CONFIRMATION: Channel.CONFIRMATION,
}


def channel_for(action: Action, kind: TrackKind) -> Channel:
    """Where the text of `action` on a track of `kind` goes."""
    return CHANNEL_FOR.get(action, CHANNEL_OF[kind])


def manifest_of(complaint: Complaint) -> list[dict[str, Any]]:
    """The case's evidence as [{code, name, kind, sha256, size, n, proves}], in the order in which it was added.

    `n` and `proves` are those of the exhibit list, in Chinese as it goes out; None and "" for a file nobody can open.
    """
    rows = Evidence.objects.filter(complaint=complaint, deleted_at__isnull=True).select_related("blob").order_by("pk")
    with translation.override("zh-hans"):
        listed = {exhibit.piece.pk: exhibit for exhibit in exhibits(complaint)}
    return [_row(piece, listed.get(piece.pk)) for piece in rows]


def _row(piece: Evidence, exhibit: Exhibit | None) -> dict[str, Any]:
    return {
        "code": piece.public_code, "name": piece.name, "kind": piece.kind, "sha256": piece.blob.sha256,
        "size": piece.blob.size, "n": exhibit.number if exhibit else None, "proves": exhibit.proves if exhibit else "",
    }  # fmt: skip


def freeze(
    track: Track, text: str, *, channel: Channel, now: datetime, sent_at: datetime, reference: str = "",
    receipt: Evidence | None = None,
) -> Submission:  # fmt: skip
    """Keep `text` as it was sent on `track` to `channel`, numbered; nothing can change it afterwards (a trigger refuses)."""
    manifest = manifest_of(track.complaint)
    digest = hashlib.sha256(canonical([text, manifest])).hexdigest()
    return Submission.objects.create(
        track=track, n=track.submissions.count() + 1, channel=channel, text=text,
        manifest=manifest, manifest_sha256=digest, frozen_at=now, submitted_at=sent_at, reference=reference,
        receipt=receipt,
    )  # fmt: skip
