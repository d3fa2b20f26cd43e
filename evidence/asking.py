"""Asking the worker for heavy work by the task's name, without waiting for it and without loading what it needs."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger("juli.asking")
_DONT_WAIT = {"max_retries": 1, "interval_start": 0, "interval_step": 0}  # kombu would go on trying for six seconds


def ask(task: str, *args: int) -> bool:
    """Put `task` on the queue of heavy work; False, with a line in the log, when the broker is away.

    Whoever asks has a second way: a round of the clock that asks again, or a page that does.
    """
    try:
        with current_app.connection_for_write(transport_options=_DONT_WAIT) as broker:
            current_app.send_task(task, args, queue="heavy", retry=False, connection=broker)
    except OperationalError:
        log.warning("no broker: %s%s is asked for again later", task, args)
        return False
    return True
