"""What phones and chat exports bring besides pictures: sound, text in any encoding, and archives with files in them."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from complaints.models import Complaint
from evidence.receiving import receive, summary
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload

HTML_CHAT = f"<!DOCTYPE html><html><body><script>alert(1)</script>{making.CHAT}</body></html>"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (making.picture("AVIF"), "a.avif", "image/avif"),
        (making.AMR, "语音.amr", "audio/amr"),
        (making.WAV, "录音.wav", "audio/wav"),
        (making.CHAT.encode(), "聊天记录.txt", "text/plain"),
        (making.CHAT.encode("utf-8-sig"), "聊天记录.txt", "text/plain"),
        (making.CHAT.encode("utf-16"), "聊天记录.txt", "text/plain"),
        (making.CHAT.encode("gb18030"), "聊天记录.txt", "text/plain"),
        (b"plain ASCII words", "a.txt", "text/plain"),
        ("时间,谁,说了什么\n20:14,客服,明天退款".encode(), "聊天.csv", "text/csv"),
        (HTML_CHAT.encode(), "聊天记录.html", "text/html"),
    ],
)
def test_what_phones_produce_is_kept_as_what_it_is(
    case: Complaint, alice: User, content: bytes, name: str, media_type: str
) -> None:
    added = add_evidence(case, upload(content, name), kind="chat", actor=alice)
    assert (added.evidence.blob.media_type, added.evidence.name, added.note) == (media_type, name, "")


def test_a_text_is_never_shown_as_a_page_of_ours(case: Complaint, alice: User, client: Client) -> None:
    client.force_login(alice)
    piece = add_evidence(case, upload(HTML_CHAT.encode(), "聊天.html"), kind="chat", actor=alice).evidence
    answer = client.get(piece.file_url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue() == HTML_CHAT.encode()


def test_an_archive_is_kept_with_every_file_in_it(case: Complaint, alice: User) -> None:
    files = {
        "导出/聊天.txt": making.CHAT.encode(),
        "导出/订单.jpg": screen().read(),
        "坏.exe": making.EXE,
        "空.jpg": b"",
    }
    with translation.override("en"):
        answer, *more = receive(case, [upload(making.archive(files), "导出.zip")], kind="chat", actor=alice)
    assert not more
    assert answer.ok
    assert "2 files were unpacked from it. Not kept: 坏.exe, 空.jpg." in answer.message
    assert [member.error for member in answer.members] == ["", "", "type", "empty"]
    kept = {piece.name: piece for piece in case.evidence.select_related("blob")}
    assert sorted(kept) == ["导出.zip", "聊天.txt", "订单.jpg"]
    assert "导出.zip" in kept["聊天.txt"].source
    with translation.override("en"):
        assert summary([answer]) == "3 files saved, unchanged."


def test_an_archive_sent_again_keeps_nothing_twice_and_makes_good_what_was_lost(case: Complaint, alice: User) -> None:
    data = making.archive({"a.txt": b"one", "b.txt": b"two"})
    receive(case, [upload(data, "a.zip")], kind="chat", actor=alice)
    case.evidence.get(name="b.txt").delete()
    (answer,) = receive(case, [upload(data, "a.zip")], kind="chat", actor=alice)
    assert answer.duplicate
    assert [member.duplicate for member in answer.members] == [True, False]
    assert case.evidence.count() == 3


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.txt", "C:\\windows\\a.txt", "a\u202etxt.exe.txt", "x" * 300 + ".txt"]
)
def test_no_name_in_an_archive_leads_anywhere(case: Complaint, alice: User, name: str) -> None:
    (answer,) = receive(case, [upload(making.archive({name: b"words"}), "a.zip")], kind="chat", actor=alice)
    (member,) = answer.members
    assert member.evidence
    assert not {"/", "\\", "\u202e"} & set(member.evidence.name)
    assert len(member.evidence.name) <= 120


def test_a_name_in_gbk_is_read_as_it_was_written(case: Complaint, alice: User) -> None:
    (answer,) = receive(case, [upload(making.gbk_archive("聊天记录.txt", b"words"), "a.zip")], kind="chat", actor=alice)
    assert [member.name for member in answer.members] == ["聊天记录.txt"]


def test_an_archive_in_an_archive_is_kept_and_not_opened(case: Complaint, alice: User) -> None:
    inner = making.archive({"b.txt": b"words"})
    (answer,) = receive(case, [upload(making.archive({"inner.zip": inner}), "a.zip")], kind="chat", actor=alice)
    assert [piece.name for piece in case.evidence.order_by("pk")] == ["a.zip", "inner.zip"]
    assert answer.members[0].members == ()


def test_a_member_that_is_longer_than_it_says_is_refused(case: Complaint, alice: User) -> None:
    data = bytearray(making.archive({"a.txt": b"0123456789" * 99}))
    at = data.index(b"PK\x01\x02") + 24  # its size unpacked, in the list at the end
    data[at : at + 4] = (100).to_bytes(4, "little")
    (answer,) = receive(case, [upload(bytes(data), "a.zip")], kind="chat", actor=alice)
    assert [member.error in ("bomb", "damaged") for member in answer.members] == [True]
    assert case.evidence.count() == 1


def test_the_page_answers_for_the_files_in_it(case: Complaint, alice: User, client: Client) -> None:
    client.force_login(alice)
    url = reverse("evidence:add", args=(case.public_code,))
    sent = {"files": upload(making.archive({"a.txt": b"words", "b.exe": making.EXE}), "a.zip"), "kind": "chat"}
    answer = client.post(url, sent, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 201
    members = json.loads(answer.content)["members"]
    assert [(member["name"], member["ok"]) for member in members] == [("a.txt", True), ("b.exe", False)]
    assert client.get(reverse("evidence:index", args=(case.public_code,))).status_code == 200
    for piece in case.evidence.all():
        assert client.get(piece.get_absolute_url()).status_code == 200


def test_the_page_of_a_text_shows_what_is_written_in_it(case: Complaint, alice: User, client: Client) -> None:
    client.force_login(alice)
    piece = add_evidence(case, upload(HTML_CHAT.encode(), "聊天.html"), kind="chat", actor=alice).evidence
    shown = client.get(piece.get_absolute_url()).content.decode()
    assert "亲，明天上午给您退款" in shown
    assert "<script>alert(1)" not in shown
    in_gbk = upload(making.CHAT.encode("gb18030"), "聊天.txt")
    text = add_evidence(case, in_gbk, kind="chat", actor=alice).evidence
    assert "亲，明天上午给您退款" in client.get(text.get_absolute_url()).content.decode()
