"""The doors of an upload: begin it, append to it, let it go. Nobody is told of a byte before the disk has it."""

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint
from evidence.checklist import slot_choices
from evidence.resumable import parts, quota
from evidence.resumable.errors import Overtaken, Unwilling
from evidence.resumable.models import KEEP, PartialUpload, State
from evidence.resumable.protocol import Checksum
from evidence.status import OTHER
from evidence.validators import clean_name
from evidence.vault.hashing import too_big

LEASE = timedelta(seconds=15)
"""How long a request that says nothing keeps others from writing."""
_FLUSH_BYTES = 4 * 1024**2
_FLUSH_SECONDS = 1.0
Clock = Callable[[], datetime]


def begin(
    complaint: Complaint,
    user: User,
    *,
    length: int,
    name: str,
    kind: str,
    sha256: str = "",
    now: datetime | None = None,
) -> PartialUpload:
    """A new upload of `length` bytes into slot `kind` (an unknown one means "other"). Raises Unwilling: 413, 422, 429, 507."""
    now = now or timezone.now()
    if length > quota.limit():
        raise Unwilling(413, "too_big", too_big(quota.limit()).message)
    if length == 0:
        words = _("The file is empty. Open it once on your phone and choose it again.")
        raise Unwilling(422, "empty", words)
    quota.make_room(user, length, now=now)
    quota.check_room(length)
    upload: PartialUpload = complaint.partial_uploads.create(
        user=user, length=length, name=clean_name(name), sha256=sha256.lower(), created_at=now, touched_at=now,
        kind=kind if kind in dict(slot_choices(complaint)) else OTHER,
    )  # fmt: skip
    try:
        quota.check_quota(user)
    except Unwilling:
        upload.delete()
        raise
    return upload


def begun(complaint: Complaint, user: User, *, now: datetime | None = None) -> QuerySet[PartialUpload]:
    """What `user` sent in part and may go on with, newest first."""
    alive = (now or timezone.now()) - KEEP
    mine = complaint.partial_uploads.filter(user=user, state=State.RECEIVING, touched_at__gte=alive)
    found: QuerySet[PartialUpload] = mine.filter(offset__gt=0, offset__lt=F("length")).order_by("-touched_at")
    return found


def check_alive(upload: PartialUpload, *, now: datetime) -> None:
    """Raise Unwilling (410) for an upload that was cancelled, refused, or left alone for too long."""
    expired = upload.state == State.RECEIVING and not upload.is_whole and upload.touched_at < now - KEEP
    if expired or upload.state in (State.GONE, State.REFUSED):
        raise Unwilling(410, "gone")


def settle_offset(upload: PartialUpload, *, now: datetime) -> None:
    """Correct an offset that the file doesn't reach, unless somebody is writing."""
    size = parts.size_of(upload)
    if upload.state == State.RECEIVING and size < upload.offset:
        lost = PartialUpload.objects.filter(_free(now), pk=upload.pk, state=State.RECEIVING, offset=upload.offset)
        if lost.update(offset=size):
            upload.offset = size


@contextmanager
def claimed(upload: PartialUpload, *, now: datetime, lease: timedelta = LEASE) -> Iterator[str]:
    """Be the only one who works on the upload; `upload` is read anew. Raises Unwilling: 423 when somebody else is."""
    token = secrets.token_hex(8)
    mine = PartialUpload.objects.filter(pk=upload.pk, claim=token)
    free = PartialUpload.objects.filter(_free(now), pk=upload.pk, state=State.RECEIVING)
    if not free.update(claim=token, claimed_until=now + lease):
        upload.refresh_from_db()
        check_alive(upload, now=now)
        raise Unwilling(423, "locked")
    try:
        upload.refresh_from_db()
        yield token
    finally:
        mine.update(claim="", claimed_until=None)


def append(
    upload: PartialUpload, pieces: Iterable[bytes], *, token: str, offset: int, checksum: Checksum | None = None,
    clock: Clock = timezone.now,
) -> None:  # fmt: skip
    """Write what comes to the end of the upload, which must be `offset` (else 409); what came stays when the line breaks.

    With a checksum nothing counts before all of it has come and holds: else what came is cut off again and 460 raised.
    Raises Unwilling also for more bytes than were announced (413) and a full disk (507); Overtaken.
    """
    with parts.opened(upload) as file:
        start = parts.agree(file, upload.offset)
        if start < upload.offset:
            _advance(upload, token, start, clock())
        if offset != upload.offset:
            raise Unwilling(409, "offset")
        try:
            at = _write(upload, file, pieces, token, checksum, clock)
        except (Unwilling, OSError) as error:
            parts.agree(file, upload.offset)
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise quota.no_room() from error
            raise
        if checksum and not checksum.holds():
            parts.agree(file, offset)
            raise Unwilling(460, "checksum")
        if at > upload.offset:
            os.fsync(file)
        _advance(upload, token, at, clock())


def _write(
    upload: PartialUpload, file: int, pieces: Iterable[bytes], token: str, checksum: Checksum | None, clock: Clock
) -> int:
    at, flushed = upload.offset, time.monotonic()
    for piece in pieces:
        if at + len(piece) > upload.length:
            raise Unwilling(413, "too_long")
        parts.append(file, at, piece)
        at += len(piece)
        if checksum:
            checksum.taken.update(piece)
        if at - upload.offset >= _FLUSH_BYTES or time.monotonic() - flushed > _FLUSH_SECONDS:
            if not checksum:
                os.fsync(file)
            _advance(upload, token, upload.offset if checksum else at, clock())
            flushed = time.monotonic()
    return at


def _advance(upload: PartialUpload, token: str, offset: int, now: datetime) -> None:
    mine = PartialUpload.objects.filter(pk=upload.pk, claim=token, state=State.RECEIVING)
    if not mine.update(offset=offset, touched_at=now, claimed_until=now + LEASE):
        raise Overtaken
    upload.offset, upload.touched_at = offset, now


def _free(now: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
