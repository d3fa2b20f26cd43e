"""Celery's door to what the cases do by the clock."""

from celery import shared_task

from complaints.roots import seal


@shared_task(name="complaints.tasks.seal_roots", ignore_result=True)
def seal_roots() -> None:
    """Every hour, done once a day: the root over all ledgers."""
    seal()
