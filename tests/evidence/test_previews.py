"""Thumbnails: small, upright, with nothing but pixels; and honest where there can be none."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from PIL import Image, ImageCms
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from complaints.models import Complaint
from evidence import tasks
from evidence.models import Blob, Derivative, Evidence
from evidence.previews import make_previews
from evidence.status import TRIES, BlobState, DerivativeKind
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload

Add = Callable[[bytes, str], Evidence]


@pytest.fixture
def add(case: Complaint, alice: User) -> Add:
    return lambda content, name: add_evidence(case, upload(content, name), kind="goods", actor=alice).evidence


def shown(evidence: Evidence, kind: DerivativeKind) -> Image.Image:
    with storage.read(evidence.derivatives.get(kind=kind).blob) as file:
        return Image.open(BytesIO(file.read()))


def rebuilt(*arguments: str, code: int = 0) -> list[dict[str, Any]]:
    said = StringIO()
    with nullcontext() if code == 0 else pytest.raises(SystemExit):
        call_command("rebuild_previews", *arguments, stdout=said)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_screenshot_gets_a_square_thumbnail_and_a_readable_preview(piece: Evidence) -> None:
    assert len(make_previews(piece)) == 2
    thumb, preview = shown(piece, DerivativeKind.THUMB), shown(piece, DerivativeKind.PREVIEW)
    assert (thumb.format, thumb.size) == ("WEBP", (320, 320))
    assert (preview.format, preview.size) == ("WEBP", (1080, 2400))


def test_a_wide_photograph_is_made_smaller(add: Add) -> None:
    piece = add(making.picture("JPEG", (4000, 3000)), "a.jpg")
    make_previews(piece)
    assert shown(piece, DerivativeKind.PREVIEW).size == (1280, 960)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "HEIF"])
def test_every_picture_we_take_can_be_shown(add: Add, kind: str) -> None:
    ending = {"HEIF": "heic", "JPEG": "jpg"}.get(kind, kind.lower())
    piece = add(making.picture(kind, (500, 400)), f"a.{ending}")
    assert {made.kind for made in make_previews(piece)} == {"thumb", "preview"}


def test_previews_carry_no_metadata_and_stand_upright(add: Add) -> None:
    exif = making.taken("2026:11:20 20:14:00", orientation=6, place=True)
    piece = add(making.picture("JPEG", (600, 400), exif=exif), "a.jpg")
    make_previews(piece)
    for kind in DerivativeKind:
        image = shown(piece, kind)
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "icc_profile"} & image.info.keys()
    assert shown(piece, DerivativeKind.PREVIEW).size == (400, 600)


def test_colours_of_a_wide_profile_come_out_as_they_looked(add: Add) -> None:
    target = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (64, 64), (200, 30, 40)).save(target, "PNG", icc_profile=profile)
    piece = add(target.getvalue(), "a.png")
    make_previews(piece)
    red, green, blue = shown(piece, DerivativeKind.PREVIEW).convert("RGB").resize((1, 1)).tobytes()
    assert max(abs(red - 200), abs(green - 30), abs(blue - 40)) < 8


def test_making_them_twice_makes_them_once(piece: Evidence) -> None:
    make_previews(piece)
    assert make_previews(piece) == []
    assert Derivative.objects.count() == 2


def test_a_picture_that_cannot_be_decoded_is_kept_and_said(add: Add, vault: Path) -> None:
    piece = add(making.png_undecodable(), "a.png")
    assert make_previews(piece) == []
    piece.refresh_from_db()
    assert piece.blob.state == BlobState.BROKEN
    assert (vault / piece.blob.key).read_bytes() == making.png_undecodable()


def test_a_picture_that_kills_its_worker_is_not_tried_for_ever(piece: Evidence) -> None:
    Blob.objects.filter(pk=piece.blob.pk).update(tries=TRIES)
    assert make_previews(piece) == []
    piece.blob.refresh_from_db()
    assert piece.blob.state == BlobState.BROKEN


def test_the_command_makes_what_is_missing(piece: Evidence) -> None:
    assert rebuilt("--missing") == [{"evidence": piece.public_code, "file": piece.name, "made": True}]
    assert Derivative.objects.count() == 2
    assert rebuilt("--missing") == []


def test_all_are_made_anew_and_the_old_go(add: Add, piece: Evidence, other_case: Complaint) -> None:
    make_previews(piece)
    before = set(Derivative.objects.values_list("pk", flat=True))
    broken = add(making.png_undecodable(), "b.png")
    assert [line["made"] for line in rebuilt("--case", piece.complaint.number, code=1)] == [True, False]
    assert before.isdisjoint(Derivative.objects.values_list("pk", flat=True))
    assert Derivative.objects.count() == 2
    broken.blob.refresh_from_db()
    assert broken.blob.state == BlobState.BROKEN
    assert rebuilt("--case", other_case.number) == []


def test_what_could_not_be_shown_once_gets_another_chance(piece: Evidence) -> None:
    Blob.objects.filter(pk=piece.blob.pk).update(state=BlobState.BROKEN, tries=TRIES)
    assert rebuilt()[0]["made"]
    piece.blob.refresh_from_db()
    assert (piece.blob.state, piece.blob.tries) == (BlobState.STORED, 0)


def test_the_old_ones_are_shown_until_the_new_are_there(piece: Evidence, vault: Path) -> None:
    make_previews(piece)
    (vault / piece.blob.key).write_bytes(making.png_undecodable())
    assert not rebuilt(code=1)[0]["made"]
    assert piece.derivatives.count() == 2


def test_the_task_is_the_same_function(piece: Evidence) -> None:
    tasks.previews(piece.pk)
    assert Derivative.objects.count() == 2
    tasks.previews(10**9)


def test_an_upload_does_not_wait_for_a_broker_that_is_away(
    case: Complaint,
    alice: User,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(current_app.conf, "broker_url", f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0")
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        add_evidence(case, screen(), kind="order", actor=alice)
    assert time.monotonic() - began < 2
    assert "no broker" in caplog.text
