"""Is everything still as it was received? Bytes against their hash, rows against the ledger, the ledger against itself.

It reports and never repairs: a repair would be the next change nobody can explain.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone

from complaints import ledger, roots, stamps
from complaints.models import Complaint, EventBody
from evidence.models import Blob, Evidence
from evidence.status import BlobState
from evidence.vault import storage

_CHUNK = 1024**2


class Found(StrEnum):
    """What can be wrong."""

    MISSING = "missing"
    ALTERED = "altered"
    ORPHAN = "orphan"
    BROKEN_CHAIN = "broken_chain"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: in which case (its number) and file (its public code), and what is wrong with which part of it."""

    found: Found
    where: str
    case: str = ""
    evidence: str = ""
    sha256: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "finding": self.found.value, "where": self.where, "case": self.case or None,
            "evidence": self.evidence or None, "sha256": self.sha256 or None,
        }  # fmt: skip


def everything() -> Iterator[Finding]:
    """All cases, the roots over them, then stored bytes that no evidence uses, then files that no row names."""
    for case in Complaint.objects.order_by("pk").iterator(chunk_size=200):
        yield from of_case(case)
    yield from of_roots()
    derived = Blob.objects.exclude(pk__in=Evidence.objects.values("blob")).order_by("pk")
    for blob in derived.iterator(chunk_size=200):
        yield from of_bytes(blob)
    for key in storage.unreferenced():
        yield Finding(Found.ORPHAN, key)


def of_roots() -> Iterator[Finding]:
    """The daily roots against their leaves, and the time stamps against the roots."""
    for root, _number, what in roots.faults():
        yield Finding(Found.BROKEN_CHAIN, f"root of {root.day}: {what}")
    for root, what in stamps.faults(timezone.now()):
        yield Finding(Found.BROKEN_CHAIN, f"time stamp of {root.day}: {what}")


def of_case(case: Complaint) -> Iterator[Finding]:
    """The case's ledger and rows (`of_ledger`), and the bytes of its evidence."""
    yield from of_ledger(case)
    for piece in _pieces(case):
        yield from of_bytes(piece.blob, case.number, piece.public_code)


def of_ledger(case: Complaint) -> Iterator[Finding]:
    """The case's ledger, also against the roots that cover it, and its evidence against the ledger."""
    verdict = ledger.verify(case)
    if verdict.fault_at is not None:
        kind = Found.TRUNCATED if verdict.fault == "cut off" else Found.BROKEN_CHAIN
        yield Finding(kind, f"ledger entry {verdict.fault_at}: {verdict.fault}", case.number)
    for root, place, cut in roots.faults_of(case):
        where = f"ledger entry {place}: not as the root of {root.day} has it"
        yield Finding(Found.TRUNCATED if cut else Found.BROKEN_CHAIN, where, case.number)
    yield from _rows_of(case, _pieces(case))


def _pieces(case: Complaint) -> Iterable[Evidence]:
    return Evidence.objects.filter(complaint=case).select_related("blob").order_by("pk")


def _rows_of(case: Complaint, pieces: Iterable[Evidence]) -> Iterator[Finding]:
    """What the ledger says was received against the rows that say so now."""
    received = {body.data.get("evidence", ""): body for body in _entries(case, "evidence_added")}
    erased = {body.data.get("evidence", "") for body in _entries(case, "evidence_erased")}
    for piece in pieces:
        body = received.pop(piece.public_code, None)
        if body is None:
            yield Finding(Found.BROKEN_CHAIN, "no ledger entry", case.number, piece.public_code, piece.blob.sha256)
            continue
        now = {
            "sha256": piece.blob.sha256, "size": piece.blob.size, "media_type": piece.blob.media_type,
            "received_at": piece.received_at, "added_by": piece.added_by_id,
        }  # fmt: skip
        if piece.erased_at and piece.public_code not in erased:
            yield Finding(Found.ALTERED, "row: erased_at", case.number, piece.public_code, piece.blob.sha256)
        then = body.data | {"received_at": body.event.at, "added_by": body.event.actor_id}
        for field, value in now.items():
            if field in then and then[field] != value:
                yield Finding(Found.ALTERED, f"row: {field}", case.number, piece.public_code, piece.blob.sha256)
    for code, body in received.items():
        yield Finding(Found.MISSING, "row", case.number, code, str(body.data.get("sha256", "")))


def _entries(case: Complaint, kind: str) -> Iterable[EventBody]:
    bodies = EventBody.objects.filter(event__complaint=case, event__kind=kind)
    return bodies.select_related("event").order_by("event__seq")


def of_bytes(blob: Blob, case: str = "", evidence: str = "") -> Iterator[Finding]:
    """Stored bytes against their hash and row."""
    if blob.state == BlobState.ERASED and not Evidence.objects.filter(blob=blob, erased_at__isnull=True).exists():
        return
    if blob.key != storage.key_of(blob.sha256):
        yield Finding(Found.ALTERED, "row: key", case, evidence, blob.sha256)
    try:
        digest, size = _digest(blob)
    except FileNotFoundError:
        yield Finding(Found.MISSING, "bytes", case, evidence, blob.sha256)
        return
    except OSError as error:  # a disk that fails
        yield Finding(Found.MISSING, f"bytes: {error.strerror}", case, evidence, blob.sha256)
        return
    if digest != blob.sha256:
        yield Finding(Found.ALTERED, "bytes", case, evidence, blob.sha256)
    elif size != blob.size:
        yield Finding(Found.ALTERED, "row: size", case, evidence, blob.sha256)


def _digest(blob: Blob) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with storage.read(blob) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
