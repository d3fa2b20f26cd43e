"""Hundreds of hostile files through every door: each is answered with a sentence, in time, and nothing is served unsafe.

`HOSTILE_FOLDER=… pytest -m slow tests/evidence/hostile -s` takes a folder of other people's test pictures too.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import Complaint
from evidence.decoding import asking
from evidence.export.pictures import pages_of
from evidence.models import Evidence
from evidence.previews import make_previews
from evidence.status import Family
from evidence.unpacking import unpack
from tests.evidence.hostile import corpus
from tests.evidence.hostile.corpus import Hostile
from tests.evidence.resumable.web import Web

BOUNDARY = "the-end-of-a-part-0123456789"
COMMAND = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
sys.stderr.write(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""A management command that says at last how much memory it took (proc(5))."""
LONGEST = 30.0
"""Seconds for one file."""
MOST_MEMORY = 700 * 1024**2
"""Of a process that takes files in one after the other: Python, Django and the largest picture that is read whole."""

MOST_DECODED = 1024**3
"""Of the decoding process; its limit is twice that, of addresses."""


def sent(client: Client, case: Complaint, file: Hostile) -> str:
    """What the page's form is told: stored, duplicate or a code of why not."""
    began = time.monotonic()
    url = reverse("evidence:add", args=(case.public_code,)) + "?kind=goods"
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    told = client.generic("POST", url, form(file), kind, headers={"X-Requested-With": "XMLHttpRequest"})
    assert time.monotonic() - began < LONGEST, file.what
    assert told.status_code in (200, 201, 422), (file.what, told.status_code)
    said = told.json()
    assert said["message"], file.what
    if said["ok"]:
        return "duplicate" if said["duplicate"] else "stored"
    return str(said["error"])


def form(file: Hostile) -> bytes:
    """As browsers write it: the name as it is, but for quotes and line breaks (WHATWG, multipart/form-data)."""
    name = file.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode("utf-8", "replace")
    head = b'Content-Disposition: form-data; name="files"; filename="' + name + b'"\r\nContent-Type: image/png\r\n\r\n'
    return b"--" + BOUNDARY.encode() + b"\r\n" + head + file.content + b"\r\n--" + BOUNDARY.encode() + b"--\r\n"


def looked_at(piece: Evidence) -> None:
    """By the worker: previews, pages for the dossier, files in an archive."""
    began = time.monotonic()
    make_previews(piece)
    for page in pages_of(piece, original=False):
        assert page.data.startswith(b"\xff\xd8")
    if piece.blob.family == Family.ARCHIVE:
        unpack(piece)
    assert time.monotonic() - began < 2 * asking.WITHIN + 20, piece.name  # once for the preview, once for the pages


def served(client: Client, piece: Evidence) -> None:
    """Nothing that a browser would run, whatever it is called."""
    told = client.get(piece.file_url)
    assert told.status_code == 200
    assert told["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in told["Content-Security-Policy"]
    shown = told["Content-Type"].partition("/")[0] in ("image", "video", "audio")
    assert shown or told["Content-Disposition"].startswith("attachment"), piece.name
    assert "\n" not in told["Content-Disposition"]
    assert told["Content-Type"] != "image/svg+xml"
    assert client.get(piece.get_absolute_url()).status_code == 200


def memory_of_decoder() -> int:
    """The most it took so far, in bytes; 0 when there is none just now."""
    number = asking._child.number
    told = Path(f"/proc/{number}/status").read_text().splitlines() if number else []
    return next((int(line.split()[1]) * 1024 for line in told if line.startswith("VmHWM")), 0)


def through_http(client: Client, case: Complaint, files: Iterator[Hostile]) -> Counter[str]:
    return Counter(sent(client, case, file) for file in files)


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.timeout(180)
def test_those_with_a_purpose(signed_in: Client, case: Complaint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WITHIN", 4.0)  # bombs are ended then; on paper they have longer
    told = through_http(signed_in, case, corpus.handmade())
    assert told["stored"] > 40
    assert {"type", "mismatch", "empty", "pixels", "damaged", "bomb"} <= set(told)
    for piece in case.evidence.live().with_files():
        looked_at(piece)
        served(signed_in, piece)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_of_them(signed_in: Client, case: Complaint) -> None:
    files = list(chain(corpus.everything(), corpus.public()))
    assert len(files) >= 500
    began, told = time.monotonic(), through_http(signed_in, case, iter(files))
    taken = time.monotonic() - began
    most = 0
    for piece in case.evidence.live().with_files():
        looked_at(piece)
        served(signed_in, piece)
        most = max(most, memory_of_decoder())
    assert 0 < most < MOST_DECODED
    sys.stdout.write(
        f"\n{len(files)} files over HTTP in {taken:.0f} s: {dict(told)}; decoders took at most {most >> 20} MB; "
        f"with previews and pages {time.monotonic() - began:.0f} s\n"
    )


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_command_answers_for_every_file(tmp_path: Path) -> None:
    """In one process, as `manage.py add_evidence` takes them; its memory is bounded."""
    site = tmp_path / "site"
    site.mkdir()
    web = Web(site)
    paths = written(tmp_path, chain(corpus.everything(), corpus.public()))
    command = [sys.executable, "-c", COMMAND, "add_evidence", web.code, *map(str, paths), "--as", "alice@example.org"]
    began = time.monotonic()
    done = subprocess.run(command, env=os.environ | web.environment, check=True, capture_output=True, text=True)
    memory = int(done.stderr.split()[-2]) * 1024
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(paths) >= 500
    assert all(line["status"] in ("stored", "duplicate", "rejected") and line["reason"] for line in lines)
    assert memory < MOST_MEMORY
    told = Counter(line["status"] for line in lines)
    sys.stdout.write(
        f"\n{len(lines)} files by add_evidence in {time.monotonic() - began:.0f} s: {dict(told)}; {memory >> 20} MB\n"
    )
    assert not web.manage("verify_evidence")


def written(folder: Path, files: Iterator[Hostile]) -> list[Path]:
    """On the disk, under their own names where it takes them."""
    paths = []
    for number, file in enumerate(files):
        own = folder / str(number)
        own.mkdir()
        name = file.name.replace("/", "_").replace("\0", "_")
        try:
            path = own / (name.encode("utf-8", "replace").decode() or "file")
            path.write_bytes(file.content)
        except OSError:
            path = own / "file"
            path.write_bytes(file.content)
        paths.append(path)
    return paths
