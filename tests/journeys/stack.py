"""The whole product for the journeys: web, worker, clock and broker as `make run` starts them, with a mailbox."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.launcher.running import ROOT, clean_environment, launcher, wait_for
from tests.notifications.post import Postbox, open_postbox

SEED = "from tests.journeys.seed import main; main()"


@dataclass(frozen=True, slots=True)
class Stack:
    """Where it runs and what is in it: session keys by name of the person, case codes by stage."""

    url: str
    postbox: Postbox
    sessions: dict[str, str]
    cases: dict[str, str]
    order_no: str

    def code_for(self, address: str) -> str:
        """The newest six digits that were mailed to `address`."""
        found: list[str] = []

        def arrived() -> bool:
            mails = [mail for mail in self.postbox.mails if mail["To"] == address]
            found[:] = [code for mail in mails for code in re.findall(r"\b\d{6}\b", _text(mail))]
            return bool(found)

        wait_for(arrived, what=lambda: f"a code for {address}")
        return found[-1]

    def case_url(self, stage: str, rest: str = "") -> str:
        return f"{self.url}/c/{self.cases[stage]}/{rest}"


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


@contextmanager
def running_stack(folder: Path, **settings: str) -> Iterator[Stack]:
    """Start everything on an empty data folder, seed it, and stop it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    with open_postbox() as box:
        environment = {
            "DATA_DIR": str(folder), "PORT": port, "EMAIL_URL": f"smtp://127.0.0.1:{box.port}",
            "WEB_WORKERS": "1", "WORKER_PROCESSES": "1", "SECRET_KEY": "only-for-tests", "SECOND_FACTOR": "offered",
        } | settings  # fmt: skip
        with launcher(**environment) as running:
            wait_for(
                lambda: "is ready after" in running.text or running.process.poll() is not None,
                within=60,
                what=lambda: running.text,
            )
            assert "is ready after" in running.text, running.text
            yield Stack(f"http://127.0.0.1:{port}", box, **_seed(environment))
    assert " ERROR " not in running.text, running.text


def _seed(environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", SEED]
    done = subprocess.run(
        command, cwd=ROOT, env=clean_environment() | environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("SEEDED "))
    seeded: dict[str, Any] = json.loads(line.removeprefix("SEEDED "))
    return seeded
