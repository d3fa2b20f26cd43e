"""Celery's door to the functions that the clock calls."""

from celery import shared_task

from escalation.reads import seal_reads as seal
from escalation.reminders import sweep


@shared_task(name="escalation.tasks.sweep_reminders")
def sweep_reminders() -> None:
    """Every minute: what is due becomes a notification."""
    sweep()


@shared_task(name="escalation.tasks.seal_reads")
def seal_reads() -> None:
    """Every hour: reads of days that are over go into the ledger."""
    seal()
