"""The real web process over a database and files of its own, which can be killed and started again, and a sender for it."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.launcher import children
from config.launcher.options import read_options
from tests.evidence.resumable.conftest import BODY, TUS, described
from tests.launcher.running import ROOT, Running, clean_environment, wait_for

SEED = "from tests.evidence.resumable.seed import main; main()"
PAST = "2020-01-01 00:00:00"
TOKEN = "t" * 32
Row = tuple[Any, ...]
Body = Iterable[bytes] | bytes | None


class Web:
    """Granian as the launcher starts it, with one worker, and questions to its database past the product."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self.folder, self.runs = folder, list[Running]()
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder), "SECRET_KEY": "only-for-tests",
            "PORT": str(self.port), "WEB_WORKERS": "1", "SECOND_FACTOR": "offered", "LOG_LEVEL": "WARNING",
            "REDIS_URL": f"unix://{folder}/nobody.sock?db=0", "SITE_URL": f"http://127.0.0.1:{self.port}",
        } | settings  # fmt: skip
        for words in (["migrate", "--verbosity=0"], ["createcachetable", "--verbosity=0"]):
            self.manage(*words)
        told = json.loads(self.manage("shell", "--verbosity=0", "--command", SEED).strip().splitlines()[-1])
        self.code, self.session = str(told["case"]), str(told["session"])

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        surroundings = clean_environment() | self.environment
        done = subprocess.run(command, cwd=ROOT, env=surroundings, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = children.web(read_options(self.environment)).command
        self.runs.append(Running(command, self.environment))
        wait_for(lambda: self._answers(), within=30, what=lambda: self.runs[-1].text)

    def kill(self) -> None:
        """Kill -9 for granian and its worker in the same moment; its claims lapse as they would after their time."""
        process = self.runs[-1].process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.let_claims_lapse()

    def end(self) -> None:
        if self.runs and self.runs[-1].process.poll() is None:
            os.killpg(self.runs[-1].process.pid, signal.SIGKILL)

    def let_claims_lapse(self) -> None:
        self.rows(f"UPDATE evidence_partialupload SET claimed_until = '{PAST}' WHERE claim != ''")

    def rows(self, sql: str) -> list[Row]:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=10, isolation_level=None)) as file:
            return file.execute(sql).fetchall()

    def upload(self, url: str) -> dict[str, Any]:
        """The row of an upload."""
        columns = ("offset", "claim", "state")
        found = self.rows(f"""SELECT "offset", claim, state FROM evidence_partialupload
                              WHERE public_id = '{url.rpartition("/")[2]}'""")
        return dict(zip(columns, found[0], strict=True))

    def files(self) -> list[str]:
        """The names of everything stored or on its way in."""
        return sorted(path.name for path in (self.folder / "files").rglob("*") if path.is_file())

    @property
    def worker(self) -> int:
        """The process that answers: granian's child."""
        parent = self.runs[-1].process.pid
        return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])

    def _answers(self) -> bool:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
                line.request("GET", "/healthz")
                return line.getresponse().status == 200
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: status, headers, body."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True, slots=True)
class Phone:
    """Sends to a Web as its signed-in person."""

    web: Web

    @property
    def uploads(self) -> str:
        return f"/c/{self.web.code}/evidence/uploads/"

    def ask(self, method: str, url: str, headers: dict[str, str] | None = None, body: Body = None) -> Told:
        with closing(http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=60)) as line:
            line.request(method, url, body, self._headers() | (headers or {}))
            answer = line.getresponse()
            return Told(answer.status, answer.headers, answer.read())

    def begin(self, length: int, **said: str) -> str:
        metadata = described(**{"filename": "开箱.mp4", "kind": "goods", **said})
        told = self.ask("POST", self.uploads, {"Upload-Length": str(length), "Upload-Metadata": metadata})
        assert told.status == 201, told
        return str(told.headers["Location"])

    def go_on(self, url: str, offset: int, content: bytes, **headers: str) -> Told:
        more = {"Upload-Offset": str(offset), "Content-Type": BODY, "Accept": "application/json", **headers}
        return self.ask("PATCH", url, more, content)

    def offset(self, url: str) -> int:
        told = self.ask("HEAD", url)
        assert told.status in (200, 204), told
        return int(told.headers["Upload-Offset"])

    @contextmanager
    def line(self, url: str, offset: int, length: int) -> Iterator[socket.socket]:
        """A connection on which a PATCH of `length` bytes has begun."""
        head = self._headers() | {"Host": f"127.0.0.1:{self.web.port}", "Upload-Offset": str(offset),
                                  "Content-Type": BODY, "Content-Length": str(length)}  # fmt: skip
        words = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with closing(socket.create_connection(("127.0.0.1", self.web.port), timeout=20)) as sock:
            sock.sendall(f"PATCH {url} HTTP/1.1\r\n{words}\r\n".encode())
            yield sock

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.web.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, **TUS}


def status(sock: socket.socket) -> int:
    """Of the answer that comes on a line."""
    answer = http.client.HTTPResponse(sock)
    answer.begin()
    return answer.status


@contextmanager
def running_web(folder: Path, **settings: str) -> Iterator[Web]:
    """Started, and ended afterwards."""
    web = Web(folder, **settings)
    web.start()
    try:
        yield web
    finally:
        web.end()
