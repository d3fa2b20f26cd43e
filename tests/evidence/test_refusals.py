"""What the door doesn't take: each refusal says why, and leaves nothing behind."""

import struct
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from accounts.models import User
from complaints.models import Complaint
from evidence import validators
from evidence.models import Blob, Evidence
from evidence.vault.intake import Rejected, add_evidence
from tests.evidence import making
from tests.evidence.conftest import SCREENS, upload

JPEG = (SCREENS / "000.jpg").read_bytes()
PNG = (SCREENS / "005.png").read_bytes()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.jpg", "empty"),
        (making.EXE, "照片.jpg", "type"),
        (making.HTML, "a.jpg", "mismatch"),
        (making.SVG, "a.svg", "type"),
        (making.SVG, "a.png", "type"),
        (making.SVG, "a.txt", "type"),
        (making.ZIP, "a.zip", "damaged"),
        (making.ZIP, "a.jpg", "damaged"),
        (making.archive({}), "a.zip", "empty"),
        (making.archive({"a/": b"", "__MACOSX/._a.jpg": b"x", ".DS_Store": b"x"}), "a.zip", "empty"),
        (making.archive({"a.txt": b"0" * 3_000_000}), "a.zip", "bomb"),
        (making.archive({"a.txt": b"abc"}, encrypted=True), "a.zip", "encrypted"),
        (making.archive({f"{n}.txt": b"abc" for n in range(501)}), "a.zip", "count"),
        (making.archive({"a.txt": b"abc"})[:-30], "a.zip", "damaged"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "a.mp4", "type"),
        (b"just words", "a.jpg", "mismatch"),
        (b"words\x00and more", "a.txt", "type"),
        (b"\x80\x81\x82\x83" * 99, "a.txt", "type"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.txt", "type"),
        (b"#EXTM3U\nhttp://127.0.0.1/", "a.txt", "type"),
        (b"\xff\xfe\x00", "a.txt", "type"),
        (making.PDF, "a.jpg", "mismatch"),
        (making.MP4, "a.png", "mismatch"),
        (JPEG, "a.pdf", "mismatch"),
        (JPEG[:5000], "a.jpg", "damaged"),
        (JPEG[:300], "a.jpg", "damaged"),
        (PNG[:5000], "a.png", "damaged"),
        (PNG[:20], "a.png", "damaged"),
        (making.picture("HEIF")[:200], "a.heic", "damaged"),
        (making.picture("WEBP")[:30], "a.webp", "damaged"),
        (making.picture("GIF")[:8], "a.gif", "damaged"),
        (making.png_text_bomb(), "a.png", "damaged"),
        (making.png_header_only(60_000, 60_000), "a.png", "pixels"),
        (making.png_header_only(12_000, 11_000), "a.png", "pixels"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bad_file_is_refused_with_a_reason(
    case: Complaint, alice: User, vault: Path, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Rejected) as refusal:
        add_evidence(case, upload(content, name), kind="goods", actor=alice)
    assert refusal.value.code == code
    assert refusal.value.message
    assert not [path for path in vault.rglob("*") if path.is_file()]
    assert (Evidence.objects.count(), Blob.objects.count(), case.events.count()) == (0, 0, 0)


def test_a_file_over_the_limit_is_refused_with_the_limit(
    case: Complaint, alice: User, settings: Settings, vault: Path
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(Rejected, match="1 MB") as refusal:
        add_evidence(case, upload(PNG + bytes(1024**2), "a.png"), kind="goods", actor=alice)
    assert refusal.value.code == "too_big"


def test_a_list_of_a_million_files_is_not_read(case: Complaint, alice: User) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    listed = entry * 30_000
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 30_000, 30_000, len(listed), 4, 0)
    with pytest.raises(Rejected) as refusal:
        add_evidence(case, upload(b"PK\x03\x04" + listed + end, "a.zip"), kind="goods", actor=alice)
    assert refusal.value.code == "count"


def test_a_picture_that_would_be_read_whole_has_a_limit_of_its_own(
    case: Complaint, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validators, "READ_WHOLE", 1024**2)
    with pytest.raises(Rejected, match="1 MB") as refusal:
        add_evidence(case, upload(PNG + bytes(1024**2), "a.png"), kind="goods", actor=alice)
    assert refusal.value.code == "too_big"
    assert add_evidence(case, upload(JPEG + bytes(1024**2), "a.jpg"), kind="goods", actor=alice).evidence


def test_a_size_that_lies_is_found_while_streaming(case: Complaint, alice: User, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    file = upload(PNG + bytes(1024**2), "a.png")
    file.size = 10
    with pytest.raises(Rejected) as refusal:
        add_evidence(case, file, kind="goods", actor=alice)
    assert refusal.value.code == "too_big"


@pytest.mark.parametrize(
    ("content", "called", "kept_as"),
    [
        (PNG, "截图.jpg", "截图.png"),
        (JPEG, "截图.PNG", "截图.jpg"),
        (JPEG, "截图", "截图.jpg"),
        (JPEG, "截图.dat", "截图.dat.jpg"),
        (making.picture("HEIF"), "IMG_1.JPG", "IMG_1.heic"),
        (making.M4A, "memo.mp3", "memo.m4a"),
    ],
)
def test_a_wrong_ending_is_mended_and_said(
    case: Complaint, alice: User, content: bytes, called: str, kept_as: str
) -> None:
    with translation.override("en"):
        added = add_evidence(case, upload(content, called), kind="goods", actor=alice)
    assert added.evidence.name == kept_as
    assert kept_as in added.note


@pytest.mark.parametrize(
    ("called", "kept_as"),
    [
        ("../../etc/a.jpg", "a.jpg"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("a\u202egpj.jpg", "agpj.jpg"),
        ("a\u0000b.jpg", "ab.jpg"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(case: Complaint, alice: User, called: str, kept_as: str) -> None:
    file = upload(JPEG, "a.jpg")
    vars(file)["_name"] = called  # as a client that doesn't go through a browser sends it
    assert add_evidence(case, file, kind="goods", actor=alice).evidence.name == kept_as
