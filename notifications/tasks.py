"""Celery's doors to the outbox: a robot that hangs must not hold up the mail, so each has its own."""

from celery import shared_task

from notifications.delivering import deliver_waiting
from notifications.status import ROBOTS, Channel

_A_RUN = 2000


@shared_task(name="notifications.tasks.deliver", ignore_result=True)
def deliver() -> None:
    """Send the mail that waits."""
    deliver_waiting(limit=_A_RUN, channels=[Channel.EMAIL])


@shared_task(name="notifications.tasks.deliver_to_robots", ignore_result=True)
def deliver_to_robots() -> None:
    """Send what waits for robots and browsers."""
    deliver_waiting(limit=_A_RUN, channels=[*ROBOTS, Channel.PUSH])
