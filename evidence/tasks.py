"""The worker's door to what is made of files: previews, packs to be attached, what is in archives. The web process only asks."""

from celery import shared_task
from django.utils import timezone

from evidence import filmed, packs, trash, unpacking
from evidence.asking import ask
from evidence.models import CoverOffer, Evidence, Pack, Redaction
from evidence.previews import make_previews, without_previews
from evidence.redaction import burning, looking
from evidence.resumable import sweeping
from evidence.vault import rounds, storage

_A_ROUND = 200


@shared_task(name="evidence.tasks.previews", time_limit=120, soft_time_limit=100, ignore_result=True)
def previews(evidence_id: int) -> None:
    """Make the previews of one file; of a recording, note first when, with what and where it says it was made."""
    found = Evidence.objects.select_related("blob").filter(pk=evidence_id).first()
    if found:
        filmed.note(found)
        make_previews(found)


@shared_task(name="evidence.tasks.unpack", time_limit=600, soft_time_limit=580, ignore_result=True)
def unpack(evidence_id: int) -> None:
    """Take the files out of one archive."""
    found = Evidence.objects.select_related("blob", "complaint", "added_by").filter(pk=evidence_id).first()
    if found:
        unpacking.unpack(found)


@shared_task(name="evidence.tasks.missing_previews", ignore_result=True)
def missing_previews() -> None:
    """Ask again for pictures, covered copies and archives whose task was lost with a worker or a broker."""
    for evidence_id in without_previews().values_list("pk", flat=True)[:_A_ROUND]:
        ask("evidence.tasks.previews", evidence_id)
    for redaction_id in burning.waiting().values_list("pk", flat=True)[:_A_ROUND]:
        ask("evidence.tasks.burn", redaction_id)
    for evidence_id in unpacking.waiting().values_list("pk", flat=True)[:_A_ROUND]:
        ask("evidence.tasks.unpack", evidence_id)


@shared_task(
    name="evidence.tasks.pack", time_limit=int(packs.LEASE.total_seconds()), soft_time_limit=220, ignore_result=True
)
def pack(pack_id: int) -> None:
    """Write the files of one pack, unless the evidence has changed since it was asked for."""
    found = Pack.objects.select_related("complaint").filter(pk=pack_id).first()
    wanted = packs.plan_for(found.complaint, found.channel) if found else None
    if found and wanted and wanted.key == found.key:
        packs.make(found, wanted)


@shared_task(name="evidence.tasks.burn", time_limit=120, soft_time_limit=100, ignore_result=True)
def burn(redaction_id: int) -> None:
    """Write the copy of one redaction that still stands."""
    found = Redaction.objects.select_related("evidence__blob", "copy").filter(pk=redaction_id).first()
    if found and found.replaced_at is None:
        burning.burn(found)


@shared_task(name="evidence.tasks.look_for_private", time_limit=300, soft_time_limit=280, ignore_result=True)
def look_for_private(offer_id: int) -> None:
    """Look in one picture or PDF for what may be private."""
    found = CoverOffer.objects.select_related("evidence__blob").filter(pk=offer_id).first()
    if found:
        looking.look(found)


@shared_task(name="evidence.tasks.empty_trash", time_limit=600, soft_time_limit=580, ignore_result=True)
def empty_trash() -> None:
    """Erase removed files whose days are over, and delete the bytes that nothing names any more."""
    trash.empty()
    storage.collect()


@shared_task(name="evidence.tasks.verify_slice", time_limit=600, soft_time_limit=580, ignore_result=True)
def verify_slice() -> None:
    """Look at the files and ledgers whose turn is longest past."""
    rounds.run(timezone.now())


@shared_task(name="evidence.tasks.verify_roots", time_limit=600, soft_time_limit=580, ignore_result=True)
def verify_roots() -> None:
    """The daily roots and their time stamps."""
    rounds.look_at_roots(timezone.now())


@shared_task(name="evidence.tasks.sweep_uploads", time_limit=600, soft_time_limit=580, ignore_result=True)
def sweep_uploads() -> None:
    """Finish uploads whose last answer was lost, delete those that nobody went on with."""
    sweeping.sweep()
