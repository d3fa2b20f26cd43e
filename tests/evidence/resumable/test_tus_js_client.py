"""The protocol's own client, from npm, against the real server: killed in the middle, either of the two."""

import hashlib
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.evidence import making
from tests.evidence.resumable.web import TOKEN, Web, running_web

VERSION = "4.3.1"
SENDER = Path(__file__).with_name("tus_js_client.mjs")
MB = 1024**2
SIZE = 16 * MB

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with tus-js-client in it."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("needs node and npm")
    folder = tmp_path_factory.mktemp("npm")
    wanted = [
        "npm",
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        f"tus-js-client@{VERSION}",
    ]
    if subprocess.run(wanted, check=False, capture_output=True).returncode:
        pytest.skip("tus-js-client can't be had from npm")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of the server's data."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(making.MP4 + random.Random(path.name).randbytes(SIZE - len(making.MP4)))
    return path


@contextmanager
def sending(client: Path, web: Web, film: Path) -> Iterator[subprocess.Popen[str]]:
    wish = {
        "endpoint": f"http://127.0.0.1:{web.port}/c/{web.code}/evidence/uploads/",
        "path": str(film), "piece": MB, "storage": str(film.with_suffix(".json")),
        "headers": {"Cookie": f"sessionid={web.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN},
        "metadata": {"filename": "开箱.mp4", "kind": "goods", "sha256": hashlib.sha256(film.read_bytes()).hexdigest()},
    }  # fmt: skip
    command = ["node", str(SENDER), str(client), json.dumps(wish)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout
    for line in process.stdout:
        yield json.loads(line)


def until(process: subprocess.Popen[str], sent: int) -> list[dict[str, Any]]:
    """What it said up to the moment the server acknowledged `sent` bytes."""
    said = []
    for told in lines(process):
        said.append(told)
        if told.get("sent", 0) >= sent:
            return said
    raise AssertionError(said)


def assert_stored(web: Web, film: Path) -> None:
    sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    kept = web.folder / "files" / "blobs" / sha256[:2] / sha256[2:4] / sha256
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
    assert web.rows("SELECT name FROM evidence_evidence") == [("开箱.mp4",)]
    assert not [name for name in web.files() if name.startswith(("part-", "in-"))]


def test_it_goes_on_after_the_server_was_killed(client: Path, film: Path, site: Path) -> None:
    with running_web(site) as web, sending(client, web, film) as process:
        until(process, 5 * MB)
        web.kill()
        web.start()
        said = list(lines(process))
        assert "done" in said[-1], said
        assert_stored(web, film)


def test_another_one_goes_on_where_the_first_was_killed(client: Path, film: Path, site: Path) -> None:
    with running_web(site) as web:
        with sending(client, web, film) as process:
            assert until(process, 5 * MB)[0] == {"resumed": False}
        web.let_claims_lapse()
        with sending(client, web, film) as process:
            said = list(lines(process))
        assert said[0] == {"resumed": True}
        assert said[1]["sent"] > 5 * MB
        assert "done" in said[-1], said
        assert_stored(web, film)


def test_it_is_told_what_the_server_can(client: Path, film: Path, site: Path) -> None:
    """A file over the limit is refused when it is announced."""
    with running_web(site, UPLOAD_LIMIT_MB="8") as web, sending(client, web, film) as process:
        said = list(lines(process))
        assert "failed" in said[-1], said
        assert "413" in said[-1]["failed"]
        assert process.wait() == 1
        assert web.rows("SELECT count(*) FROM evidence_evidence") == [(0,)]
