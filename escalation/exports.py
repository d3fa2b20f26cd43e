"""Exports of a case as packs: asked for by a page, made by the worker, kept as long as the case is the same."""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from complaints import stamps
from complaints.access import Right
from complaints.models import Complaint
from escalation.exporting import content_of
from evidence.export import bag, dossier
from evidence.export.content import Profile
from evidence.models import Pack
from evidence.packs import ARCHIVE_TYPE, claim, finish
from evidence.vault.derived import keep_bytes

PDF_TYPE = "application/pdf"
MOST_BYTES = 2 * 1024**3
_PREFIX = "export_"
_CHUNK = 1024**2


def profiles_for(right: Right) -> tuple[Profile, ...]:
    """What the person may export: the copy with the originals is the owner's alone."""
    return (Profile.HAND_OVER, Profile.OWN) if right == Right.OWN else (Profile.HAND_OVER,)


def export_for(complaint: Complaint, profile: Profile) -> tuple[Pack, bool]:
    """The export of the case as it stands, and whether it is new."""
    return Pack.objects.get_or_create(
        complaint=complaint, channel=f"{_PREFIX}{profile}", key=_key(complaint), defaults={"created_at": timezone.now()}
    )


def _key(complaint: Complaint) -> str:
    stamp = stamps.covering(complaint)
    stands = f"{complaint.ledger_seq} {complaint.ledger_head} {complaint.title}{f' {stamp.said_at}' if stamp else ''}"
    return hashlib.sha256(stands.encode()).hexdigest()


def make(pack_id: int) -> bool:
    """Write the dossier and the archive; False when it was done, somebody is at it, or the case has moved on."""
    pack = Pack.objects.select_related("complaint").filter(pk=pack_id, channel__startswith=_PREFIX).first()
    now = timezone.now()
    if pack is None or pack.key != _key(pack.complaint) or not claim(pack, now):
        return False
    content = content_of(pack.complaint, Profile(pack.channel.removeprefix(_PREFIX)), now=now)
    printed = dossier.write(content)
    with TemporaryDirectory(prefix="juli-export-") as folder:
        bagged = bag.write(content, printed, Path(folder) / content.number)
        archive = keep_bytes(_zipped(bagged), ARCHIVE_TYPE, now, most=MOST_BYTES)
    paper = keep_bytes([printed], PDF_TYPE, now)
    return finish(pack, [(f"{content.number}.pdf", paper)], archive, now)


def _zipped(folder: Path) -> Iterator[bytes]:
    """The folder as a ZIP in pieces; pictures and film are packed already, so they are only stored."""
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, str(path.relative_to(folder.parent)))
    with target.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
