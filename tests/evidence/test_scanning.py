"""Viruses at the door: a real clamd where one is installed, and what a clamd that can't be relied on may say or do."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import User
from complaints.models import Complaint
from evidence.models import Blob, Evidence
from evidence.receiving import receive
from evidence.vault import scanning
from evidence.vault.errors import Rejected
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload

# In two parts, so that this file itself isn't taken for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
CLAMD = shutil.which("clamd") or "/usr/sbin/clamd"
_CONFIG = """
LocalSocket {folder}/c.sock
DatabaseDirectory {folder}/db
Foreground yes
StreamMaxLength 2M
MaxFileSize 1M
AlertExceedsMax yes
"""

Answer = Callable[[socket.socket], None]


@contextmanager
def answering(answer: Answer) -> Iterator[tuple[str, int]]:
    """The address of a server that takes one connection after the other and answers by `answer`."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _peer = server.accept()
                    with connection, suppress(OSError):
                        answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield ("127.0.0.1", server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)


def read_all(connection: socket.socket) -> bytes:
    """What is sent by INSTREAM, put together."""
    file, whole = connection.makefile("rb"), b""
    assert file.read(10) == b"zINSTREAM\0"
    while length := struct.unpack(">I", file.read(4))[0]:
        whole += file.read(length)
    return whole


def saying(words: bytes) -> Answer:
    def answer(connection: socket.socket) -> None:
        read_all(connection)
        connection.sendall(words)

    return answer


def hanging_up(connection: socket.socket) -> None:
    connection.recv(10)


def too_early(connection: socket.socket) -> None:
    connection.recv(10)
    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")


@pytest.mark.django_db
def test_without_a_scanner_files_are_taken(case: Complaint, alice: User) -> None:
    assert add_evidence(case, upload(EICAR, "a.txt"), kind="chat", actor=alice).evidence.pk


def test_the_file_arrives_whole(tmp_path: Path) -> None:
    arrived: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        arrived.append(read_all(connection))
        connection.sendall(b"stream: OK\0")

    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 5000)
    with answering(answer) as address:
        assert scanning.asked(address, path) == ""
    assert arrived == [path.read_bytes()]


UNRELIABLE: dict[str, Answer] = {
    "an error": saying(b"stream: Can't allocate memory ERROR\0"),
    "nothing": hanging_up,
    "half an answer": saying(b"stream: "),
    "a limit": saying(b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0"),
    "too large a stream": too_early,
    "garbage": saying(b"\xff\xfe OK\0"),
    "another OK": saying(b"OK\0"),
    "an endless answer": saying(b"x" * 100_000),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", UNRELIABLE)
def test_what_isnt_a_clear_answer_keeps_nothing(
    what: str, case: Complaint, alice: User, settings: Settings, vault: Path
) -> None:
    with answering(UNRELIABLE[what]) as settings.CLAMD_SOCKET:
        refused = receive(case, [screen()], kind="order", actor=alice)[0]
    assert refused.error == "not_scanned"
    assert not Blob.objects.exists()
    assert not [path for path in vault.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/c.sock", ("127.0.0.1", 1)], ids=["no socket", "nobody listens"])
def test_a_scanner_that_is_away_keeps_nothing(
    address: str | tuple[str, int], case: Complaint, alice: User, settings: Settings
) -> None:
    settings.CLAMD_SOCKET = address
    with pytest.raises(Rejected) as refusal:
        add_evidence(case, screen(), kind="order", actor=alice)
    assert refusal.value.code == "not_scanned"


def test_one_that_never_answers_is_left(tmp_path: Path) -> None:
    path, over = tmp_path / "file", threading.Event()
    path.write_bytes(b"words")

    def silent(connection: socket.socket) -> None:
        read_all(connection)
        over.wait(5)

    with answering(silent) as address:
        began = time.monotonic()
        with pytest.raises(scanning.Away):
            scanning.asked(address, path, seconds=0.3)
        assert time.monotonic() - began < 2
        over.set()


def _started(folder: Path) -> subprocess.Popen[bytes]:
    """A clamd with one signature of its own."""
    (folder / "db").mkdir()
    (folder / "db" / "local.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_CONFIG.format(folder=folder))
    with (folder / "log").open("wb") as log:
        return subprocess.Popen([CLAMD, "-c", str(folder / "clamd.conf")], stdout=log, stderr=log)


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The socket of a running clamd."""
    if not Path(CLAMD).exists():
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    folder = tmp_path_factory.mktemp("clamd")
    folder.chmod(0o755)
    process, listening = _started(folder), folder / "c.sock"
    try:
        until = time.monotonic() + 60
        while not listening.exists():
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        yield str(listening)
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.django_db
def test_a_real_clamd_lets_a_screenshot_pass(clamd: str, case: Complaint, alice: User, settings: Settings) -> None:
    settings.CLAMD_SOCKET = clamd
    assert add_evidence(case, screen(), kind="order", actor=alice).evidence.pk


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a.txt", "a.zip"])
def test_a_real_clamd_finds_it_also_in_an_archive(
    name: str, clamd: str, case: Complaint, alice: User, settings: Settings, vault: Path
) -> None:
    settings.CLAMD_SOCKET = clamd
    content = EICAR if name == "a.txt" else making.archive({"inside.txt": EICAR})
    answer = receive(case, [upload(content, name)], kind="chat", actor=alice)[0]
    assert answer.error == "infected"
    assert "Test.Eicar" in answer.message
    assert not Evidence.objects.exists()
    assert not [path for path in vault.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1_200_000, 3_000_000], ids=["more than it looks at", "more than it takes"])
def test_a_real_clamds_limits_are_no_all_clear(
    size: int, clamd: str, case: Complaint, alice: User, settings: Settings
) -> None:
    settings.CLAMD_SOCKET = clamd
    text = "".join(f"line {n}\n" for n in range(size // 10)).encode().ljust(size, b"x")
    assert receive(case, [upload(text, "a.txt")], kind="chat", actor=alice)[0].error == "not_scanned"
