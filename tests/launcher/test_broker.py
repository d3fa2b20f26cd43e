"""The real valkey-server: private, locked, and keeping what it was given."""

import os
import signal
import stat
from pathlib import Path

import redis

from config.launcher import broker
from tests.launcher.running import Running, wait_for
from tests.launcher.test_supervisor import QUIET, drive


def client(running: Running) -> redis.Redis:
    """A client at the address that the launcher hands to its children."""
    return redis.Redis.from_url(running.until("broker at").split()[-1], socket_timeout=5)


def test_a_second_start_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as first:
        first.until("all started")
        with drive(tmp_path, quiet=QUIET) as second:
            assert second.finish() == 1
        assert second.text.startswith(f"Juli is already running on {tmp_path} (process {first.process.pid}, a test);")
        assert client(first).ping()


def test_a_killed_broker_comes_back_with_everything_it_had_acknowledged(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        line = client(running)
        before = line.info("server")["process_id"]
        for number in range(500):
            line.rpush("alerts", number)
        os.kill(before, signal.SIGKILL)
        running.until("broker ended unexpectedly (by SIGKILL)")
        wait_for(lambda: broker.answers(tmp_path / "valkey" / "valkey.sock"))
        assert line.llen("alerts") == 500
        assert line.info("server")["process_id"] != before


def test_the_next_start_finds_the_tasks_of_the_last_one(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        client(running).rpush("mail", "waiting")
        running.end(signal.SIGTERM)
    with drive(tmp_path, quiet=QUIET) as again:
        assert client(again).lrange("mail", 0, -1) == [b"waiting"]


def test_nobody_else_can_open_the_socket_and_no_port_is_open(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        line = client(running)
        assert line.config_get("port") == {"port": "0"}
        assert line.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert stat.S_IMODE((tmp_path / "valkey").stat().st_mode) == 0o700


def test_a_folder_whose_path_is_too_long_for_a_socket_works(tmp_path: Path) -> None:
    folder = tmp_path / ("very-long-name-" * 8)
    with drive(folder, quiet=QUIET) as running:
        assert client(running).ping()
        socket = broker.socket_path(folder, os.environ)
        assert not socket.is_relative_to(folder)
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
    socket.parent.rmdir()


def test_a_folder_with_blanks_and_chinese_characters_works(tmp_path: Path) -> None:
    with drive(tmp_path / "我的 投诉", quiet=QUIET) as running:
        assert client(running).ping()
