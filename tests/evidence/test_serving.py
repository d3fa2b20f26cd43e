"""The door out: headers that keep an upload from acting, parts for players, and names as they were given."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints.models import Complaint
from evidence.models import Evidence
from evidence.previews import make_previews
from evidence.vault.intake import add_evidence
from evidence.vault.serving import NoSuchPart, Span, wanted_span
from tests.evidence import making
from tests.evidence.conftest import SCREENS, upload


@pytest.fixture
def film(case: Complaint, alice: User) -> Evidence:
    return add_evidence(case, upload(making.MP4, "开箱 视频.mp4"), kind="goods", actor=alice).evidence


@pytest.fixture
def asked(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_original_comes_back_as_it_was_sent(asked: Client, piece: Evidence) -> None:
    response = asked.get(piece.file_url)
    assert body(response) == (SCREENS / "000.jpg").read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(piece.blob.size)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(("query", "way"), [("", "inline"), ("?download", "attachment")])
def test_a_chinese_name_survives(asked: Client, piece: Evidence, query: str, way: str) -> None:
    disposition = asked.get(piece.file_url + query)["Content-Disposition"]
    assert disposition == f"{way}; filename*=utf-8''%E8%AE%A2%E5%8D%95%E6%88%AA%E5%9B%BE.jpg"


def test_a_paper_is_saved_not_opened(asked: Client, case: Complaint, alice: User) -> None:
    paper = add_evidence(case, upload(making.PDF, "a.pdf"), kind="other", actor=alice).evidence
    assert asked.get(paper.file_url)["Content-Disposition"] == 'attachment; filename="a.pdf"'


def test_what_the_browser_has_is_not_sent_again(asked: Client, piece: Evidence) -> None:
    etag = asked.get(piece.file_url)["ETag"]
    again = asked.get(piece.file_url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"


def test_a_player_gets_the_part_it_asks_for(asked: Client, film: Evidence) -> None:
    response = asked.get(film.file_url, headers={"Range": "bytes=100-199"})
    assert response.status_code == 206
    assert body(response) == making.MP4[100:200]
    assert response["Content-Range"] == f"bytes 100-199/{len(making.MP4)}"
    assert response["Content-Length"] == "100"
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_beyond_the_end_is_refused(asked: Client, film: Evidence) -> None:
    response = asked.get(film.file_url, headers={"Range": "bytes=999999-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(making.MP4)}")


def test_a_part_of_another_version_is_the_whole(asked: Client, film: Evidence) -> None:
    response = asked.get(film.file_url, headers={"Range": "bytes=0-9", "If-Range": '"older"'})
    assert (response.status_code, body(response)) == (200, making.MP4)


def test_head_says_the_size_and_sends_nothing(asked: Client, film: Evidence) -> None:
    response = asked.head(film.file_url)
    assert (response.status_code, response["Content-Length"]) == (200, str(len(making.MP4)))


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", None),
        ("bytes=0-0", Span(0, 0)),
        ("bytes=90-", Span(90, 99)),
        ("bytes=90-500", Span(90, 99)),
        ("bytes=-10", Span(90, 99)),
        ("bytes=-500", Span(0, 99)),
        ("bytes=0-9,20-29", None),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("bytes=a-b", None),
    ],
)
def test_ranges_are_read_as_the_rfc_says(header: str, span: Span | None) -> None:
    assert wanted_span(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_ranges_outside_are_refused(header: str) -> None:
    with pytest.raises(NoSuchPart):
        wanted_span(header, 100)


def test_a_thumbnail_is_there_once_made_and_may_be_kept(asked: Client, piece: Evidence) -> None:
    url = piece.file_url.replace("/file", "/thumb/thumb")
    assert asked.get(url).status_code == 404
    make_previews(piece)
    response = asked.get(url)
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/webp", "private, max-age=86400")
    assert body(response)[8:12] == b"WEBP"


def test_bytes_that_are_gone_are_a_404(asked: Client, piece: Evidence, vault: Any) -> None:
    (vault / piece.blob.key).unlink()
    assert asked.get(piece.file_url).status_code == 404


def test_bytes_that_are_gone_are_a_404_of_ours_with_a_server_in_front(
    asked: Client, piece: Evidence, vault: Any, settings: Settings
) -> None:
    settings.ACCEL_PREFIX = "/evidence-files/"
    assert asked.get(piece.file_url)["X-Accel-Redirect"] == f"/evidence-files/{piece.blob.key}"
    (vault / piece.blob.key).unlink()
    assert asked.get(piece.file_url).status_code == 404
