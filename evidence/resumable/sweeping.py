"""What lost lines and killed processes leave: whole files are finished, abandoned ones deleted, answers forgotten in time."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from complaints.access import PREPARE, right_of
from evidence.resumable import parts
from evidence.resumable.errors import Overtaken, Unwilling
from evidence.resumable.finishing import LEASE, finish
from evidence.resumable.models import KEEP, PartialUpload, State
from evidence.resumable.quota import let_go
from evidence.resumable.uploading import claimed
from evidence.vault import storage

_A_ROUND = 100
_STRAY_AGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many uploads were finished, let go and forgotten, and how many files without a row deleted."""

    finished: int
    let_go: int
    forgotten: int
    strays: int

    @property
    def files(self) -> int:
        """How many files this deleted."""
        return self.let_go + self.strays


def sweep(*, now: datetime | None = None) -> Swept:
    """One round; it may run beside uploads and beside itself."""
    now = now or timezone.now()
    whole = list(_unclaimed(now).filter(offset=F("length"))[:_A_ROUND])
    finished = sum(_finish(upload, now) for upload in whole)
    abandoned = _unclaimed(now).filter(touched_at__lt=now - KEEP, offset__lt=F("length"))
    gone = sum(let_go(upload, now=now) for upload in abandoned[:_A_ROUND])
    over = PartialUpload.objects.exclude(state=State.RECEIVING).filter(touched_at__lt=now - KEEP)
    forgotten = over.delete()[0]
    return Swept(finished, gone, forgotten, _delete_strays(now))


def _unclaimed(now: datetime) -> QuerySet[PartialUpload]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    found = PartialUpload.objects.filter(free, state=State.RECEIVING)
    return found.select_related("complaint", "user").order_by("touched_at")


def _finish(upload: PartialUpload, now: datetime) -> bool:
    """Into the case, unless whoever sent it may no longer add to it."""
    if right_of(upload.user, upload.complaint, now=now) < PREPARE:
        let_go(upload, now=now)
        return False
    try:
        with claimed(upload, now=now, lease=LEASE) as token:
            return finish(upload, token=token, now=now).ok
    except (Unwilling, Overtaken):
        return False


def _delete_strays(now: datetime) -> int:
    """Files whose upload is over or was never written down; young ones may belong to a row in the making."""
    latest, gone = (now - _STRAY_AGE).timestamp(), 0
    for path in storage.incoming().glob(f"{parts.PREFIX}*"):
        public_id = path.name.removeprefix(parts.PREFIX)
        live = PartialUpload.objects.filter(public_id=public_id, state=State.RECEIVING)
        with suppress(FileNotFoundError):  # finished or cancelled in this moment
            if path.stat().st_mtime < latest and not live.exists():
                path.unlink()
                gone += 1
    return gone
