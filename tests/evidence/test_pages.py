"""The pages: adding many files with and without JavaScript, describing, removing."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Kind
from evidence import curation
from evidence.models import Evidence
from evidence.previews import make_previews
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload

XHR = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def add_url(case: Complaint) -> str:
    return reverse("evidence:add", args=(case.public_code,))


@pytest.fixture
def index_url(case: Complaint) -> str:
    return reverse("evidence:index", args=(case.public_code,))


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_many_files_at_once_are_all_kept(page: Client, case: Complaint, add_url: str, index_url: str) -> None:
    files = [screen("000.jpg"), screen("002.jpg"), screen("005.png")]
    response = page.post(add_url, {"files": files, "kind": "chat"})
    assert (response.status_code, response["Location"]) == (302, index_url)
    assert said(response) == ["3 files saved, unchanged."]
    assert set(case.evidence.values_list("kind", flat=True)) == {"chat"}


def test_one_bad_file_costs_only_itself(page: Client, case: Complaint, add_url: str) -> None:
    files = [screen("000.jpg"), upload(making.EXE, "照片.jpg"), upload(b"", "空.jpg"), screen("005.png")]
    response = page.post(add_url, {"files": files, "kind": "goods"})
    told = said(response)
    assert case.evidence.count() == 2
    assert told[0] == "2 files saved, unchanged."
    assert told[1].startswith("“照片.jpg” was not saved.")
    assert told[2].startswith("“空.jpg” was not saved.")


def test_fifty_one_files_store_nothing(page: Client, case: Complaint, add_url: str) -> None:
    files = [upload(making.picture("PNG", colour=f"#0000{n:02x}"), f"{n}.png") for n in range(51)]
    response = page.post(f"{add_url}?kind=goods", {"files": files})
    assert response["Location"] == f"{add_url}?kind=goods"
    assert "51 files; at most 50" in said(response)[0]
    assert case.evidence.count() == 0


def test_fifty_are_taken(page: Client, case: Complaint, add_url: str) -> None:
    files = [upload(making.picture("PNG", colour=f"#0000{n:02x}"), f"{n}.png") for n in range(50)]
    page.post(add_url, {"files": files})
    assert case.evidence.count() == 50


def test_choosing_nothing_says_so(page: Client, add_url: str) -> None:
    assert said(page.post(add_url, {})) == ["No file was chosen."]


def test_the_script_gets_one_answer_a_file(page: Client, case: Complaint, add_url: str) -> None:
    response = page.post(add_url, {"files": [screen()], "kind": "order"}, headers=XHR)
    piece: Evidence = case.evidence.get()
    answer = response.json()
    assert response.status_code == 201
    assert (answer["ok"], answer["name"], answer["duplicate"]) == (True, "000.jpg", False)
    assert (answer["evidence"], answer["href"]) == (piece.public_code, piece.get_absolute_url())


def test_the_script_is_told_of_a_duplicate(page: Client, add_url: str, piece: Evidence) -> None:
    response = page.post(add_url, {"files": [screen()]}, headers=XHR)
    assert (response.status_code, response.json()["ok"], response.json()["duplicate"]) == (200, True, True)
    assert "订单截图.jpg" in response.json()["message"]


def test_the_script_is_told_why_not(page: Client, add_url: str) -> None:
    response = page.post(add_url, {"files": [upload(making.HTML, "a.jpg")]}, headers=XHR)
    assert (response.status_code, response.json()["ok"], response.json()["error"]) == (422, False, "mismatch")


def test_the_script_without_a_session_is_told_so_rather_than_redirected(client: Client, add_url: str) -> None:
    response = client.post(add_url, {"files": [screen()]}, headers=XHR)
    assert (response.status_code, response.json()["error"]) == (401, "signed_out")


def test_an_unknown_slot_is_other(page: Client, case: Complaint, add_url: str) -> None:
    page.post(add_url, {"files": [screen()], "kind": "<b>"})
    assert case.evidence.get().kind == "other"


def test_limits_stand_on_the_page_before_choosing(page: Client, add_url: str) -> None:
    html = page.get(f"{add_url}?kind=promotion").content.decode()
    assert "Up to 50 files" in html
    assert "500.0" in html
    assert 'name="kind" value="promotion"' in html
    assert 'enctype="multipart/form-data"' in html


def test_the_camera_is_offered_where_asked_for_and_for_what_is_photographed(page: Client, add_url: str) -> None:
    assert "capture=" in page.get(f"{add_url}?kind=order&camera=1").content.decode()
    assert "capture=" in page.get(f"{add_url}?kind=goods").content.decode()
    assert "capture=" not in page.get(f"{add_url}?kind=order").content.decode()


def test_nobody_is_sent_to_the_camera_for_a_screenshot(page: Client, case: Complaint, index_url: str) -> None:
    assert "camera=1" not in page.get(index_url).content.decode()  # the item's page
    Complaint.objects.filter(pk=case.pk).update(kind=Kind.QUALITY)
    assert "kind=defect&amp;camera=1" in page.get(index_url).content.decode()


def test_the_page_says_what_is_missing_first(page: Client, index_url: str, piece: Evidence) -> None:
    html = page.get(index_url).content.decode()
    assert html.index("3 things are still to be shown") < html.index("订单截图.jpg")
    assert "picture being prepared" in html
    assert piece.short_hash in html


def test_a_picture_that_cannot_be_shown_says_so(page: Client, index_url: str, piece: Evidence) -> None:
    piece.blob.state = BlobState.BROKEN
    piece.blob.save()
    assert "saved, but can't be shown" in page.get(index_url).content.decode()
    assert "can't be shown" in page.get(piece.get_absolute_url()).content.decode()


def test_more_evidence_costs_no_more_queries(page: Client, case: Complaint, alice: User, index_url: str) -> None:
    counts = []
    for name in ("000.jpg", "002.jpg", "005.png", "006.png"):
        make_previews(add_evidence(case, screen(name), kind="goods", actor=alice).evidence)
        with CaptureQueriesContext(connection) as asked:
            page.get(index_url)
        counts.append(sum('FROM "evidence_' in query["sql"] for query in asked))
    assert counts == [2, 2, 2, 2]


def test_a_file_is_shown_large_with_its_hash(page: Client, piece: Evidence) -> None:
    make_previews(piece)
    html = page.get(piece.get_absolute_url()).content.decode()
    assert piece.blob.sha256 in html
    assert f"{piece.file_url.removesuffix('file')}thumb/preview" in html


@pytest.mark.parametrize(("content", "tag"), [(making.MP4, "<video"), (making.M4A, "<audio")])
def test_recordings_play_on_the_page(page: Client, case: Complaint, alice: User, content: bytes, tag: str) -> None:
    piece = add_evidence(case, upload(content, "a"), kind="goods", actor=alice).evidence
    assert tag in page.get(piece.get_absolute_url()).content.decode()


def test_it_can_be_renamed_and_moved(page: Client, piece: Evidence) -> None:
    url = reverse("evidence:describe", args=(piece.complaint.public_code, piece.public_code))
    page.post(url, {"name": "近照.jpg", "kind": "goods", "proves": "成分表", "source": ""})
    piece.refresh_from_db()
    assert (piece.name, piece.kind, piece.proves) == ("近照.jpg", "goods", "成分表")


def test_an_empty_name_is_refused_beside_the_field_and_nothing_is_lost(page: Client, piece: Evidence) -> None:
    url = reverse("evidence:describe", args=(piece.complaint.public_code, piece.public_code))
    response = page.post(url, {"name": "", "kind": "goods", "proves": "写了很久的一句话", "source": ""})
    assert response.status_code == 422
    assert "写了很久的一句话" in response.content.decode()
    piece.refresh_from_db()
    assert piece.kind == "order"


def test_removing_can_be_undone(page: Client, index_url: str, piece: Evidence) -> None:
    args = (piece.complaint.public_code, piece.public_code)
    page.post(reverse("evidence:remove", args=args))
    trash = reverse("evidence:trash", args=args[:1])
    assert trash in page.get(index_url).content.decode()
    assert reverse("evidence:restore", args=args) in page.get(trash).content.decode()
    page.post(reverse("evidence:restore", args=args))
    piece.refresh_from_db()
    assert piece.deleted_at is None


def test_a_removed_file_says_so_on_its_own_page(page: Client, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    assert "removed from the case" in page.get(piece.get_absolute_url()).content.decode()


def test_the_pages_speak_chinese(page: Client, index_url: str, piece: Evidence) -> None:
    page.cookies["django_language"] = "zh-hans"
    with translation.override("zh-hans"):
        assert "还差 3 项，先补这一项：写着卖家原话的页面截图。" in page.get(index_url).content.decode()
