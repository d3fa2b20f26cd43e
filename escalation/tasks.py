"""Celery's door to the functions that the clock calls."""

import logging
from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from escalation import exports
from escalation import recompute as again
from escalation.reads import seal_reads as seal
from escalation.sweeping import sweep
from evidence.asking import ask
from evidence.packs import LEASE
from rulebook.snapshot import fresh

log = logging.getLogger("juli.recompute")
_A_RUN = 10_000
"""Cases a run: well below a minute, so that previews don't wait long behind it."""


@shared_task(name="escalation.tasks.sweep_reminders")
def sweep_reminders() -> None:
    """Every minute: what is due becomes a notification."""
    sweep()


@shared_task(name="escalation.tasks.seal_reads")
def seal_reads() -> None:
    """Every hour: reads of days that are over go into the ledger."""
    seal()


@shared_task(name="escalation.tasks.recompute", ignore_result=True)
def recompute() -> None:
    """After a publication, and every ten minutes: what an earlier edition counted is counted again, a part at a time."""
    if again.recompute(fresh(), timezone.now(), limit=_A_RUN).left:
        ask_to_recompute()


@shared_task(
    name="escalation.tasks.export", time_limit=int(LEASE.total_seconds()), soft_time_limit=220, ignore_result=True
)
def export(pack_id: int) -> None:
    """Write the dossier and the archive of one export, unless the case has moved on since it was asked for."""
    exports.make(pack_id)


def ask_to_recompute() -> None:
    """Hand it to the worker without waiting; when the broker is away, the next round of the clock does it."""
    if not ask("escalation.tasks.recompute"):
        log.warning("no broker: running cases are counted again within ten minutes")


def after_publication(published: object, now: datetime) -> None:
    """Called inside the transaction that publishes an edition: ask once it is committed."""
    transaction.on_commit(ask_to_recompute, robust=True)
