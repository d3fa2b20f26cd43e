"""A large upload to a server that is killed again and again, at any moment: `make slow`, larger with KILLS and KILLED_MB."""

import hashlib
import os
import random
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from tests.evidence import making
from tests.evidence.resumable.web import Phone, Web, running_web

KILLS = int(os.environ.get("KILLS", "12"))
SIZE = int(os.environ.get("KILLED_MB", "60")) * 1024**2
SEED = int(os.environ.get("SEED", "20261126"))
AT_THE_END = 4
"""Kills while the whole file is hashed and entered; one more and it would be refused as deadly."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def kill_while_sending(web: Web, phone: Phone, url: str, content: bytes, most: int) -> None:
    """Send up to byte `most`, kill, start again; what the server says it has is what it was given."""
    begin = phone.offset(url)
    with phone.line(url, begin, len(content) - begin) as sock:
        sock.sendall(content[begin:most])
        web.kill()
    web.start()
    assert begin <= phone.offset(url) <= max(begin, most)


def kill_while_finishing(web: Web, phone: Phone, url: str, length: int, patience: float) -> None:
    """Ask for the end, kill after `patience` seconds unless it was answered before."""
    with phone.line(url, length, 0) as sock:
        sock.settimeout(patience)
        with suppress(TimeoutError, ConnectionError):
            sock.recv(1, socket.MSG_PEEK)
        web.kill()
    web.start()


def test_a_large_upload_survives_every_kill(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    content = making.MP4 + dice.randbytes(SIZE - len(making.MP4))
    sha256 = hashlib.sha256(content).hexdigest()
    moments = sorted(dice.randrange(1, SIZE) for _ in range(KILLS - AT_THE_END))
    with running_web(tmp_path) as web:
        phone = Phone(web)
        url = phone.begin(SIZE, sha256=sha256)
        for most in moments:
            kill_while_sending(web, phone, url, content, most)
        begin = web.upload(url)["offset"]
        with phone.line(url, begin, SIZE - begin) as sock:
            sock.sendall(content[begin:])
            web.kill()
        web.start()
        for _ in range(AT_THE_END - 1):
            if web.upload(url)["offset"] < SIZE:
                kill_while_sending(web, phone, url, content, SIZE)
            else:
                kill_while_finishing(web, phone, url, SIZE, dice.random() * 0.5)
        told = phone.ask("GET", url, {"Accept": "application/json"}).json()
        if told["ok"] is None:
            told = phone.go_on(url, told["offset"], content[told["offset"] :]).json()
        assert told["ok"] is True, told
        kept = web.folder / "files" / "blobs" / sha256[:2] / sha256[2:4] / sha256
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
        assert web.rows("SELECT count(*) FROM evidence_evidence") == [(1,)]
        web.manage("collect_files")
        assert not [name for name in web.files() if name.startswith(("part-", "in-"))]
        web.manage("verify_evidence")
