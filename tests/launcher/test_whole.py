"""The complete start, as `make run` does it: web, worker, clock and broker, from an empty folder to Ctrl-C."""

import http.client
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher.running import ROOT, Running, clean_environment, launcher, wait_for


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    """Status and body of a page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", path)
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def worker_answers(folder: Path) -> bool:
    """`celery inspect ping`, asked as any other program with the same data folder would ask."""
    command = [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "--timeout", "2"]
    environment = clean_environment() | {"DATA_DIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return "pong" in done.stdout


def children_of(running: Running) -> str:
    """The process ids that the launcher has started and still has."""
    return Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text()


@pytest.mark.timeout(240)
def test_everything_starts_from_an_empty_folder_works_together_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    with launcher(DATA_DIR=str(tmp_path), PORT=str(port)) as running:
        running.until("is ready after", within=120)
        assert get(port, "/healthz") == (200, "ok")
        status, body = get(port, "/readyz")
        assert status == 200
        assert '"broker": "ok"' in body
        wait_for(lambda: worker_answers(tmp_path), within=60, what=lambda: f"the worker's pong in:\n{running.text}")
        assert len(children_of(running).split()) == 5, "broker, web, two workers, clock"
        assert running.end(signal.SIGINT, within=60) == 0
    assert "Traceback" not in running.text
    assert running.lines[-1] == "Stopped."
