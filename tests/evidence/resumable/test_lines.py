"""Real connections to the real web process: lines that break, two that write at once, a process killed in the middle."""

import hashlib
import random
from collections.abc import Iterator

import pytest

from tests.evidence.resumable.conftest import FILM
from tests.evidence.resumable.web import Phone, Web, running_web, status
from tests.launcher.running import wait_for

HALF = len(FILM) // 2
_numbers = iter(range(1_000_000))


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    with running_web(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture
def phone(web: Web) -> Phone:
    return Phone(web)


def film(length: int = len(FILM)) -> bytes:
    """One that was never sent before."""
    return FILM[:1000] + random.Random(next(_numbers)).randbytes(length - 1000)


def stored(web: Web, content: bytes) -> int:
    """How many pieces of evidence are these bytes; 0 unless they lie in the vault unchanged."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept = web.folder / "files" / "blobs" / sha256[:2] / sha256[2:4] / sha256
    if not kept.exists() or kept.read_bytes() != content:
        return 0
    joined = "evidence_evidence e JOIN evidence_blob b ON b.id = e.blob_id"
    return int(web.rows(f"SELECT count(*) FROM {joined} WHERE b.sha256 = '{sha256}'")[0][0])


def test_what_came_before_the_line_broke_is_kept(web: Web, phone: Phone) -> None:
    content = film()
    url = phone.begin(len(content))
    with phone.line(url, 0, len(content)) as sock:
        sock.sendall(content[:HALF])
    wait_for(lambda: web.upload(url) == {"offset": HALF, "claim": "", "state": "receiving"})
    assert phone.offset(url) == HALF
    assert phone.go_on(url, HALF, content[HALF:]).status == 200
    assert stored(web, content) == 1


def test_while_one_writes_a_second_gets_423(web: Web, phone: Phone) -> None:
    content = film()
    url = phone.begin(len(content))
    with phone.line(url, 0, len(content)) as first:
        first.sendall(content[:100])
        wait_for(lambda: bool(web.upload(url)["claim"]))
        assert phone.go_on(url, 0, content[:10]).status == 423
        first.sendall(content[100:])
        assert status(first) == 204
    assert stored(web, content) == 1


def test_after_a_silence_another_line_goes_on_and_the_first_changes_nothing(web: Web, phone: Phone) -> None:
    content = film()
    url = phone.begin(len(content))
    with phone.line(url, 0, len(content)) as silent:
        silent.sendall(content[:HALF])
        wait_for(lambda: bool(web.upload(url)["claim"]))
        web.let_claims_lapse()
        assert phone.go_on(url, 0, content).status == 200
        silent.sendall(b"x" * (len(content) - HALF))
        assert status(silent) == 409
    assert stored(web, content) == 1


def test_a_sender_that_names_no_length_is_read_to_its_end(web: Web, phone: Phone) -> None:
    content = film()
    url = phone.begin(len(content))
    pieces = (content[at : at + 9000] for at in range(0, len(content), 9000))
    headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert phone.ask("PATCH", url, headers, pieces).status == 204
    assert stored(web, content) == 1


def kill_and_resume(web: Web, phone: Phone, content: bytes, kills: int, dice: random.Random) -> None:
    """Send `content`, kill the server `kills` times in the middle, and go on each time from where it says it is."""
    url = phone.begin(len(content), sha256=hashlib.sha256(content).hexdigest())
    for _ in range(kills):
        begin = phone.offset(url)
        most = begin + dice.randrange(1, max(2, (len(content) - begin) // 2))
        with phone.line(url, begin, len(content) - begin) as sock:
            sock.sendall(content[begin:most])
            web.kill()
        web.start()
        assert begin <= phone.offset(url) <= most
    begin = phone.offset(url)
    told = phone.go_on(url, begin, content[begin:])
    assert (told.status, told.json()["ok"]) == (200, True), told


def test_a_server_killed_five_times_loses_nothing(web: Web, phone: Phone) -> None:
    content = film(8 * 1024**2)
    kill_and_resume(web, phone, content, 5, random.Random(5))
    assert stored(web, content) == 1
    web.manage("collect_files")
    assert not [name for name in web.files() if name.startswith(("part-", "in-"))]
