"""What people may write about a file, and whose clock its times are shown on."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from evidence.forms import DescribeForm
from evidence.models import Evidence
from evidence.validators import NAME_LENGTH
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import upload


def form(piece: Evidence, name: str, **more: str) -> DescribeForm:
    return DescribeForm({"name": name, "kind": "order", "proves": "", "source": ""} | more, evidence=piece)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("近照.jpg", "近照.jpg"),
        ("  近照.JPG ", "近照.JPG"),
        ("近照", "近照.jpg"),
        ("近照.png", "近照.jpg"),
        ("近\x00照\x1b\x7f.jpg", "近照.jpg"),
        ("近照\u202egnp.jpg", "近照gnp.jpg"),
        ("两行\r\n的名字.jpg", "两行 的名字.jpg"),
        ("满100减5.5元的优惠活动页面截图", "满100减5.5元的优惠活动页面截图.jpg"),
        ("é".join("aa") + ".jpg", "aéa.jpg"),
    ],
)
def test_a_name_is_kept_as_it_reads_with_an_ending_that_fits(piece: Evidence, said: str, kept: str) -> None:
    filled = form(piece, said)
    assert filled.is_valid(), filled.errors
    assert filled.description().name == kept


@pytest.mark.parametrize(
    "said", ["", "   ", "\x00\x01", "\u200b", "...", "近照/背面.jpg", "近照\\背面.jpg", "近照.mp4"]
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(piece: Evidence, said: str) -> None:
    assert list(form(piece, said).errors) == ["name"]


def test_too_long_is_said_and_never_cut(piece: Evidence) -> None:
    longest = "长" * (NAME_LENGTH - 4) + ".jpg"
    assert form(piece, longest).is_valid()
    assert form(piece, longest).data["name"] == longest
    assert list(form(piece, "长" + longest).errors) == ["name"]
    assert list(form(piece, "a.jpg", proves="长" * 201, source="长" * 121).errors) == ["proves", "source"]


def test_what_is_refused_stands_in_the_form_again(client: Client, alice: User, piece: Evidence) -> None:
    client.force_login(alice)
    said = {"name": "近照/背面.jpg", "kind": "goods", "proves": "成分表", "source": "手机"}
    response = client.post(f"{piece.get_absolute_url()}describe/", said)
    assert response.status_code == 422
    assert all(
        words in response.content.decode() for words in ("近照/背面.jpg", "成分表", "手机", 'aria-invalid="true"')
    )


@pytest.mark.parametrize(
    ("zone", "received", "taken"),
    [("Asia/Shanghai", "Nov. 23, 2026, 12:30 p.m.", "Nov. 22, 2026, 8:14 p.m."),
     ("Europe/Berlin", "Nov. 23, 2026, 5:30 a.m.", "Nov. 22, 2026, 1:14 p.m."),
     ("America/Los_Angeles", "Nov. 22, 2026, 8:30 p.m.", "Nov. 22, 2026, 4:14 a.m.")],
)  # fmt: skip
def test_times_stand_on_the_readers_own_clock(
    zone: str, received: str, taken: str, client: Client, case: Complaint, alice: User
) -> None:
    photo = making.picture("JPEG", exif=making.taken("2026:11:22 20:14:00", "+08:00"))
    now = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    piece = add_evidence(case, upload(photo, "实物.jpg"), kind="goods", actor=alice, now=now).evidence
    User.objects.filter(pk=alice.pk).update(time_zone=zone)
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    html = client.get(piece.get_absolute_url()).content.decode()
    assert received in html
    assert taken in html
