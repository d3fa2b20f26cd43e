"""Where and with what a picture was taken: its owner alone is told; a file that lies or is damaged tells nothing."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from complaints.models import Complaint, EventBody
from complaints.status import Scope
from evidence.capture import Capture
from evidence.models import Evidence
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import upload

LetInFixture = Callable[[User, Scope], Any]
NORTH, EAST = "31.230000", "121.470000"


def exif(**gps: Any) -> bytes:
    found = Image.Exif()
    found[0x010F], found[0x0110] = "HUAWEI\0", "HUAWEI Mate 70\x07"
    found.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)} | gps.get("gps", {}))
    return found.tobytes()


def added(case: Complaint, alice: User, data: bytes, kind: str = "JPEG") -> Evidence:
    content = making.picture(kind, (60, 40), exif=data)
    return add_evidence(case, upload(content, f"a.{kind.lower()}"), kind="goods", actor=alice).evidence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_owner_is_told(case: Complaint, alice: User, client: Client, kind: str) -> None:
    piece = added(case, alice, exif(), kind)
    found = Capture.objects.get(evidence=piece)
    assert (found.device, str(found.latitude), str(found.longitude)) == ("HUAWEI Mate 70", NORTH, EAST)
    client.force_login(alice)
    html = client.get(piece.get_absolute_url()).content.decode()
    assert "HUAWEI Mate 70" in html
    assert NORTH in html
    assert "只有你能看到" in client.get(reverse("evidence:index", args=(case.public_code,))).content.decode()


@pytest.mark.parametrize("who", ["bob", "ada"])
def test_nobody_else_is(
    case: Complaint, alice: User, bob: User, ada: User, client: Client, let_in: LetInFixture, who: str
) -> None:
    piece = added(case, alice, exif())
    let_in(bob, Scope.ACT)
    client.force_login({"bob": bob, "ada": ada}[who])
    for url in (piece.get_absolute_url(), reverse("evidence:index", args=(case.public_code,))):
        html = client.get(url).content.decode()
        assert "HUAWEI" not in html
        assert NORTH not in html
        assert "只有你能看到" not in html


def test_neither_ledger_nor_the_copy_for_others_says_it(case: Complaint, alice: User, tmp_path: Path) -> None:
    added(case, alice, exif())
    assert not [body for body in EventBody.objects.all() if "HUAWEI" in str(body.data) or "31.2" in str(body.data)]
    call_command(
        "export_case", case.number, "--out", str(tmp_path / "out"), "--profile", "hand_over", stdout=StringIO()
    )
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert b"HUAWEI" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    "gps",
    [
        {2: (91.0, 0.0, 0.0)}, {4: (200.0, 0.0, 0.0)}, {1: "X"}, {1: 5}, {2: (31.0, 13.0)},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, {3: None},
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_not_told(case: Complaint, alice: User, gps: dict[int, Any]) -> None:
    piece = added(case, alice, exif(gps={key: value for key, value in gps.items() if value is not None}))
    if gps == {3: None}:
        assert Capture.objects.get(evidence=piece).latitude == Decimal(NORTH)
    else:
        assert Capture.objects.get(evidence=piece).latitude is None


def test_a_file_that_says_nothing_has_no_row(case: Complaint, alice: User) -> None:
    for data in (b"", making.taken("2026:11:20 20:14:00"), b"Exif\0\0" + bytes(range(256))):
        added(case, alice, data)
    assert not Capture.objects.exists()
