"""Celery's door to what the clock does on this floor."""

from celery import shared_task

from desk import digests


@shared_task(name="desk.tasks.digests", ignore_result=True)
def send_digests() -> None:
    """Every ten minutes: the summaries of those whose morning has come."""
    digests.send()
