"""Removed files: brought back for TRASH_DAYS, then erased, unless something holds them. Name, hash and ledger stay."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from complaints import ledger
from complaints.models import Complaint
from evidence import holding
from evidence.capture import Capture
from evidence.models import Blob, CoverOffer, Evidence, PackedFile
from evidence.status import BlobState
from evidence.vault.derived import discard, forget_unused

A_ROUND = 500


def until(piece: Evidence) -> datetime:
    """The moment from which a removed file may be erased."""
    return (piece.deleted_at or timezone.now()) + timedelta(days=settings.TRASH_DAYS)


def due(now: datetime) -> QuerySet[Evidence]:
    """Removed files whose days are over, the oldest first."""
    latest = now - timedelta(days=settings.TRASH_DAYS)
    found: QuerySet[Evidence] = Evidence.objects.filter(deleted_at__lte=latest, erased_at__isnull=True)
    return found.select_related("complaint", "blob").order_by("complaint", "deleted_at", "pk")


def empty(*, now: datetime | None = None) -> int:
    """Erase what is due and held by nothing; how many. It may run beside itself, and be killed at any moment."""
    now = now or timezone.now()
    return sum(_erase(piece, now) for piece in _unheld(now))


def _unheld(now: datetime) -> Iterator[Evidence]:
    case: Complaint | None = None
    held, needed, seen = False, set[str](), 0
    for piece in due(now).iterator(chunk_size=200):
        if seen >= A_ROUND:
            return
        if piece.complaint != case:
            case = piece.complaint
            held = holding.current(case) is not None or bool(holding.reasons(case))
            needed = holding.needed(case)
        if not held and piece.blob.sha256 not in needed:
            seen += 1
            yield piece


def _erase(piece: Evidence, now: datetime) -> bool:
    """False when somebody brought it back at this moment: of the two exactly one happens.

    The bytes themselves go with `storage.collect`, once they are a day old and no other case has them.
    """
    with transaction.atomic():
        mine = Evidence.objects.filter(pk=piece.pk, deleted_at=piece.deleted_at, erased_at__isnull=True)
        if not mine.update(erased_at=now):
            return False
        said = {"evidence": piece.public_code, "name": piece.name, "sha256": piece.blob.sha256}
        ledger.append(piece.complaint, "evidence_erased", said, actor=None, at=now)
        _forget_derived(piece)
        # Locked first, asked after: whoever brings the same bytes at this moment locks the row, too (`storage.row_for`).
        Blob.objects.select_for_update().get(pk=piece.blob_id)
        if not Evidence.objects.filter(blob=piece.blob_id, erased_at__isnull=True).exists():
            Blob.objects.filter(pk=piece.blob_id).update(state=BlobState.ERASED)
    return True


def _forget_derived(piece: Evidence) -> None:
    """Previews, covered copies, what was found on it, where it was taken, and packs that hold it."""
    discard(piece)
    copies = list(piece.redactions.exclude(copy=None).values_list("copy_id", flat=True))
    piece.redactions.update(copy=None, tries=0)
    CoverOffer.objects.filter(evidence=piece).delete()
    Capture.objects.filter(evidence=piece).delete()
    packs = piece.complaint.packs.filter(files__blob_id=piece.blob_id)
    packed = set(PackedFile.objects.filter(pack__in=packs).values_list("blob_id", flat=True))
    archives = set(packs.exclude(archive=None).values_list("archive_id", flat=True))
    piece.complaint.packs.filter(pk__in=list(packs.values_list("pk", flat=True))).delete()
    forget_unused({*copies, *packed, *archives} - {piece.blob_id})
