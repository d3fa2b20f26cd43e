"""Kills and restarts at random moments, from one seed, and remembers when it killed what."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import redis

from tests.chaos.parts import Part, Postgres
from tests.live import Broker


@dataclass(slots=True)
class Monkey:
    """`every`: seconds from one deed to the next, at least and at most."""

    dice: random.Random
    workers: Sequence[Part]
    clocks: Sequence[Part]
    broker: Broker
    database: Postgres | None
    every: tuple[float, float]
    deeds: list[tuple[float, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Let the last deed be done, and leave everything running."""
        self._over.set()
        if self._thread:
            self._thread.join(60)

    @property
    def counts(self) -> Counter[str]:
        return Counter(name for _at, name in self.deeds)

    def _run(self) -> None:
        deeds = self._deeds()
        names, weights = list(deeds), [weight for weight, _do in deeds.values()]
        while not self._over.wait(self.dice.uniform(*self.every)):
            (name,) = self.dice.choices(names, weights)
            self.deeds.append((time.time(), name))
            try:
                deeds[name][1]()
            except Exception as error:
                self.errors.append(f"{name}: {type(error).__name__}: {error}")

    def _deeds(self) -> dict[str, tuple[int, Callable[[], None]]]:
        deeds: dict[str, tuple[int, Callable[[], None]]] = {
            "worker killed": (5, self._kill_worker),
            "pool process killed": (3, lambda: self.dice.choice(self.workers).kill_a_child()),
            "worker stopped": (1, self._stop_worker),
            "clock killed": (2, self._kill_clock),
            "broker killed": (2, self._kill_broker),
            "broker emptied": (1, self._empty_broker),
            "broker frozen": (1, self._freeze_broker),
        }
        if self.database:
            deeds["database crashed"] = (3, self._crash_database)
        return deeds

    def _kill_worker(self) -> None:
        worker = self.dice.choice(self.workers)
        worker.kill()
        worker.start()

    def _stop_worker(self) -> None:
        worker = self.dice.choice(self.workers)
        worker.stop()
        worker.start()

    def _kill_clock(self) -> None:
        clock = self.dice.choice(self.clocks)
        clock.kill()
        clock.start()

    def _kill_broker(self) -> None:
        self.broker.kill()
        time.sleep(self.dice.uniform(0, 2))
        self.broker.start()

    def _empty_broker(self) -> None:
        with suppress(redis.RedisError):
            redis.Redis.from_url(self.broker.url).flushall()

    def _freeze_broker(self) -> None:
        assert self.broker.process is not None
        os.kill(self.broker.process.pid, signal.SIGSTOP)
        time.sleep(self.dice.uniform(1, 4))
        os.kill(self.broker.process.pid, signal.SIGCONT)

    def _crash_database(self) -> None:
        assert self.database is not None
        self.database.crash()
        time.sleep(self.dice.uniform(0, 2))
        self.database.start()
