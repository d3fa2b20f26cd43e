"""The doors for what is covered: cover, take the covers off again, and which copy stands. The original never changes."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from evidence.asking import ask
from evidence.filetypes import KNOWN
from evidence.models import Evidence, Redaction
from evidence.redaction.boxes import Box
from evidence.status import COVERED_FAMILIES, TRIES, BlobState


def current(evidence: Evidence) -> Redaction | None:
    """The redaction that stands, covering something or not; None while nobody has looked."""
    return evidence.redactions.filter(replaced_at__isnull=True).select_related("copy").first()


def not_looked_through(complaint: Complaint) -> int:
    """How many files of the case nobody has looked through for what is to be covered."""
    seen = [media_type for media_type, known in KNOWN.items() if known.family in COVERED_FAMILIES]
    files = complaint.evidence.live().filter(blob__media_type__in=seen).exclude(blob__state=BlobState.BROKEN)
    files = files.exclude(
        ~Q(blob__media_type__startswith="image/"), blob__tries__gte=TRIES
    )  # a locked PDF shows nothing
    return files.exclude(redactions__replaced_at__isnull=True, redactions__isnull=False).count()


def cover(evidence: Evidence, boxes: Sequence[Box], *, actor: User, now: datetime | None = None) -> bool:
    """Let `boxes` be covered in every copy that is given away; none of them says: looked through, nothing to cover.

    False when the same stands already. The worker writes the copy afterwards.
    """
    moment, rows = now or timezone.now(), [box.as_list() for box in boxes]
    before = current(evidence)
    if before and before.boxes == rows:
        return False
    try:
        with transaction.atomic():
            _replace(evidence, moment)
            made = evidence.redactions.create(boxes=rows, count=len(rows), by=actor, at=moment)
            if rows:
                transaction.on_commit(partial(ask, "evidence.tasks.burn", made.pk), robust=True)
            _note(evidence, "evidence_covered", {"boxes": len(rows)}, actor, moment)
    except IntegrityError:  # two at once: whoever was first stands, and the page shows it
        return False
    return True


def uncover(evidence: Evidence, *, actor: User, now: datetime | None = None) -> bool:
    """Take the redaction back, as if nobody had looked; False when there is none."""
    moment = now or timezone.now()
    with transaction.atomic():
        if not _replace(evidence, moment):
            return False
        _note(evidence, "evidence_uncovered", {}, actor, moment)
    return True


def _replace(evidence: Evidence, moment: datetime) -> int:
    standing = Redaction.objects.filter(evidence=evidence, replaced_at__isnull=True)
    return standing.update(replaced_at=Greatest(F("at"), moment))  # a clock may have been set back


def _note(evidence: Evidence, kind: str, more: dict[str, Any], actor: User, now: datetime) -> None:
    said = {"evidence": evidence.public_code, "name": evidence.name, "sha256": evidence.blob.sha256, **more}
    ledger.append(evidence.complaint, kind, said, actor=actor, at=now)
