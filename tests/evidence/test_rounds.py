"""The nightly round: everything stored is looked at again, what is wrong is written down, and goes when it is mended."""

import logging
import shutil
import subprocess
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from complaints import roots
from complaints.models import Complaint, LedgerRoot
from evidence.models import Blob, Evidence, IntegrityFinding, LedgerCheck
from evidence.vault import rounds
from evidence.vault.intake import add_evidence
from evidence.vault.quietly import idle_io
from tests.conftest import PASSWORD
from tests.evidence.conftest import upload
from tests.evidence.places import path_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATE = NOW + timedelta(days=31)


@pytest.fixture
def kept(case: Complaint, alice: User) -> list[Evidence]:
    """Five texts, received one after the other."""
    return [
        add_evidence(case, upload(f"text {n}".encode(), f"{n}.txt"), kind="chat", actor=alice,
                     now=NOW + timedelta(minutes=n)).evidence
        for n in range(5)
    ]  # fmt: skip


def place_of(piece: Evidence) -> Path:
    return path_of(piece.blob)


def open_ones() -> list[tuple[str, str, str]]:
    rows = IntegrityFinding.objects.filter(closed_at=None).order_by("pk")
    return list(rows.values_list("found", "where", "sha256"))


def test_what_was_looked_at_lately_is_left_alone(kept: list[Evidence]) -> None:
    done = rounds.run(NOW + timedelta(days=29))
    assert (done.files, done.ledgers) == (0, 1), "only the ledger was never looked at"
    assert rounds.run(NOW + timedelta(days=29)).ledgers == 0


def test_everything_is_looked_at_once_its_days_are_over(kept: list[Evidence]) -> None:
    done = rounds.run(LATE)
    assert (done.files, done.findings) == (5, 0)
    assert set(Blob.objects.values_list("verified_at", flat=True)) == {LATE}
    assert rounds.run(LATE).files == 0


def test_a_slice_is_bounded_and_the_next_goes_on(kept: list[Evidence], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MOST_FILES", 4)
    assert [rounds.run(LATE).files for _slice in range(4)] == [2, 2, 1, 0]
    Blob.objects.update(verified_at=NOW)
    monkeypatch.setattr(rounds, "MOST_FILES", 200)
    monkeypatch.setattr(rounds, "MOST_BYTES", 2 * 13)  # half of it for two texts of six bytes
    assert [rounds.run(LATE).files for _slice in range(4)] == [2, 2, 1, 0]


def test_a_file_larger_than_a_slice_goes_alone(kept: list[Evidence], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MOST_BYTES", 2)
    assert [rounds.run(LATE).files for _slice in range(6)] == [1, 1, 1, 1, 1, 0]


def test_what_is_altered_or_gone_is_written_down_and_stops_nothing(
    kept: list[Evidence], caplog: pytest.LogCaptureFixture
) -> None:
    place_of(kept[0]).write_bytes(b"TEXT 0")
    place_of(kept[1]).unlink()
    with caplog.at_level(logging.ERROR):
        done = rounds.run(LATE)
    assert (done.files, done.findings) == (5, 2)
    assert open_ones() == [("altered", "bytes", kept[0].blob.sha256), ("missing", "bytes", kept[1].blob.sha256)]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    unverified = Blob.objects.exclude(verified_at=LATE).values_list("sha256", flat=True)
    assert set(unverified) == {kept[0].blob.sha256, kept[1].blob.sha256}


def test_a_file_put_back_closes_its_finding(kept: list[Evidence]) -> None:
    place, before = place_of(kept[0]), place_of(kept[0]).read_bytes()
    place.write_bytes(b"TEXT 0")
    rounds.run(LATE)
    place.write_bytes(before)
    assert rounds.run(LATE + timedelta(hours=1)).files == 0, "not before the next night"
    assert rounds.run(LATE + timedelta(days=1)).findings == 0
    row = IntegrityFinding.objects.get()
    assert (row.first_seen, row.closed_at) == (LATE, LATE + timedelta(days=1))
    assert Blob.objects.get(pk=kept[0].blob_id).verified_at == LATE + timedelta(days=1)


def test_a_finding_that_stays_is_one_row(kept: list[Evidence]) -> None:
    place_of(kept[0]).unlink()
    for night in range(3):
        assert rounds.run(LATE + timedelta(days=night)).findings == 1
    row = IntegrityFinding.objects.get()
    assert (row.first_seen, row.last_seen, row.closed_at) == (LATE, LATE + timedelta(days=2), None)


def test_many_faults_dont_keep_the_rest_from_being_looked_at(
    kept: list[Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MOST_FILES", 2)
    for piece in kept[:3]:
        place_of(piece).unlink()
    for night in range(6):
        rounds.run(LATE + timedelta(days=night))
    assert Blob.objects.filter(pk__in=[piece.blob_id for piece in kept[3:]], verified_at__gte=LATE).count() == 2


def test_a_ledger_changed_past_the_product_is_written_down(case: Complaint, kept: list[Evidence]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evidence_evidence SET received_at = '2020-01-01 00:00:00+00:00' WHERE id = %s", [kept[0].pk]
        )
    assert rounds.run(LATE).findings == 1
    assert IntegrityFinding.objects.get(closed_at=None).case == case.number
    Evidence.objects.filter(pk=kept[0].pk).update(received_at=kept[0].received_at)
    rounds.run(LATE + timedelta(days=1))
    assert open_ones() == []
    assert LedgerCheck.objects.get().checked_at == LATE + timedelta(days=1)


def test_a_root_that_its_leaves_dont_give_is_written_down(case: Complaint, kept: list[Evidence]) -> None:
    roots.seal(NOW)
    place_of(kept[0]).unlink()
    rounds.run(LATE)
    LedgerRoot.objects.update(root="0" * 64)
    assert rounds.look_at_roots(LATE) == 1
    assert len(open_ones()) == 2, "the roots' check closes only what is about roots"


def test_admins_see_it_and_nobody_else(
    client: Client, kept: list[Evidence], ada: User, alice: User, settings: Settings
) -> None:
    place_of(kept[0]).unlink()
    rounds.run(LATE)
    pages = [reverse("admin:evidence_integrityfinding_changelist"), reverse("desk:board")]
    assert client.login(email=ada.email, password=PASSWORD)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "integrityfinding" in answer.content.decode()
    assert "missing" in client.get(pages[0]).content.decode()
    assert client.get("/readyz").json()["evidence"] == "1 finding"
    client.logout()
    assert client.login(email=alice.email, password=PASSWORD)
    assert client.get(pages[0]).status_code in (302, 403)


@pytest.mark.skipif(shutil.which("ionice") is None, reason="needs util-linux's ionice")
def test_reading_at_idle_priority_gives_it_back() -> None:
    def priority() -> str:
        asked = ["ionice", "-p", str(threading.get_native_id())]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split(":")[0].strip()

    before = priority()
    with idle_io() as idle:
        assert (priority() == "idle") is idle
    assert priority() == before
