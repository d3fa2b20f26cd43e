"""What was sent stays provable: bytes and rows outlive their removal from the case."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from escalation.models import Submission
from evidence import curation
from evidence.models import Blob, Evidence
from evidence.previews import make_previews
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.cases import A, at_stage, do
from tests.evidence.conftest import SCREENS, screen

FAR = timedelta(days=3650)


def collect_all() -> int:
    """As if ten years had passed."""
    return storage.collect(now=timezone.now() + FAR)


def test_removed_evidence_keeps_its_bytes(alice: User, piece: Evidence, vault: Path) -> None:
    make_previews(piece)
    curation.remove(piece, actor=alice)
    assert collect_all() == 0
    assert (vault / piece.blob.key).read_bytes() == (SCREENS / "000.jpg").read_bytes()
    assert len(list(vault.glob("blobs/??/??/*"))) == 3


def test_what_a_frozen_submission_lists_stays_after_its_removal(alice: User, vault: Path) -> None:
    case = at_stage(alice, "negotiating")
    sent = add_evidence(case, screen(), kind="promotion", actor=alice).evidence
    do(case, A.CONTACT_SELLER, alice, text="请在三日内退款。")
    curation.remove(sent, actor=alice)
    call_command("collect_files")
    assert collect_all() == 0
    [listed] = Submission.objects.get(track__complaint=case).manifest
    kept = Evidence.objects.get(public_code=listed["code"])
    assert kept.deleted_at
    assert kept.blob.sha256 == listed["sha256"]
    assert (vault / kept.blob.key).stat().st_size == listed["size"]


def test_only_what_no_row_names_goes(piece: Evidence, vault: Path) -> None:
    orphan = vault / storage.key_of("ab" * 32)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left by a process that died")
    assert collect_all() == 1
    assert not orphan.exists()
    assert (vault / piece.blob.key).exists()


def test_bytes_of_evidence_cannot_be_deleted_from_the_database(alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    with pytest.raises(ProtectedError):
        Blob.objects.filter(pk=piece.blob.pk).delete()
