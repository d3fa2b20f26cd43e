"""The server's clock was set back by a day: everything still works, and nobody sees a fault."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from evidence import curation
from evidence.models import Evidence, IntegrityFinding
from evidence.redaction import covering
from evidence.redaction.boxes import WHOLE, Box
from evidence.resumable.models import State
from evidence.resumable.uploading import begin, claimed
from evidence.vault import findings, integrity, rounds
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import NOON, screen

BEFORE = NOON - timedelta(days=1)
TOP = Box(1, 0, 0, WHOLE, WHOLE // 10)


def test_a_file_is_taken_out_and_brought_back(case: Complaint, alice: User, piece: Evidence) -> None:
    assert curation.remove(piece, actor=alice, now=BEFORE)
    piece.refresh_from_db()
    assert piece.deleted_at == piece.received_at
    assert curation.restore(piece, actor=alice, now=BEFORE)
    assert ledger.verify(case).whole


def test_a_file_comes_in(case: Complaint, alice: User, piece: Evidence) -> None:
    assert not add_evidence(case, screen("005.png"), kind="chat", actor=alice, now=BEFORE).duplicate
    assert ledger.verify(case).whole


def test_what_is_covered_can_be_covered_anew(case: Complaint, alice: User, piece: Evidence) -> None:
    assert covering.cover(piece, [TOP], actor=alice, now=NOON)
    assert covering.cover(piece, [TOP, TOP], actor=alice, now=BEFORE)
    assert covering.uncover(piece, actor=alice, now=BEFORE - timedelta(hours=1))
    assert ledger.verify(case).whole


def test_an_upload_goes_on(case: Complaint, alice: User) -> None:
    upload = begin(case, alice, length=10, name="a.mp4", kind="goods", now=NOON)
    with claimed(upload, now=BEFORE):
        pass
    assert upload.state == State.RECEIVING


def test_what_was_found_stays_found(piece: Evidence) -> None:
    found = [integrity.Finding(integrity.Found.MISSING, "bytes", sha256=piece.blob.sha256)]
    findings.note(found, now=NOON, sha256=piece.blob.sha256)
    findings.note(found, now=BEFORE, sha256=piece.blob.sha256)
    findings.note([], now=BEFORE, sha256=piece.blob.sha256)
    assert IntegrityFinding.objects.get().closed_at


@pytest.mark.usefixtures("piece")
def test_everything_can_be_verified() -> None:
    rounds.run(BEFORE)
    out = StringIO()
    call_command("verify_evidence", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == []
