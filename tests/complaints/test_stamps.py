"""Time stamps of the daily roots, against an authority that openssl is, and answers that aren't what was asked for."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings
from rfc3161_client import decode_timestamp_response

from accounts.models import User
from complaints import authority, roots, stamps, tokens
from complaints.der import in_order
from complaints.models import LedgerRoot, RootStamp
from evidence.vault import integrity
from tests.cases import opened
from tests.complaints import tsa

pytestmark = pytest.mark.django_db
Handler = BaseHTTPRequestHandler


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> tsa.Authority:
    return tsa.made(tmp_path_factory.mktemp("tsa") / "good")


@pytest.fixture
def trusting(settings: Settings, clock: tsa.Authority) -> Settings:
    settings.TIMESTAMP_CERTIFICATES = str(clock.trusted)
    return settings


@pytest.fixture
def root(alice: User) -> LedgerRoot:
    opened(alice)
    made = roots.seal(timezone.now())
    assert made
    return made


@pytest.fixture
def stamped(root: LedgerRoot, clock: tsa.Authority, trusting: Settings) -> Iterator[RootStamp]:
    """The stamp of `root`, by the clock."""
    with tsa.serving(lambda handler, asked: tsa.send(handler, clock.answer(asked))) as (url, _asked):
        trusting.TIMESTAMP_URL = url
        assert stamps.sweep(timezone.now()) == 1
    yield RootStamp.objects.get(root=root)


def test_certificates_in_the_order_of_a_file_are_read(stamped: RootStamp) -> None:
    """What openssl sends isn't DER where it sends more than one; `complaints.der` puts it right."""
    answer = bytes(stamped.token or b"")
    parts = len(decode_timestamp_response(in_order(answer)).signed_data.certificates)
    assert parts == 2
    assert in_order(in_order(answer)) == in_order(answer)
    assert sorted(in_order(answer)) == sorted(answer)


def test_a_root_is_stamped_once(root: LedgerRoot, stamped: RootStamp) -> None:
    assert stamped.authority == "Test Clock"
    assert stamped.said_at
    assert abs(stamped.said_at - timezone.now()) < timedelta(minutes=1)
    assert not list(stamps.due(timezone.now() + timedelta(days=9)))
    assert not list(stamps.faults(timezone.now()))


def test_openssl_says_the_same(root: LedgerRoot, stamped: RootStamp, clock: tsa.Authority, tmp_path: Path) -> None:
    (tmp_path / "root.tsr").write_bytes(bytes(stamped.token or b""))
    (tmp_path / "root.txt").write_text(root.root)
    said = tsa.openssl("ts", "-verify", "-data", tmp_path / "root.txt", "-in", tmp_path / "root.tsr", "-CAfile",
                       clock.trusted)  # fmt: skip
    assert "Verification: OK" in said


def test_nobody_is_asked_unless_it_is_set(root: LedgerRoot) -> None:
    assert stamps.sweep(timezone.now()) == 0
    assert not RootStamp.objects.exists()


def test_a_stamp_moved_to_another_root_is_found(root: LedgerRoot, stamped: RootStamp) -> None:
    LedgerRoot.objects.filter(pk=root.pk).update(root="0" * 64)
    assert [what for _root, what in stamps.faults(timezone.now())] == ["Mismatch between messages"]
    found = [finding.where for finding in integrity.everything()]
    assert f"time stamp of {root.day}: Mismatch between messages" in found


def test_a_row_that_says_another_time_is_found(stamped: RootStamp) -> None:
    RootStamp.objects.update(said_at=timezone.now() - timedelta(days=400))
    assert [what for _root, what in stamps.faults(timezone.now())] == ["its row says something else"]


def test_a_stamp_older_than_its_root_is_found(root: LedgerRoot, stamped: RootStamp) -> None:
    LedgerRoot.objects.filter(pk=root.pk).update(made_at=timezone.now() + timedelta(days=1))
    assert ["can't be" in what for _root, what in stamps.faults(timezone.now())] == [True]


def test_a_stamp_that_can_no_longer_be_checked_is_said(stamped: RootStamp, settings: Settings) -> None:
    settings.TIMESTAMP_CERTIFICATES = ""
    assert ["no certificates" in what for _root, what in stamps.faults(timezone.now())] == [True]


def another_nonce(root: LedgerRoot, clock: tsa.Authority) -> bytes:
    return clock.answer(tokens.request_for(root.root).as_bytes())


def another_root(root: LedgerRoot, clock: tsa.Authority) -> bytes:
    return clock.answer(tokens.request_for("f" * 64).as_bytes())


def refusal(root: LedgerRoot, clock: tsa.Authority) -> bytes:
    return bytes.fromhex("30053003020102")  # status "rejection", no token


WRONG = {"another nonce": another_nonce, "another root": another_root, "a refusal": refusal}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_wasnt_asked_for_is_not_kept(
    wrong: str, root: LedgerRoot, clock: tsa.Authority, trusting: Settings
) -> None:
    answer = WRONG[wrong](root, clock)
    assert not given(answer, trusting)


@pytest.mark.parametrize("garbage", [b"", b"\x30", b"\x30\x80", b"<html>", bytes(5000), b"\x30\x84\xff\xff\xff\xff"])
def test_garbage_is_not_kept(garbage: bytes, root: LedgerRoot, trusting: Settings) -> None:
    assert not given(garbage, trusting)


def given(answer: bytes, settings: Settings) -> bool:
    """Whether a stamp is kept when the authority answers so."""
    with tsa.serving(lambda handler, asked: tsa.send(handler, answer)) as (settings.TIMESTAMP_URL, asked):
        stamps.sweep(timezone.now())
        assert len(asked) == 1
    return RootStamp.objects.filter(token__isnull=False).exists()


def test_a_stamp_cut_or_changed_anywhere_is_refused(root: LedgerRoot, stamped: RootStamp, clock: tsa.Authority) -> None:
    token, trusted, now = bytes(stamped.token or b""), tokens.trusted(str(clock.trusted)), timezone.now()
    kept = 0
    for place in range(0, len(token), 7):
        altered = token[:place] + bytes([token[place] ^ 0x55]) + token[place + 1 :]
        for one in (altered, token[:place]):
            try:
                said = tokens.check(one, root.root, trusted, since=now, until=now)
            except tokens.NotAStamp:
                continue
            assert said.at == stamped.said_at, "only what isn't signed, and says nothing, may differ"
            kept += 1
    assert kept < len(token) / 7 / 2


def test_a_stranger_is_not_believed(root: LedgerRoot, trusting: Settings, tmp_path: Path) -> None:
    other = tsa.made(tmp_path / "other")
    with tsa.serving(lambda handler, asked: tsa.send(handler, other.answer(asked))) as (trusting.TIMESTAMP_URL, _asked):
        assert stamps.sweep(timezone.now()) == 0


def slow(handler: Handler, asked: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _byte in range(200):
            handler.wfile.write(b"0")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def silent(handler: Handler, asked: bytes) -> None:
    handler.rfile.read(1)  # until the other side hangs up


def huge(handler: Handler, asked: bytes) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(bytes(2**20))
    except OSError:
        return


@pytest.mark.parametrize("behaviour", [slow, silent, huge], ids=lambda one: one.__name__)
def test_nobody_waits_or_reads_without_end(behaviour: tsa.Say) -> None:
    with tsa.serving(behaviour) as (url, _asked):
        began = time.monotonic()
        with pytest.raises(authority.AuthorityAway):
            authority.post(url, b"request", seconds=0.5)
        assert time.monotonic() - began < 3


def test_no_redirect_is_followed() -> None:
    with tsa.serving(lambda handler, asked: tsa.send(handler, b"inner")) as (inner, asked_inner):

        def redirect(handler: Handler, asked: bytes) -> None:
            tsa.send(handler, b"", status=307, Location=inner)

        with tsa.serving(redirect) as (url, _asked), pytest.raises(authority.AuthorityAway, match="307"):
            authority.post(url, b"request")
        assert not asked_inner


@pytest.mark.parametrize(
    "url", ["http://stamps.example.org/", "http://10.0.0.1/", "ftp://127.0.0.1/", "file:///etc/passwd", "x"]
)
def test_only_https_is_asked(url: str) -> None:
    with pytest.raises(authority.AuthorityAway, match="https"):
        authority.post(url, b"request")


def test_an_authority_that_is_away_is_asked_again_later_and_less_often(
    root: LedgerRoot, clock: tsa.Authority, trusting: Settings
) -> None:
    now = timezone.now()
    with tsa.serving(lambda handler, asked: tsa.send(handler, b"", status=503)) as (trusting.TIMESTAMP_URL, asked):
        tried = [moment for moment in range(0, 24 * 60, 10) if was_asked(asked, now + timedelta(minutes=moment))]
    assert tried == [0, 10, 30, 70, 150, 310, 630, 1270]
    with tsa.serving(lambda handler, asked: tsa.send(handler, clock.answer(asked))) as (trusting.TIMESTAMP_URL, _asked):
        later = timezone.now()
        RootStamp.objects.update(tried_at=now - timedelta(days=2))
        assert stamps.sweep(later) == 1
    assert RootStamp.objects.get(root=root).token


def was_asked(asked: list[bytes], now: datetime) -> bool:
    before = len(asked)
    stamps.sweep(now)
    return len(asked) > before


def test_nothing_half_is_kept(root: LedgerRoot) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RootStamp.objects.create(root=root, tried_at=timezone.now(), token=b"x")
