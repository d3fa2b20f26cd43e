"""What phones and chat exports bring besides pictures: sound, text in any encoding, and archives with files in them."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from complaints import timeline
from complaints.models import Complaint
from evidence import unpacking
from evidence.models import Blob, Evidence
from evidence.receiving import Answer
from evidence.unpacking import unpack
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload

HTML_CHAT = f"<!DOCTYPE html><html><body><script>alert(1)</script>{making.CHAT}</body></html>"


def taken_in(case: Complaint, who: User, data: bytes, name: str) -> tuple[Evidence, list[Answer]]:
    """The archive, unpacked, and what became of the files in it."""
    archive = add_evidence(case, upload(data, name), kind="chat", actor=who).evidence
    answers = unpack(archive)
    archive.refresh_from_db()
    return archive, answers


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
    archive, members = taken_in(case, alice, making.archive(files), "导出.zip")
    assert [member.error for member in members] == ["", "", "type", "empty"]
    kept = {piece.name: piece for piece in case.evidence.select_related("blob")}
    assert sorted(kept) == ["导出.zip", "聊天.txt", "订单.jpg"]
    assert "导出.zip" in kept["聊天.txt"].source
    assert archive.unpacked_at
    event = case.events.get(kind="archive_unpacked")
    with translation.override("en"):
        line = timeline.line_of(event)
    assert (line.text, line.detail) == ("2 files unpacked from 导出.zip", "Not kept: 坏.exe, 空.jpg.")


def test_what_a_killed_worker_left_undone_is_made_good_and_nothing_is_kept_twice(case: Complaint, alice: User) -> None:
    archive, _members = taken_in(case, alice, making.archive({"a.txt": b"one", "b.txt": b"two"}), "a.zip")
    assert unpack(archive) == [], "done is done"
    case.evidence.get(name="b.txt").delete()
    Evidence.objects.filter(pk=archive.pk).update(unpacked_at=None)
    assert list(unpacking.waiting()) == [archive]
    again = unpack(Evidence.objects.get(pk=archive.pk))
    assert [member.duplicate for member in again] == [True, False]
    assert case.evidence.count() == 3
    assert not unpacking.waiting().exists()


def test_an_archive_that_kills_its_worker_is_not_tried_without_end(case: Complaint, alice: User) -> None:
    archive = add_evidence(case, upload(making.archive({"a.txt": b"one"}), "a.zip"), kind="chat", actor=alice).evidence
    Blob.objects.filter(pk=archive.blob_id).update(tries=unpacking.TRIES)
    assert unpack(archive) == []
    assert not unpacking.waiting().exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.txt", "C:\\windows\\a.txt", "a\u202etxt.exe.txt", "x" * 300 + ".txt"]
)
def test_no_name_in_an_archive_leads_anywhere(case: Complaint, alice: User, name: str) -> None:
    _archive, (member,) = taken_in(case, alice, making.archive({name: b"words"}), "a.zip")
    assert member.evidence
    assert not {"/", "\\", "\u202e"} & set(member.evidence.name)
    assert len(member.evidence.name) <= 120


def test_a_name_in_gbk_is_read_as_it_was_written(case: Complaint, alice: User) -> None:
    _archive, members = taken_in(case, alice, making.gbk_archive("聊天记录.txt", b"words"), "a.zip")
    assert [member.name for member in members] == ["聊天记录.txt"]


def test_an_archive_in_an_archive_is_kept_and_not_opened(case: Complaint, alice: User) -> None:
    inner = making.archive({"b.txt": b"words"})
    taken_in(case, alice, making.archive({"inner.zip": inner}), "a.zip")
    assert [piece.name for piece in case.evidence.order_by("pk")] == ["a.zip", "inner.zip"]


def test_a_member_that_is_longer_than_it_says_is_refused(case: Complaint, alice: User) -> None:
    data = bytearray(making.archive({"a.txt": b"0123456789" * 99}))
    at = data.index(b"PK\x01\x02") + 24  # its size unpacked, in the list at the end
    data[at : at + 4] = (100).to_bytes(4, "little")
    _archive, (member,) = taken_in(case, alice, bytes(data), "a.zip")
    assert member.error in ("bomb", "damaged")
    assert case.evidence.count() == 1


def test_the_page_takes_an_archive_and_leaves_unpacking_to_the_worker(
    case: Complaint, alice: User, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client.force_login(alice)
    url = reverse("evidence:add", args=(case.public_code,))
    sent = {"files": upload(making.archive({"a.txt": b"words"}), "a.zip"), "kind": "chat"}
    with django_capture_on_commit_callbacks() as asked:
        answer = client.post(url, sent, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 201
    archive = case.evidence.get()
    assert [each.args for each in asked if isinstance(each, partial)] == [("evidence.tasks.unpack", archive.pk)]
    unpack(archive)
    assert client.get(reverse("evidence:index", args=(case.public_code,))).status_code == 200
    assert {client.get(piece.get_absolute_url()).status_code for piece in case.evidence.all()} == {200}


def test_the_page_of_a_text_shows_what_is_written_in_it(case: Complaint, alice: User, client: Client) -> None:
    client.force_login(alice)
    piece = add_evidence(case, upload(HTML_CHAT.encode(), "聊天.html"), kind="chat", actor=alice).evidence
    shown = client.get(piece.get_absolute_url()).content.decode()
    assert "亲，明天上午给您退款" in shown
    assert "<script>alert(1)" not in shown
    in_gbk = upload(making.CHAT.encode("gb18030"), "聊天.txt")
    text = add_evidence(case, in_gbk, kind="chat", actor=alice).evidence
    assert "亲，明天上午给您退款" in client.get(text.get_absolute_url()).content.decode()
