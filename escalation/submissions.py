"""What was sent, frozen: the text and the list of evidence with its hashes, as they were at that moment."""

import hashlib
from datetime import datetime
from typing import Any

from complaints.ledger import canonical
from complaints.models import Complaint, Track
from complaints.status import TrackKind
from escalation.models import Channel, Submission
from evidence.models import Evidence

CHANNEL_OF: dict[TrackKind, Channel] = {
    TrackKind.SELLER: Channel.SELLER_CHAT,
    TrackKind.PLATFORM: Channel.PLATFORM_FORM,
    TrackKind.COMPLAINT: Channel.COMPLAINT_FORM,
    TrackKind.REPORT: Channel.REPORT_FORM,
    TrackKind.ASSOCIATION: Channel.ASSOCIATION_LETTER,
}


def manifest_of(complaint: Complaint) -> list[dict[str, Any]]:
    """The case's evidence as [{code, name, kind, sha256, size}], in the order in which it was added."""
    rows = Evidence.objects.filter(complaint=complaint, deleted_at__isnull=True).select_related("blob").order_by("pk")
    return [
        {"code": e.public_code, "name": e.name, "kind": e.kind, "sha256": e.blob.sha256, "size": e.blob.size}
        for e in rows
    ]


def freeze(track: Track, text: str, *, now: datetime, sent_at: datetime, reference: str = "") -> Submission:
    """Keep `text` as it was sent on `track`, numbered; nothing can change it afterwards (a trigger refuses)."""
    manifest = manifest_of(track.complaint)
    digest = hashlib.sha256(canonical([text, manifest])).hexdigest()
    return Submission.objects.create(
        track=track, n=track.submissions.count() + 1, channel=CHANNEL_OF[TrackKind(track.kind)], text=text,
        manifest=manifest, manifest_sha256=digest, frozen_at=now, submitted_at=sent_at, reference=reference,
    )  # fmt: skip
