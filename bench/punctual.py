"""Seconds from the moment a reminder is due until it is in the mailbox: `python -m bench.punctual`.

The whole product runs, as `make run` starts it, on a fresh SQLite file with its own broker, and sends to a mail server of
this process. 200 reminders fall due over two minutes. The exit status is 1 when the 95th percentile isn't below a minute,
or one is missing. On a quiet machine; whatever else runs here shows in the figures.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

import requests
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

REMINDERS, SECONDS, LONGEST = 200, 120, 60.0
_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Mailbox:
    """Keeps when each Message-ID came first."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        found = _ID.search(envelope.original_content or b"")
        if found:
            self.came.setdefault(found[1].decode(), time.time())
        return "250 taken"


def main() -> int:
    box, mail, web = Mailbox(), _free_port(), _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=mail)
    controller.start()
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        environment = {"DATA_DIR": folder, "PORT": str(web), "EMAIL_URL": f"smtp://127.0.0.1:{mail}",
                       "SECRET_KEY": "only-for-measuring", "LOG_LEVEL": "ERROR"}  # fmt: skip
        os.environ.update(environment | {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"})
        with _product(web, Path(folder) / "log"):
            waits = _measure(box)
    controller.stop()
    late = waits[int(len(waits) * 0.95)] if waits else LONGEST
    middle = waits[len(waits) // 2] if waits else LONGEST
    sys.stdout.write(f"{len(waits)} of {REMINDERS} came; half within {middle:.1f} s, 95 in 100 within {late:.1f} s, ")
    sys.stdout.write(f"all within {max(waits, default=LONGEST):.1f} s\n")
    return int(len(waits) < REMINDERS or late >= LONGEST)


def _measure(box: Mailbox) -> list[float]:
    """Seconds from due to received, in order."""
    import_module("django").setup()
    told = import_module("bench.told")
    due = told.plan_soon(REMINDERS, SECONDS)
    until = time.monotonic() + SECONDS + 2 * LONGEST
    while len(box.came) < REMINDERS and time.monotonic() < until:
        time.sleep(0.5)
    return sorted(box.came[name] - at.timestamp() for name, at in told.expected(due).items() if name in box.came)


@contextmanager
def _product(port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "config.launcher"], stdout=out, stderr=out)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(requests.RequestException):
            requests.get(url, timeout=2)
            return
        time.sleep(0.2)
    raise TimeoutError("the product didn't start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
