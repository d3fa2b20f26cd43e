"""Telling the worker that mail is waiting: a courtesy only, the beat looks every 20 seconds."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger("juli.notifications")

TASK, ROBOTS_TASK = "notifications.tasks.deliver", "notifications.tasks.deliver_to_robots"
# One nudge serves all that is committed in the second after it, because the task starts later than that.
_ONE_SERVES_SECONDS = 1.0
_TASK_STARTS_AFTER = 1.5
_AWAY_SECONDS = 30.0
# Left to itself kombu tries for 6 s while the page waits; without tries a refused connection costs 2 ms. The two
# timeouts bound what a server costs that is there but doesn't answer.
_AT_ONCE = {
    "max_retries": 0,
    "interval_start": 0,
    "socket_connect_timeout": 0.04,
    "socket_timeout": 0.04,
    "retry_on_timeout": False,
}


class Nudger:
    """Nudges at most once a second, and leaves a broker that is away alone for half a minute: no request waits."""

    def __init__(self) -> None:
        self.silent_until = 0.0

    def nudge(self) -> bool:
        """True when the broker took it. Never raises for a broker that is away."""
        now = time.monotonic()
        if now < self.silent_until:
            return False
        self.silent_until = now + _ONE_SERVES_SECONDS
        options = {**current_app.conf.broker_transport_options, **_AT_ONCE}
        connection = current_app.connection_for_write(transport_options=options)
        away: tuple[type[BaseException], ...] = (OperationalError, *connection.connection_errors)
        try:
            for task in (TASK, ROBOTS_TASK):
                current_app.send_task(
                    task,
                    connection=connection,
                    retry=False,
                    ignore_result=True,
                    countdown=_TASK_STARTS_AFTER,
                    expires=55,
                )
        except away as error:
            self.silent_until = now + _AWAY_SECONDS
            log.warning("The broker is away (%s); what waits is delivered by the next run.", error)
            return False
        finally:
            connection.release()
        return True


nudger = Nudger()
