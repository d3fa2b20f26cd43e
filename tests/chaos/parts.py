"""What is killed: servers that can be started again on what they kept, and the product's own processes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.launcher.running import ROOT, clean_environment, wait_for
from tests.live import as_nobody_special, connects, lacking, postgres_programs, short_folder
from tests.notifications.post import free_port, listening

_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Mailbox:
    """A mail server that keeps when each Message-ID came, and the longest wait of a mail."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: dict[str, list[float]] = defaultdict(list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        found = _ID.search(content)
        assert found
        self.received[found[1].decode()].append(time.time())
        return "250 taken"


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    box = Mailbox(free_port())
    with listening(box, box.port):
        yield box


@dataclass(slots=True)
class Postgres:
    """A PostgreSQL that keeps what it has committed when it is killed (a killed process loses nothing that a machine
    without power would, so files needn't be synced).
    """

    command: Sequence[str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://juli@/juli?host={quote(str(self.folder), safe='')}"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=out, stderr=out, start_new_session=True
            )
        wait_for(lambda: connects(f"host={self.folder} user=juli dbname=postgres"), within=60, what=lambda: "postgres")

    def crash(self) -> None:
        """Its immediate shutdown: every session dies where it is, and the next start recovers from the log."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)


@contextmanager
def postgres() -> Iterator[Postgres]:
    programs = postgres_programs() or lacking("PostgreSQL")
    with short_folder("juli-chaos-pg-") as folder:
        prefix, owner = as_nobody_special()
        if owner is not None:
            os.chown(folder, owner, -1)
        (folder / "log").touch()
        data = folder / "data"
        initdb = [f"{programs}/initdb", "-D", str(data), "-U", "juli", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*prefix, *initdb, "--locale=C.UTF-8"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
        flags = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", "synchronous_commit=on"]
        server = Postgres([*prefix, f"{programs}/postgres", "-D", str(data), "-k", str(folder), *flags], folder)
        server.start()
        try:
            with psycopg.connect(f"host={folder} user=juli dbname=postgres", autocommit=True) as line:
                line.execute("CREATE DATABASE juli")
            yield server
        finally:
            if server.process and server.process.poll() is None:
                server.process.send_signal(signal.SIGINT)
                server.process.wait(30)


@dataclass(slots=True)
class Part:
    """One process of the product, with its log in a file."""

    name: str
    words: Sequence[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-q", "-A", "tests.chaos.app", *self.words], cwd=ROOT, stdout=out,
                stderr=out, env=clean_environment() | self.environment, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """Kill -9 for it and all it has started, in the same moment."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill_a_child(self) -> None:
        """Kill -9 for one process of a worker's pool; the worker starts another."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            os.kill(int(children[-1]), signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to finish what it does and end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(25)
            except subprocess.TimeoutExpired:
                self.kill()
