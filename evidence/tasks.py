"""The worker's door to what is made of files: previews, packs to be attached, what is in archives. The web process only asks."""

from celery import shared_task

from evidence import packs, unpacking
from evidence.asking import ask
from evidence.models import Evidence, Pack
from evidence.previews import make_previews, without_previews
from evidence.resumable import sweeping

_A_ROUND = 200


@shared_task(name="evidence.tasks.previews", time_limit=120, soft_time_limit=100, ignore_result=True)
def previews(evidence_id: int) -> None:
    """Make the previews of one picture."""
    found = Evidence.objects.select_related("blob").filter(pk=evidence_id).first()
    if found:
        make_previews(found)


@shared_task(name="evidence.tasks.unpack", time_limit=600, soft_time_limit=580, ignore_result=True)
def unpack(evidence_id: int) -> None:
    """Take the files out of one archive."""
    found = Evidence.objects.select_related("blob", "complaint", "added_by").filter(pk=evidence_id).first()
    if found:
        unpacking.unpack(found)


@shared_task(name="evidence.tasks.missing_previews", ignore_result=True)
def missing_previews() -> None:
    """Ask again for pictures and archives whose task was lost with a worker or a broker."""
    for evidence_id in without_previews().values_list("pk", flat=True)[:_A_ROUND]:
        ask("evidence.tasks.previews", evidence_id)
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


@shared_task(name="evidence.tasks.sweep_uploads", time_limit=600, soft_time_limit=580, ignore_result=True)
def sweep_uploads() -> None:
    """Finish uploads whose last answer was lost, delete those that nobody went on with."""
    sweeping.sweep()
