"""What is in the way of a start is said in one sentence, and nothing is started."""

import os
import socket
import stat
from pathlib import Path

import pytest

from config.launcher import broker, folder
from config.launcher.errors import Refused
from config.launcher.options import read_options
from tests.launcher.running import launcher


def refused(**environment: str) -> str:
    """The only line that a refused start prints."""
    with launcher(**environment) as running:
        assert running.finish() == 1
    assert len(running.lines) == 1, running.text
    return running.lines[0]


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refused(DATA_DIR=str(tmp_path), PORT=str(port))
    assert sentence == (
        f"Port {port} on 127.0.0.1 is taken by another program; stop that, or choose another: make run PORT={port + 1}"
    )
    assert not (tmp_path / "valkey").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    sentence = refused(DATA_DIR=str(file / "var"))
    assert (
        sentence == f"The data folder {file / 'var'} can't be written (Not a directory); choose another with DATA_DIR=…"
    )


def test_an_address_that_is_not_ours_is_named(tmp_path: Path) -> None:
    assert refused(DATA_DIR=str(tmp_path), HOST="192.0.2.1").startswith("HOST=192.0.2.1 can't be used on this machine")


def test_a_second_complete_start_is_refused_with_the_address_of_the_first(tmp_path: Path) -> None:
    lock = folder.Lock(tmp_path)
    lock.take("http://127.0.0.1:8000")
    sentence = refused(DATA_DIR=str(tmp_path))
    lock.release()
    assert f"already running on {tmp_path} (process {os.getpid()}, http://127.0.0.1:8000)" in sentence


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1", "８０００"])
def test_a_port_that_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(Refused, match="PORT must be a whole number from 1 to 65535"):
        read_options({"PORT": port})


def test_a_foreign_folder_at_the_socket_s_place_is_refused(tmp_path: Path) -> None:
    data_dir = Path("/", *["very-long-name"] * 9)
    place = broker.socket_path(data_dir, {"XDG_RUNTIME_DIR": str(tmp_path)}).parent
    place.chmod(0o755)
    with pytest.raises(Refused, match="open to others"):
        broker.socket_path(data_dir, {"XDG_RUNTIME_DIR": str(tmp_path)})
    place.rmdir()


def test_the_secret_key_is_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    folder.keep_secret_key(tmp_path)
    kept = (tmp_path / "secret_key").read_text()
    folder.keep_secret_key(tmp_path)
    assert (tmp_path / "secret_key").read_text() == kept
    assert len(kept) > 60
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
