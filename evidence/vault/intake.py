"""The one door in: size, hash while streaming, true type by content, duplicate, original bytes kept, row and ledger."""

from __future__ import annotations  # the stubs' generic types don't exist when the program runs

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from evidence import capture
from evidence.asking import ask
from evidence.models import Evidence
from evidence.status import Family
from evidence.validators import Proven, prove
from evidence.vault import storage
from evidence.vault.errors import Rejected
from evidence.vault.hashing import Lying, Received, received, too_big
from evidence.vault.place import Away
from evidence.vault.scanning import scan

__all__ = ["Added", "Rejected", "Upload", "add_evidence"]


FOLLOWS = dict.fromkeys((Family.IMAGE, Family.DOCUMENT, Family.RECORDING), "evidence.tasks.previews") | {
    Family.ARCHIVE: "evidence.tasks.unpack"
}
"""What the worker does with a file once it is kept."""
log = logging.getLogger("juli.vault")
Settle = Callable[[Evidence], None]
"""What whoever brings a file writes together with its row; what it raises undoes the row."""


class Upload(Protocol):
    """What comes in: a browser's upload, a file of this machine, a member of an archive."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Added:
    """What the door answers: the evidence, whether it was in the case already, and what we changed about its name."""

    evidence: Evidence
    duplicate: bool
    note: str = ""


def add_evidence(
    complaint: Complaint, upload: Upload, *, kind: str, actor: User, source: str = "", sha256: str = "",
    settle: Settle | None = None, now: datetime | None = None,
) -> Added:  # fmt: skip
    """Take one uploaded file into the case, in slot `kind`, its bytes unchanged; `source` is where it comes from, if known.

    The same bytes already in the case come back as they are, `duplicate` set. That another case has them changes
    nothing that can be seen from here: they are received, hashed and flushed in full either way.
    `sha256` is the hash that the sender computed; bytes with another one are refused. `settle` is called in the transaction
    that writes a new row (not for a duplicate). Raises Rejected; then nothing was kept.
    """
    now = now or timezone.now()
    limit = settings.UPLOAD_LIMIT_MB * 1024**2
    if upload.size is not None and upload.size > limit:
        raise too_big(limit)
    with _bytes_of(upload, limit) as file:
        if sha256 and sha256.lower() != file.sha256:
            raise Rejected("changed_on_the_way", _("The file changed on its way; send it again."))
        proven = prove(file.path, upload.name or "", now=now)
        present = _present(complaint, file.sha256)
        if present:
            return Added(present, duplicate=True)
        scan(file.path)
        key = _kept(file)
    entry = _Entry(
        complaint, file, key, proven, kind=kind, source=source, actor=actor, now=now,
        hashed_by_sender=bool(sha256), settle=settle,
    )  # fmt: skip
    return _enter(entry)


def _bytes_of(upload: Upload, limit: int) -> AbstractContextManager[Received]:
    if isinstance(upload, Lying):
        return upload.received()
    return received(upload.chunks(), storage.incoming(), limit=limit)


def _kept(file: Received) -> str:
    try:
        return storage.keep(file)
    except Away as fault:
        log.error("a file could not be put away: %s", fault)
        words = _("The file could not be put away just now; it was not saved. Try again in a few minutes.")
        raise Rejected("store_away", words) from fault


def _present(complaint: Complaint, sha256: str) -> Evidence | None:
    found: Evidence | None = complaint.evidence.live().with_files().filter(blob__sha256=sha256).first()
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """Everything that becomes a row and a ledger entry."""

    complaint: Complaint
    file: Received
    key: str
    proven: Proven
    kind: str
    source: str
    actor: User
    now: datetime
    hashed_by_sender: bool
    settle: Settle | None


def _enter(entry: _Entry) -> Added:
    """Row and ledger entry in one transaction; of two same uploads at once the second finds the first's row."""
    try:
        with transaction.atomic():
            evidence = _write(entry)
    except IntegrityError:
        present = _present(entry.complaint, entry.file.sha256)
        if present is None:
            raise
        return Added(present, duplicate=True)
    return Added(evidence, duplicate=False, note=entry.proven.note)


def _write(entry: _Entry) -> Evidence:
    case, file, proven, now = entry.complaint, entry.file, entry.proven, entry.now
    facts = {
        "media_type": proven.media_type,
        "key": entry.key,
        "verified_at": now,
        "created_at": now,
    }
    blob = storage.row_for(file, **facts)
    evidence: Evidence = case.evidence.create(
        blob=blob, name=proven.name, kind=entry.kind, source=entry.source, captured_at=proven.taken.at, received_at=now,
        added_by=entry.actor,
    )  # fmt: skip
    capture.note(evidence, proven.taken)
    if task := FOLLOWS.get(blob.family):
        transaction.on_commit(partial(ask, task, evidence.pk), robust=True)
    said = {"evidence": evidence.public_code, "name": evidence.name, "sha256": blob.sha256, "size": blob.size}
    told = {"kind": entry.kind, "source": entry.source, "media_type": blob.media_type}
    compared = {"hashed_by_sender": True} if entry.hashed_by_sender else {}
    ledger.append(case, "evidence_added", said | told | compared, actor=entry.actor, at=now)
    if entry.settle:
        entry.settle(evidence)
    return evidence
