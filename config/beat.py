"""The clock, which may run on several machines: the one that holds a lock in Redis leads, the others wait for it.

Twice the same task does no harm (the database decides what is due), so a lock that is lost for a moment costs nothing; a
leader that dies is followed within the lock's time.
"""

import logging
from contextlib import suppress
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings
from redis import Redis, RedisError
from redis.exceptions import LockError

log = logging.getLogger("juli.clock")
KEY = "juli:clock"
LEADS_SECONDS = 30.0
LOOKS_SECONDS = 5.0


class Leader(PersistentScheduler):
    """Celery's own scheduler while it leads; otherwise it only asks whether it may."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        client = Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
        self._lock = client.lock(KEY, timeout=LEADS_SECONDS, blocking=False, thread_local=False)
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds until it wants to be called again."""
        if not self.leads():
            return LOOKS_SECONDS
        return min(float(super().tick(*args, **kwargs) or LOOKS_SECONDS), LOOKS_SECONDS)

    def leads(self) -> bool:
        """Whether this clock holds the lock now; takes it when nobody does. False while Redis is away: nothing could be
        sent then either.
        """
        try:
            try:
                return bool(self._lock.reacquire())
            except LockError:
                if taken := self._lock.acquire():
                    log.info("This clock leads now.")
                return bool(taken)
        except RedisError:
            return False

    def close(self) -> None:
        """Let the next one lead at once."""
        with suppress(LockError, RedisError):
            self._lock.release()
        super().close()
