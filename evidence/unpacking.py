"""The files in an archive become evidence beside it: once, by the worker or a command, each through the same door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import ledger
from evidence import archives
from evidence.filetypes import ARCHIVE
from evidence.models import Blob, Evidence
from evidence.receiving import PASSING, Answer, keep
from evidence.status import BlobState
from evidence.vault import storage
from evidence.vault.trying import counted

TRIES = 3
"""An archive that killed its worker this often stays as it came."""
SOURCE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class InArchive:
    """A member of an archive, as an upload."""

    name: str | None
    size: int | None
    path: Path
    member: archives.Member

    def chunks(self) -> Iterator[bytes]:
        return archives.unpacked(self.path, self.member)


def unpack(archive: Evidence, *, now: datetime | None = None) -> list[Answer]:
    """Keep each file of `archive`, in its slot and for the person who added it, and note in the ledger what became of them.

    What was kept before is recognised by its bytes, so a process that died in the middle is made good by the next try.
    Empty when it was done, or tried too often.
    """
    now = now or timezone.now()
    if archive.unpacked_at or not Blob.objects.filter(pk=archive.blob_id, tries__lt=TRIES).update(tries=F("tries") + 1):
        return []
    source = (_("from “%(name)s”") % {"name": archive.name})[:SOURCE_LENGTH]
    with counted(Blob.objects.filter(pk=archive.blob_id)), storage.local(archive.blob) as path:
        answers = [
            keep(
                archive.complaint,
                InArchive(one.name, one.size, path, one),
                archive.kind,
                archive.added_by,
                source=source,
            )
            for one in archives.members(path)
        ]
    if any(answer.error in PASSING for answer in answers):
        Blob.objects.filter(pk=archive.blob_id, tries__gt=0).update(tries=F("tries") - 1)
        return []
    said = {
        "evidence": archive.public_code, "name": archive.name, "kept": sum(answer.ok for answer in answers),
        "refused": [answer.name for answer in answers if not answer.ok],
    }  # fmt: skip
    with transaction.atomic():
        if Evidence.objects.filter(pk=archive.pk, unpacked_at__isnull=True).update(unpacked_at=now):
            ledger.append(archive.complaint, "archive_unpacked", said, actor=archive.added_by, at=now)
    Blob.objects.filter(pk=archive.blob_id).update(tries=0)
    return answers


def waiting() -> QuerySet[Evidence]:
    """Archives that nobody has unpacked yet, oldest first."""
    found: QuerySet[Evidence] = Evidence.objects.live().filter(
        blob__media_type=ARCHIVE, blob__state=BlobState.STORED, blob__tries__lt=TRIES, unpacked_at__isnull=True
    )
    return found.order_by("id")
