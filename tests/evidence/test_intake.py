"""The door in: what is taken, that it is taken unchanged, and recognised when it comes again."""

import hashlib
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from evidence import curation
from evidence.models import Blob, Evidence
from evidence.vault import intake, storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import NOON, SCREENS, screen, upload

SHOTS = sorted(path.name for path in SCREENS.glob("*.*g"))


def stored(vault: Path) -> list[Path]:
    return sorted(path for path in vault.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", SHOTS)
def test_a_real_screenshot_is_kept_byte_for_byte(case: Complaint, alice: User, vault: Path, name: str) -> None:
    added = add_evidence(case, screen(name), kind="order", actor=alice, now=NOON)
    original = (SCREENS / name).read_bytes()
    assert added.evidence.blob.sha256 == hashlib.sha256(original).hexdigest()
    assert (vault / added.evidence.blob.key).read_bytes() == original
    assert (added.evidence.name, added.evidence.kind, added.evidence.received_at) == (name, "order", NOON)
    assert not added.duplicate


def test_a_stored_file_is_for_the_service_only_and_nothing_is_left_on_the_way(piece: Evidence, vault: Path) -> None:
    assert [path.name for path in stored(vault)] == [piece.blob.sha256]
    assert stat.S_IMODE(stored(vault)[0].stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (making.picture("PNG"), "a.png", "image/png"),
        (making.picture("JPEG"), "a.jpg", "image/jpeg"),
        (making.picture("WEBP"), "a.webp", "image/webp"),
        (making.picture("GIF"), "a.gif", "image/gif"),
        (making.picture("HEIF"), "IMG_0417.HEIC", "image/heic"),
        (making.MP4, "开箱.mp4", "video/mp4"),
        (making.MOV, "IMG_0418.MOV", "video/quicktime"),
        (making.M4A, "录音.m4a", "audio/mp4"),
        (making.MP3, "a.mp3", "audio/mpeg"),
        (making.PDF, "检测报告.pdf", "application/pdf"),
    ],
)
def test_what_phones_produce_is_taken(case: Complaint, alice: User, content: bytes, name: str, media_type: str) -> None:
    added = add_evidence(case, upload(content, name), kind="other", actor=alice)
    assert (added.evidence.blob.media_type, added.evidence.name, added.note) == (media_type, name, "")


def test_the_same_bytes_in_the_case_come_back_as_they_are(case: Complaint, alice: User, piece: Evidence) -> None:
    before = case.events.count()
    again = add_evidence(case, screen(called="又一次.jpg"), kind="chat", actor=alice)
    assert again.duplicate
    assert again.evidence == piece
    assert again.evidence.kind == "order"
    assert case.events.count() == before


def test_a_file_of_somebody_elses_case_looks_new(
    case: Complaint, other_case: Complaint, alice: User, carol: User, vault: Path, piece: Evidence
) -> None:
    added = add_evidence(other_case, screen(called="我的.jpg"), kind="order", actor=carol)
    assert not added.duplicate
    assert (added.note, added.evidence.name) == ("", "我的.jpg")
    assert added.evidence.complaint == other_case
    assert len(stored(vault)) == 1


def test_what_was_removed_may_be_added_again(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    added = add_evidence(case, screen(), kind="order", actor=alice)
    assert not added.duplicate
    assert added.evidence != piece


def test_intake_is_in_the_ledger_which_stays_whole(case: Complaint, alice: User, piece: Evidence) -> None:
    add_evidence(case, screen("005.png"), kind="chat", actor=alice)
    event = case.events.first()
    assert event
    assert event.kind == "evidence_added"
    assert event.body.data == {
        "evidence": piece.public_code,
        "name": "订单截图.jpg",
        "sha256": piece.blob.sha256,
        "size": piece.blob.size,
        "kind": "order",
        "source": "",
        "media_type": "image/jpeg",
    }
    verdict = ledger.verify(case)
    assert (verdict.whole, verdict.entries) == (True, 2)


def test_a_crash_between_file_and_row_leaves_a_file_that_is_collected(
    case: Complaint, alice: User, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("the power went")

    monkeypatch.setattr(intake, "_enter", die)
    with pytest.raises(DatabaseError):
        add_evidence(case, screen(), kind="order", actor=alice)
    assert (Evidence.objects.count(), Blob.objects.count(), case.events.count()) == (0, 0, 0)
    [orphan] = stored(vault)
    assert storage.collect() == 0, "its row might be in the making"
    assert storage.collect(now=datetime.now(UTC) + timedelta(days=2)) == 1
    assert not orphan.exists()


def test_collecting_leaves_what_a_row_names(piece: Evidence, vault: Path) -> None:
    assert storage.collect(now=datetime.now(UTC) + timedelta(days=2)) == 0
    assert len(stored(vault)) == 1


@pytest.mark.parametrize(
    ("exif", "moment"),
    [
        (making.taken("2026:11:20 20:14:00"), datetime(2026, 11, 20, 12, 14, tzinfo=UTC)),
        (making.taken("2026:11:20 20:14:00", "+09:00"), datetime(2026, 11, 20, 11, 14, tzinfo=UTC)),
        (making.taken("2031:01:01 00:00:00"), None),
        (making.taken("0000:00:00 00:00:00"), None),
        (making.taken("yesterday"), None),
        (b"Exif\0\0garbage", None),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_when_it_was_taken_comes_from_the_file(
    case: Complaint, alice: User, exif: bytes, moment: datetime | None, kind: str
) -> None:
    content = making.picture(kind, exif=exif)
    added = add_evidence(case, upload(content, f"a.{kind.lower()}"), kind="goods", actor=alice, now=NOON)
    assert added.evidence.captured_at == moment


def test_chunks_are_hashed_as_they_come(case: Complaint, alice: User) -> None:
    big = making.picture("PNG") + bytes(5_000_000)
    file = TemporaryUploadedFile("a.png", "image/png", len(big), None)
    file.write(big)
    added = add_evidence(case, file, kind="goods", actor=alice)
    assert added.evidence.blob.sha256 == hashlib.sha256(big).hexdigest()
