"""When the last byte is there: through the one door, exactly once, and what it said is kept for whoever asks again."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evidence.models import Evidence
from evidence.receiving import PASSING, Answer, keep
from evidence.resumable import parts
from evidence.resumable.errors import Overtaken, Unwilling
from evidence.resumable.models import PartialUpload, State
from evidence.vault.hashing import Lying

LEASE = timedelta(minutes=5)
TRIES = 5
"""After so many tries, each ended by the death of its process, a file is refused."""


def finish(upload: PartialUpload, *, token: str, now: datetime | None = None) -> Answer:
    """Take the whole file into the case and remember the answer; `token` is the claim under which this happens.

    Row, ledger entry and the upload's end are written in one transaction: killed before it, the next try does all of
    it; killed after it, the upload is stored. Raises Unwilling (409) when the file isn't whole, Overtaken when the
    upload was cancelled meanwhile.
    """
    now, file = now or timezone.now(), Lying(upload.name, upload.length, parts.path_of(upload))
    mine = PartialUpload.objects.filter(pk=upload.pk, claim=token, state=State.RECEIVING)
    size = parts.size_of(upload)
    if size != upload.length:
        mine.update(offset=min(size, upload.length))
        raise Unwilling(409, "offset")
    if not mine.update(tries=F("tries") + 1, claimed_until=now + LEASE):
        raise Overtaken
    if upload.tries >= TRIES:
        words = _("The file could not be stored. Nothing else has changed: try again.")
        answer = Answer(upload.name, words, error="unreadable")
    else:
        settle = partial(_stored, upload, token)
        answer = keep(upload.complaint, file, upload.kind, upload.user, sha256=upload.sha256, settle=settle)
    if answer.error in PASSING:
        mine.update(tries=F("tries") - 1)
        return answer
    if answer.evidence is None:
        mine.update(state=State.REFUSED, error=answer.error, message=answer.message, touched_at=now)
    else:
        if answer.duplicate:
            _stored(upload, token, answer.evidence)
        told = {"message": answer.message, "duplicate": answer.duplicate, "touched_at": now}
        PartialUpload.objects.filter(pk=upload.pk, claim=token, state=State.STORED).update(**told)
    file.path.unlink(missing_ok=True)
    upload.refresh_from_db()
    return answer


def answer_of(upload: PartialUpload) -> Answer:
    """What became of an upload that is over, as the request that ended it was told."""
    words = upload.message or _("Saved, unchanged.")
    return Answer(upload.name or _("untitled"), words, upload.evidence, duplicate=upload.duplicate, error=upload.error)


def _stored(upload: PartialUpload, token: str, evidence: Evidence) -> None:
    """Raises Overtaken, so that nothing is stored of an upload that was cancelled or is finished by somebody else."""
    mine = PartialUpload.objects.filter(pk=upload.pk, claim=token, state=State.RECEIVING)
    if not mine.update(state=State.STORED, evidence=evidence):
        raise Overtaken
