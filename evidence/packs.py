"""Packs of files ready to be attached: asked for by a page, made by the worker, kept as long as the evidence is the same."""

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from tempfile import TemporaryFile

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation

from complaints.models import Complaint
from evidence.attaching import Plan, Planned, plan
from evidence.checklist import slots_for
from evidence.imaging import TooManyPixels, Unreadable
from evidence.joining import View, joined
from evidence.models import Blob, Pack, PackedFile
from evidence.redaction.burning import given
from evidence.vault import storage
from evidence.vault.derived import forget_unused, keep_bytes
from evidence.vault.trying import counted
from rulebook.snapshot import current_law

TRIES = 3
"""A pack that failed this often isn't tried again; the pieces can still be saved one by one."""
LEASE = timedelta(seconds=240)
"""As long as the task may run: until then a try is somebody's."""
ARCHIVE_TYPE, PICTURE_TYPE = "application/zip", "image/jpeg"
_CHUNK = 256 * 1024


def plan_for(complaint: Complaint, channel: str) -> Plan:
    """What of the case's evidence goes to the channel, under its limits of today. One query.

    Named in Chinese whoever asks: the files go to a Chinese office, and the worker must find the same plan.
    """
    with translation.override("zh-hans"):
        return plan(slots_for(complaint), current_law().reference.channel(channel))


def pack_for(complaint: Complaint, channel: str, wanted: Plan, *, now: datetime | None = None) -> tuple[Pack, bool]:
    """The pack of this plan, and whether it is new."""
    return Pack.objects.select_related("archive").get_or_create(
        complaint=complaint, channel=channel, key=wanted.key, defaults={"created_at": now or timezone.now()}
    )


def is_due(pack: Pack, *, new: bool, turn: int) -> bool:
    """Whether a page should ask the worker for it: when it is new, and once a visit (`turn` 0) while it isn't made."""
    return new or (turn == 0 and pack.made_at is None and pack.tries < TRIES)


def is_given_up(pack: Pack, *, now: datetime | None = None) -> bool:
    """Whether its tries are used up, and the last of them isn't running any more."""
    over = pack.tried_at is None or pack.tried_at <= (now or timezone.now()) - LEASE
    return pack.made_at is None and pack.tries >= TRIES and over


def make(pack: Pack, wanted: Plan, *, now: datetime | None = None) -> bool:
    """Write the files of `wanted` and their archive; False when it was done, or somebody is at it.

    What can't be written small enough is left out of the pack.
    """
    moment = now or timezone.now()
    if not claim(pack, moment):
        return False
    with counted(Pack.objects.filter(pk=pack.pk)):
        files = [(file.name, blob) for file in wanted.files if (blob := _written(file, wanted.most, moment))]
        archive = keep_bytes(_archive(files), ARCHIVE_TYPE, moment)
    return finish(pack, files, archive, moment)


def claim(pack: Pack, moment: datetime) -> bool:
    """Take the pack to make it, for as long as LEASE; the try is counted before anything is decoded."""
    idle = Q(tried_at__isnull=True) | Q(tried_at__lte=moment - LEASE)
    mine = Pack.objects.filter(idle, pk=pack.pk, made_at__isnull=True, tries__lt=TRIES)
    return bool(mine.update(tries=F("tries") + 1, tried_at=moment))


def finish(pack: Pack, files: Sequence[tuple[str, Blob]], archive: Blob, moment: datetime) -> bool:
    """Put what was made in place of the channel's older packs; False when another worker was quicker."""
    with transaction.atomic():
        if not Pack.objects.filter(pk=pack.pk, made_at__isnull=True).update(archive=archive, made_at=moment):
            return False
        PackedFile.objects.bulk_create(
            PackedFile(pack=pack, n=n, name=name, blob=blob) for n, (name, blob) in enumerate(files, start=1)
        )
        past = Q(made_at__lt=moment) | Q(made_at__isnull=True, created_at__lt=pack.created_at)
        older = Pack.objects.filter(past, complaint_id=pack.complaint_id, channel=pack.channel)
        _drop(older.exclude(pk=pack.pk))
    return True


def _drop(older: QuerySet[Pack]) -> None:
    """Delete packs, and the rows of bytes that nothing else uses; the bytes themselves go with `collect_files`."""
    files = set(PackedFile.objects.filter(pack__in=older).values_list("blob_id", flat=True))
    unused = files | set(older.exclude(archive=None).values_list("archive_id", flat=True))
    older.delete()
    forget_unused(unused)


def _written(file: Planned, most: int, now: datetime) -> Blob | None:
    try:
        if not file.is_picture:
            whole = given(file.pieces[0])
            return whole if whole.size <= most else None  # pages as pictures may be larger than the paper was
        views = [View(given(piece), piece.turned) for piece in file.pieces]
        return keep_bytes([joined(views, most)], PICTURE_TYPE, now)
    except (TooManyPixels, Unreadable, FileNotFoundError):
        return None


def _archive(files: Iterable[tuple[str, Blob]]) -> Iterator[bytes]:
    """A ZIP in pieces. What is in it is compressed already, so it is only stored; the same files give the same bytes."""
    with TemporaryFile() as whole:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
            for name, blob in files:
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                with archive.open(entry, "w") as target, storage.read(blob) as source:
                    shutil.copyfileobj(source, target, _CHUNK)
        whole.seek(0)
        while chunk := whole.read(_CHUNK):
            yield chunk
