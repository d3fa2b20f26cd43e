"""A site of its own: a database, a broker, a mailbox, and the worker that the launcher would start."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg
from celery import Celery

from config.launcher import children
from config.launcher.options import read_options
from tests.launcher.running import ROOT, clean_environment, wait_for
from tests.live import Broker, Workers
from tests.notifications.post import Postbox

PAST = "2020-01-01 00:00:00+00:00"


def _facts(value: Any) -> dict[str, Any]:
    """A payload as the database gives it: text on SQLite, taken apart already on PostgreSQL."""
    return dict(json.loads(value) if isinstance(value, str) else value)


class Site:
    """The parts of one site under test, and questions to its database."""

    def __init__(self, folder: Path, database_url: str, broker: Broker, postbox: Postbox) -> None:
        self.broker, self.postbox = broker, postbox
        self.url = database_url or f"sqlite:///{folder / 'db.sqlite3'}"
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": self.url,
            "REDIS_URL": broker.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{postbox.port}",
            "SECRET_KEY": "only-for-tests",
            "WORKER_PROCESSES": "2",
            "LOG_LEVEL": "WARNING",
        }
        self.workers = Workers(children.worker(read_options(self.environment)), self.environment)
        self.beat = Celery(broker=f"redis+socket://{broker.socket}?virtual_host=0", set_as_current=False)

    def manage(self, *words: str) -> None:
        """Run a command of manage.py to its end."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=clean_environment() | self.environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def fill(self, cases: int) -> None:
        """Tables, and in them `cases` cases with reminders that are due."""
        self.manage("migrate", "--verbosity=0")
        self.manage("createcachetable", "--verbosity=0")
        code = f"from tests.servers.fill import overdue_cases; overdue_cases({cases})"
        self.manage("shell", "--verbosity=0", "--command", code)

    def tick(self) -> None:
        """What the clock does every 20 seconds: name two tasks to the broker."""
        for task, queue in (("escalation.tasks.sweep_reminders", "alerts"), ("notifications.tasks.deliver", "mail")):
            self.beat.send_task(task, queue=queue, expires=55, ignore_result=True)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the database, or change it, past the product."""
        if self.url.startswith("sqlite"):
            with sqlite3.connect(self.url.removeprefix("sqlite://"), timeout=10) as file:
                return file.execute(sql).fetchall()
        with psycopg.connect(self.url, autocommit=True) as line:
            asked = line.execute(sql)
            return asked.fetchall() if asked.description else []

    def count(self, sql: str) -> int:
        """How many rows `SELECT count(*) FROM …` finds."""
        return int(str(self.rows(f"SELECT count(*) FROM {sql}")[0][0]))

    def items(self) -> int:
        """Reminders said, however many of them in one message; fails when one is said twice."""
        payloads = self.rows("SELECT payload FROM notifications_notification WHERE kind = 'deadline'")
        refs = [item["ref"] for (text,) in payloads for item in _facts(text)["items"]]
        assert len(refs) == len(set(refs))
        return len(refs)

    @property
    def told(self) -> int:
        """Reminders that have become notifications."""
        return self.count("notifications_notification WHERE kind = 'deadline'")

    def states(self) -> Counter[str]:
        """Deliveries by state."""
        return Counter(str(state) for (state,) in self.rows("SELECT state FROM notifications_delivery"))

    def let_leases_pass(self) -> None:
        """What a killed worker held is free again only minutes later: make those minutes pass."""
        self.rows(
            f"UPDATE notifications_delivery SET lease_until = '{PAST}', next_try_at = '{PAST}' WHERE state = 'sending'"
        )

    def until(self, seen: str, want: int, *, within: float = 15) -> None:
        """Wait until at least `want` of "told" (in the database) or "mails" (at the mail server) are there."""

        def now() -> int:
            return self.told if seen == "told" else len(self.postbox.mails)

        wait_for(lambda: now() >= want, within=within, what=lambda: f"{want} {seen}, {now()} now:\n{self.workers.text}")
