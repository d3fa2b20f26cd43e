"""The worker is killed while it sends, and nothing is lost or sent without need: real processes, file, mail server."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from notifications.delivering import HANDFUL
from notifications.leases import LEASE
from tests.notifications.post import Postbox, open_postbox

MAILS = 12
STALLED = 4
ENQUEUE = f"""
from accounts.models import User
from notifications.outbox import enqueue
alice = User.objects.create_user("alice@example.org", name="Alice")
for n in range({MAILS}):
    enqueue(alice, "told", key=f"told:{{n}}", ref="r", payload={{"title": f"Reminder {{n}}", "url": "/"}})
"""


class Machine:
    """A site of its own on a SQLite file, run by `manage.py` in processes of their own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.file = folder / "db.sqlite3"
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.notifications.told.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.file}",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "SECRET_KEY": "only-for-tests",
        }

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.env, stdout=subprocess.DEVNULL)

    def run(self, *words: str) -> None:
        assert self.start(*words).wait(timeout=90) == 0

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.file) as database:
            return database.execute(sql).fetchall()

    def states(self) -> Counter[object]:
        return Counter(state for (state,) in self.rows("SELECT state FROM notifications_delivery"))

    def let_the_lease_pass(self) -> None:
        moved = f"strftime('%Y-%m-%d %H:%M:%S', lease_until, '-{LEASE.total_seconds()} seconds')"
        self.rows(
            f"UPDATE notifications_delivery SET lease_until = {moved}, next_try_at = {moved} WHERE state = 'sending'"
        )


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


@pytest.fixture
def machine(tmp_path: Path, postbox: Postbox) -> Machine:
    machine = Machine(tmp_path, postbox.port)
    machine.run("migrate", "--verbosity=0")
    machine.run("shell", "--verbosity=0", "--command", ENQUEUE)
    return machine


def kill_while_it_sends(machine: Machine, postbox: Postbox) -> None:
    """Kill -9 when the server has taken the STALLED-th mail but hasn't said so yet: the worst moment there is."""
    postbox.stall_on = STALLED
    worker = machine.start("deliver_notifications")
    deadline = time.monotonic() + 60
    while len(postbox.mails) < STALLED and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_repeats_only_what_was_in_its_hands(
    machine: Machine, postbox: Postbox
) -> None:
    kill_while_it_sends(machine, postbox)
    assert machine.states() == {"sending": HANDFUL, "waiting": MAILS - HANDFUL}

    machine.run("deliver_notifications")
    assert machine.states() == {"sent": MAILS - HANDFUL, "sending": HANDFUL}, "another took what was under a lease"

    machine.let_the_lease_pass()
    machine.run("deliver_notifications")
    assert machine.states() == {"sent": MAILS}

    copies = Counter(postbox.ids())
    assert len(copies) == MAILS, "each delivery has one Message-ID, however often it was sent"
    assert {str(mail["Subject"]).split()[-1] for mail in postbox.mails} == {str(n) for n in range(MAILS)}
    assert sorted(copies.values()) == [1] * (MAILS - STALLED) + [2] * STALLED, "a handful at most is sent again"
