"""The worker's door to what would change; the web process only asks."""

import logging
from typing import Any

from celery import current_app, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from rulebook import impact
from rulebook.models import Edition, EditionState

log = logging.getLogger("juli.rulebook")
_DONT_WAIT = {"max_retries": 1, "interval_start": 0, "interval_step": 0}  # kombu would go on trying for six seconds


@shared_task(name="rulebook.tasks.count_impact", ignore_result=True)
def count_impact(edition_id: int) -> None:
    """Count what a draft would change in the running cases, and write it on the draft."""
    found = Edition.objects.filter(pk=edition_id, state=EditionState.DRAFT).first()
    if found:
        impact.count(found, now=timezone.now())


def ask_for_impact(edition_id: int) -> None:
    """Hand it to the worker without waiting; when the broker is away, the draft's page lets people ask again."""
    try:
        with current_app.connection_for_write(transport_options=_DONT_WAIT) as broker:
            options: dict[str, Any] = {"queue": "heavy", "retry": False, "connection": broker}
            count_impact.apply_async((edition_id,), **options)
    except OperationalError:
        log.warning("no broker: what edition %d would change isn't counted yet", edition_id)
