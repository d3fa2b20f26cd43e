"""Celery's door to what the cases do by the clock."""

from celery import shared_task
from django.utils import timezone

from complaints import stamps
from complaints.roots import seal


@shared_task(name="complaints.tasks.seal_roots", ignore_result=True)
def seal_roots() -> None:
    """Every hour, done once a day: the root over all ledgers."""
    seal()


@shared_task(name="complaints.tasks.stamp_roots", time_limit=300, soft_time_limit=280, ignore_result=True)
def stamp_roots() -> None:
    """Time stamps for the roots that have none yet."""
    stamps.sweep(timezone.now())
