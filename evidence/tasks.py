"""The worker's door to what is made from pictures: previews, and packs to be attached. The web process only asks."""

import logging
from typing import Any

from celery import current_app, shared_task
from kombu.exceptions import OperationalError

from evidence import packs
from evidence.models import Evidence, Pack
from evidence.previews import make_previews, without_previews

log = logging.getLogger("juli.evidence")
_A_ROUND = 200
_DONT_WAIT = {"max_retries": 1, "interval_start": 0, "interval_step": 0}  # kombu would go on trying for six seconds


@shared_task(name="evidence.tasks.previews", time_limit=120, soft_time_limit=100, ignore_result=True)
def previews(evidence_id: int) -> None:
    """Make the previews of one picture."""
    found = Evidence.objects.select_related("blob").filter(pk=evidence_id).first()
    if found:
        make_previews(found)


@shared_task(name="evidence.tasks.missing_previews", ignore_result=True)
def missing_previews() -> None:
    """Ask again for pictures whose task was lost with a worker or a broker."""
    for evidence_id in without_previews().values_list("pk", flat=True)[:_A_ROUND]:
        ask_for_previews(evidence_id)


@shared_task(
    name="evidence.tasks.pack", time_limit=int(packs.LEASE.total_seconds()), soft_time_limit=220, ignore_result=True
)
def pack(pack_id: int) -> None:
    """Write the files of one pack, unless the evidence has changed since it was asked for."""
    found = Pack.objects.select_related("complaint").filter(pk=pack_id).first()
    wanted = packs.plan_for(found.complaint, found.channel) if found else None
    if found and wanted and wanted.key == found.key:
        packs.make(found, wanted)


def ask_for_previews(evidence_id: int) -> None:
    """Hand a picture to the worker without waiting; when the broker is away, `missing_previews` asks later."""
    if not hand_over(previews, evidence_id):
        log.warning("no broker: the previews of evidence %d come later", evidence_id)


def ask_for_pack(pack_id: int) -> bool:
    """Hand a pack to the worker without waiting; False when the broker is away."""
    return hand_over(pack, pack_id)


def hand_over(task: Any, pk: int) -> bool:
    """Ask the worker for `task(pk)` on the queue of heavy work, without waiting; False when the broker is away."""
    try:
        with current_app.connection_for_write(transport_options=_DONT_WAIT) as broker:
            options: dict[str, Any] = {"queue": "heavy", "retry": False, "connection": broker}
            task.apply_async((pk,), **options)
    except OperationalError:
        return False
    return True
