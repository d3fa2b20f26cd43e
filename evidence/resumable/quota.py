"""How much may be under way: a number of unfinished uploads for each person, their bytes, and room on the disk."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from evidence.resumable import parts
from evidence.resumable.errors import Unwilling
from evidence.resumable.models import PartialUpload, State
from evidence.vault import storage

MOST_UNFINISHED = 20
MOST_LIMITS = 4
"""Times the largest single file that one person's unfinished uploads may announce together."""
RESERVE = 256 * 1024**2
"""Bytes of the disk that uploads leave to database and logs."""
IDLE = timedelta(hours=1)


def limit() -> int:
    """The largest single file, in bytes (`Tus-Max-Size`)."""
    return int(settings.UPLOAD_LIMIT_MB) * 1024**2


def check_room(length: int) -> None:
    """Raise Unwilling (507) if the disk can't take `length` bytes besides what the other uploads still announce."""
    folder = storage.incoming()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    expected = PartialUpload.objects.filter(state=State.RECEIVING).aggregate(sum=Sum(F("length") - F("offset")))["sum"]
    if shutil.disk_usage(folder).free < length + (expected or 0) + RESERVE:
        raise no_room()


def no_room() -> Unwilling:
    """The disk is full, in the words of the door."""
    words = _("There is no room left on the server; the file was not saved. Try later.")
    return Unwilling(507, "no_room", words)


def make_room(user: User, length: int, *, now: datetime) -> None:
    """Let go of the person's own oldest uploads that nobody has touched for an hour, as far as a new one needs it."""
    idle = _unfinished(user).filter(touched_at__lt=now - IDLE).order_by("touched_at")
    for upload in idle:
        if _fits(user, one_more=1, length=length):
            return
        let_go(upload, now=now)


def check_quota(user: User) -> None:
    """Raise Unwilling (429) when the person has more under way than they may. Asked after the row is there: then of two
    requests at once at least one sees both.
    """
    if not _fits(user, one_more=0, length=0):
        words = _("Too many files of yours are only partly sent. Finish or cancel some of them first.")
        raise Unwilling(429, "too_many", words)


def let_go(upload: PartialUpload, *, now: datetime) -> bool:
    """End an upload that isn't stored, and delete its bytes; False when it was over already."""
    ended = PartialUpload.objects.filter(pk=upload.pk, state__in=(State.RECEIVING, State.REFUSED)).update(
        state=State.GONE, claim="", claimed_until=None, error="", message="", touched_at=now
    )
    if ended:
        parts.path_of(upload).unlink(missing_ok=True)
    return bool(ended)


def _fits(user: User, *, one_more: int, length: int) -> bool:
    mine = _unfinished(user)
    announced = (mine.aggregate(sum=Sum("length"))["sum"] or 0) + length
    return mine.count() + one_more <= MOST_UNFINISHED and announced <= MOST_LIMITS * limit()


def _unfinished(user: User) -> QuerySet[PartialUpload]:
    return PartialUpload.objects.filter(user=user, state=State.RECEIVING)
