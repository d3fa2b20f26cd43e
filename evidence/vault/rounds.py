"""The round that looks at everything again, in slices: whatever is stored and every ledger once in VERIFY_DAYS.

The one whose turn is longest past comes first, and nothing found stops the round. What was found is looked at again each
night until it is gone, but takes at most half of a slice, so that many faults can't keep the rest from being looked at.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from complaints.models import Complaint
from evidence.models import Blob, IntegrityFinding, LedgerCheck
from evidence.vault import integrity
from evidence.vault.findings import note
from evidence.vault.place import Away
from evidence.vault.quietly import idle_io

log = logging.getLogger("juli.integrity")
MOST_BYTES = 256 * 1024**2
MOST_FILES = 200
MOST_LEDGERS = 50
AGAIN = timedelta(hours=20)
"""After this a finding is looked at again."""


@dataclass(slots=True)
class Slice:
    """What one slice did: files and bytes looked at, ledgers, and what is wrong with them."""

    files: int = 0
    size: int = 0
    ledgers: int = 0
    findings: int = 0


def run(now: datetime) -> Slice:
    """Look at one slice of files and one of ledgers, at the lowest priority the disk knows."""
    done = Slice()
    with idle_io():
        try:
            for blob in _files(now):
                done.findings += look_at(blob, now)
                done.files, done.size = done.files + 1, done.size + blob.size
        except Away as fault:
            log.error("the stored files can't be looked at: %s", fault)
        for case in ledgers_due(now)[:MOST_LEDGERS]:
            done.findings += note(integrity.of_ledger(case), now=now, case=case.number)
            LedgerCheck.objects.update_or_create(complaint=case, defaults={"checked_at": now})
            done.ledgers += 1
    if done.files or done.ledgers:
        log.info("looked at %s", done)
    return done


def look_at(blob: Blob, now: datetime) -> int:
    """Hash one blob's bytes again and write down what is wrong; only what is right counts as verified."""
    found = note(integrity.of_bytes(blob), now=now, sha256=blob.sha256)
    if not found:
        Blob.objects.filter(pk=blob.pk, verified_at=blob.verified_at).update(verified_at=now)
    return found


def look_at_roots(now: datetime) -> int:
    """The daily roots and their stamps."""
    return note(integrity.of_roots(), now=now, sha256="")


def files_due(now: datetime) -> QuerySet[Blob]:
    """Blobs that nobody looked at for VERIFY_DAYS, the longest first, without those that something was found of."""
    since = now - timedelta(days=settings.VERIFY_DAYS)
    due = Blob.objects.filter(Q(verified_at__isnull=True) | Q(verified_at__lte=since))
    return due.exclude(sha256__in=_open().values("sha256")).order_by(F("verified_at").asc(nulls_first=True), "pk")


def ledgers_due(now: datetime) -> QuerySet[Complaint]:
    """Cases whose ledger nobody recomputed for VERIFY_DAYS, or that something was found in a night ago."""
    since = now - timedelta(days=settings.VERIFY_DAYS)
    checked = LedgerCheck.objects.filter(complaint=OuterRef("pk")).values("checked_at")
    again = IntegrityFinding.objects.filter(closed_at__isnull=True, last_seen__lte=now - AGAIN).exclude(case="")
    cases = Complaint.objects.annotate(checked=Subquery(checked))
    due = Q(checked__isnull=True) | Q(checked__lte=since) | Q(number__in=again.values("case"))
    found: QuerySet[Complaint] = cases.filter(due).order_by(F("checked").asc(nulls_first=True), "pk")
    return found


def _open() -> QuerySet[IntegrityFinding]:
    return IntegrityFinding.objects.filter(closed_at__isnull=True, case="").exclude(sha256="")


def _files(now: datetime) -> Iterator[Blob]:
    seen = (
        _open()
        .values("sha256")
        .annotate(last=Max("last_seen"))
        .filter(last__lte=now - AGAIN)
        .order_by("last", "sha256")
    )
    again = [one["sha256"] for one in seen[: MOST_FILES // 2]]
    yield from _within(Blob.objects.filter(sha256__in=again).order_by("pk"), MOST_FILES // 2, MOST_BYTES // 2)
    yield from _within(files_due(now), MOST_FILES // 2, MOST_BYTES // 2)


def _within(blobs: QuerySet[Blob], most: int, size: int) -> Iterator[Blob]:
    """The first of `blobs`, until `size` bytes are reached; one larger than that goes alone."""
    left = size
    for blob in list(blobs[:most]):
        if blob.size > left and left < size:
            return
        left -= blob.size
        yield blob
