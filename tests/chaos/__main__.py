"""`make chaos`: reminders over ten simulated days while workers, clocks, broker and database are killed at random.

    python -m tests.chaos [--reminders 20000] [--seed 6] [--embedded]

On a real PostgreSQL and Redis; `--embedded` on SQLite and the broker of the wheel. The exit code is 1 when a reminder was
missed or said twice, or a mail came twice without something having been killed right after it had come first.
"""

import argparse
import importlib
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from tests.chaos.monkey import Monkey
from tests.chaos.parts import Mailbox, Part, Postgres, open_mailbox, postgres
from tests.launcher.running import ROOT, clean_environment
from tests.live import Broker, redis

BEGIN = datetime(2026, 11, 30, 0, 30, tzinfo=UTC)
LEAST_KILLS = 40
MOST_DOUBLED = 0.005


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill everything while reminders go out.")
    parser.add_argument("--reminders", type=int, default=0, help="default 20,000; 2,000 with --embedded")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--embedded", action="store_true", help="on SQLite and the broker of the wheel")
    options = parser.parse_args()
    wanted = options.reminders or (2_000 if options.embedded else 20_000)
    logging.disable(logging.CRITICAL)
    with ExitStack() as stack:
        database = None if options.embedded else stack.enter_context(postgres())
        broker = stack.enter_context(redis("valkey" if options.embedded else "redis"))
        mailbox = stack.enter_context(open_mailbox())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="juli-chaos-")))
        environment = _environment(folder, database, broker, mailbox)
        return _run(wanted, options.seed, folder, environment, (database, broker, mailbox))


def _environment(folder: Path, database: Postgres | None, broker: Broker, mailbox: Mailbox) -> dict[str, str]:
    (folder / "clock").write_text("0")
    return {
        "CHAOS_CLOCK": str(folder / "clock"), "DATA_DIR": str(folder), "REDIS_URL": broker.url,
        "DATABASE_URL": database.url if database else f"sqlite:///{folder / 'db.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}", "SECRET_KEY": "only-for-chaos", "SECOND_FACTOR": "offered",
        "DJANGO_SETTINGS_MODULE": "tests.chaos.settings", "LOG_LEVEL": "WARNING",
    }  # fmt: skip


def _run(
    wanted: int, seed: int, folder: Path, environment: dict[str, str], parts: tuple[Postgres | None, Broker, Mailbox]
) -> int:
    database, broker, mailbox = parts
    began, dice = time.monotonic(), random.Random(seed)
    os.environ.update(environment)
    for words in (["migrate", "--verbosity=0"], ["createcachetable", "--verbosity=0"]):
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=clean_environment() | environment, check=True
        )
    django.setup()
    world = importlib.import_module("tests.chaos.world")
    clock = world.Clock(folder / "clock", BEGIN)
    planned = world.fill(wanted, BEGIN.date(), dice)
    _say(f"seed {seed}: {planned} reminders planned, {time.monotonic() - began:.0f} s")
    workers = [_worker(n, environment, folder) for n in (1, 2)]
    clocks = [_clock(n, environment, folder) for n in (1, 2)]
    pace = (3.0, 9.0) if database else (2.0, 6.0)
    monkey = Monkey(random.Random(seed + 1), workers, clocks, broker, database, pace)
    with _running([*workers, *clocks]):
        monkey.start()
        for half_day in range(2 * world.DAYS):
            clock.at_least(BEGIN + timedelta(hours=14 if half_day % 2 == 0 else 24, days=half_day // 2))
            if half_day % 2 == 0:
                world.insisting(lambda: world.see_to_some(dice))
            world.drain(clock, within=240)
            done = sum(monkey.counts.values())
            _say(
                f"day {half_day / 2 + 1:g}: {len(mailbox.received)} mails, {done} kills, {time.monotonic() - began:.0f} s"
            )
        monkey.end()
        world.drain(clock, within=120)
    return _report(world, monkey, mailbox, time.monotonic() - began)


def _worker(number: int, environment: dict[str, str], folder: Path) -> Part:
    words = ["worker", "-n", f"w{number}@chaos", "-Q", "alerts,mail", "-c", "2", "-Ofair", "--prefetch-multiplier", "1"]
    words += ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return Part(f"worker {number}", words, environment, folder / f"worker{number}.log")


def _clock(number: int, environment: dict[str, str], folder: Path) -> Part:
    words = ["beat", "-s", str(folder / f"beat{number}"), "--pidfile", "", "--loglevel", "WARNING"]
    return Part(f"clock {number}", words, environment, folder / f"clock{number}.log")


@contextmanager
def _running(parts: list[Part]) -> Iterator[None]:
    try:
        for part in parts:
            part.start()
        yield
    finally:
        for part in parts:
            part.kill()


def _report(world: Any, monkey: Monkey, mailbox: Mailbox, seconds: float) -> int:
    found = world.insisting(lambda: world.account(mailbox.received, [at for at, _name in monkey.deeds]))
    _say(
        f"{sum(monkey.counts.values())} kills: " + ", ".join(f"{n} × {name}" for name, n in monkey.counts.most_common())
    )
    for error in monkey.errors:
        _say(f"the monkey failed at {error}")
    _say(str(found))
    share = found.doubled / max(found.mails, 1)
    _say(f"doubled: {share:.2%} of mails, all within {seconds:.0f} s")
    whole = not (found.missed or found.enqueued_twice or found.never_received or found.unexplained)
    enough = sum(monkey.counts.values()) >= LEAST_KILLS
    _say("whole" if whole and share < MOST_DOUBLED and enough else "BROKEN")
    return 0 if whole and share < MOST_DOUBLED and enough else 1


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
