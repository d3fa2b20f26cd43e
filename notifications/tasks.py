"""Celery's door to the outbox."""

from celery import shared_task

from notifications.outbox import deliver_waiting


@shared_task(name="notifications.tasks.deliver", ignore_result=True)
def deliver() -> None:
    """Send what waits."""
    deliver_waiting()
