"""The words of tus 1.0.0: what each method answers, and every way to say it wrong."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from complaints.models import Complaint
from evidence.models import Evidence
from evidence.resumable import parts
from evidence.resumable.models import KEEP, PartialUpload, State
from tests.evidence.resumable.conftest import BODY, FILM, TUS, Sender, checksum, row

HALF = len(FILM) // 2


def test_options_say_what_we_can(sender: Sender) -> None:
    response = sender.client.options(sender.uploads)
    assert response.status_code == 204
    assert response["Tus-Version"] == response["Tus-Resumable"] == "1.0.0"
    assert set(response["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert response["Tus-Checksum-Algorithm"] == "sha256"
    assert response["Tus-Max-Size"] == str(500 * 1024**2)


def test_creation_answers_with_an_address_nobody_can_guess(sender: Sender) -> None:
    response = sender.begin(len(FILM))
    upload = row(response["Location"])
    assert response.status_code == 201
    assert response["Tus-Resumable"] == "1.0.0"
    assert (upload.length, upload.offset, upload.name, upload.kind) == (len(FILM), 0, "开箱.mp4", "goods")
    assert len(upload.public_id) == 32
    expires = parsedate_to_datetime(response["Upload-Expires"])
    assert abs(expires - timezone.now() - KEEP) < timedelta(minutes=1)


def test_head_says_how_far_it_is_and_is_never_cached(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    response = sender.ask(url)
    assert (response.status_code, response["Upload-Offset"], response["Upload-Length"]) == (
        200,
        str(HALF),
        str(len(FILM)),
    )
    assert "no-store" in response["Cache-Control"]


def test_patches_one_after_another_become_one_file(sender: Sender, case: Complaint, vault: Path) -> None:
    url = sender.begun(len(FILM))
    first = sender.go_on(url, 0, FILM[:HALF])
    assert (first.status_code, first["Upload-Offset"]) == (204, str(HALF))
    last = sender.go_on(url, HALF, FILM[HALF:])
    assert (last.status_code, last["Upload-Offset"], last.content) == (204, str(len(FILM)), b"")
    piece = case.evidence.get()
    assert (vault / piece.blob.key).read_bytes() == FILM
    assert (piece.name, piece.kind) == ("开箱.mp4", "goods")
    assert not list((vault / "incoming").iterdir())


def test_the_last_answer_says_in_json_what_became_of_it(sender: Sender, case: Complaint) -> None:
    response = sender.sent()
    piece: Evidence = case.evidence.get()
    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "name": "开箱.mp4",
        "message": "Saved, unchanged.",
        "duplicate": False,
        "error": "",
        "evidence": piece.public_code,
        "href": piece.get_absolute_url(),
    }


def test_an_unfinished_upload_lies_for_the_service_only(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    path = parts.path_of(row(url))
    assert path.read_bytes() == FILM[:HALF]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("offset", [0, HALF + 1, len(FILM), 10**14])
def test_a_wrong_offset_is_409_and_changes_nothing(sender: Sender, offset: int) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    assert sender.go_on(url, offset, b"x").status_code == 409
    assert row(url).offset == HALF


@pytest.mark.parametrize("method", ["post", "head", "patch", "delete"])
@pytest.mark.parametrize("version", ["", "0.2.2", "2.0.0"])
def test_another_version_is_412(sender: Sender, method: str, version: str) -> None:
    url = sender.uploads if method == "post" else sender.begun(len(FILM))
    headers = {"Tus-Resumable": version, "Upload-Length": "5"} if version else {"Upload-Length": "5"}
    response = getattr(sender.client, method)(url, headers=headers)
    assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")
    assert PartialUpload.objects.count() == (0 if method == "post" else 1)


def test_another_content_type_is_415(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    assert sender.client.patch(url, FILM, headers={"Upload-Offset": "0", **TUS}).status_code == 415
    assert row(url).offset == 0


def test_too_large_is_413_before_a_byte_comes(sender: Sender, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    response = sender.begin(1024**2 + 1)
    assert response.status_code == 413
    assert "1 MB" in response.json()["message"]


def test_more_bytes_than_announced_are_413(sender: Sender) -> None:
    url = sender.begun(HALF)
    assert sender.go_on(url, 0, FILM).status_code == 413
    assert row(url).offset == 0


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"Upload-Length": "-1"}, {}),
        ({"Upload-Length": "many"}, {}),
        ({"Upload-Length": "٣"}, {}),
        ({"Upload-Length": ""}, {}),
        ({"Upload-Metadata": "filename ***"}, {}),
        ({"Upload-Metadata": "filename /w=="}, {}),
        ({"Upload-Metadata": "a YQ==,a YQ=="}, {}),
        ({}, {"sha256": "abc"}),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if value else "none",
)
def test_what_cannot_be_read_is_400(sender: Sender, headers: dict[str, str], said: dict[str, str]) -> None:
    assert sender.begin(9, said=said, **headers).status_code == 400


def test_an_empty_file_is_refused_at_once(sender: Sender) -> None:
    response = sender.begin(0)
    assert (response.status_code, response.json()["error"]) == (422, "empty")


def test_a_checksum_that_holds_is_taken(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    assert sender.go_on(url, 0, FILM[:HALF], **checksum(FILM[:HALF])).status_code == 204
    assert row(url).offset == HALF


def test_a_checksum_that_does_not_hold_is_460_and_the_bytes_are_dropped(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:50])
    assert sender.go_on(url, 50, FILM[50:HALF], **checksum(b"other bytes")).status_code == 460
    assert sender.ask(url)["Upload-Offset"] == "50"
    assert parts.size_of(row(url)) == 50
    assert sender.go_on(url, 50, FILM[50:]).status_code == 204


@pytest.mark.parametrize("words", ["md5 aGVsbG8=", "sha256", "sha256 ???", "sha256 aGVsbG8="])
def test_a_checksum_we_cannot_compare_is_400(sender: Sender, words: str) -> None:
    url = sender.begun(len(FILM))
    assert sender.go_on(url, 0, FILM[:HALF], **{"Upload-Checksum": words}).status_code == 400


def test_termination_deletes_bytes_and_answers_410_from_then_on(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    assert sender.client.delete(url, headers=TUS).status_code == 204
    assert parts.size_of(row(url)) == 0
    assert sender.ask(url).status_code == sender.go_on(url, HALF, FILM[HALF:]).status_code == 410
    assert sender.client.delete(url, headers=TUS).status_code == 410


def test_an_expired_upload_is_410(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    PartialUpload.objects.update(touched_at=timezone.now() - KEEP - timedelta(minutes=1))
    assert sender.ask(url).status_code == sender.go_on(url, HALF, FILM[HALF:]).status_code == 410


def test_a_method_may_be_named_in_a_header(sender: Sender, case: Complaint) -> None:
    url = sender.begun(len(FILM))
    headers = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0", **TUS}
    assert sender.client.post(url, FILM, content_type=BODY, headers=headers).status_code == 204
    assert case.evidence.count() == 1


def test_a_link_cannot_name_a_method(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    response = sender.client.get(url, headers={"X-HTTP-Method-Override": "DELETE", **TUS})
    assert response.json() == {"ok": None, "offset": 0, "length": len(FILM)}
    assert row(url).state == State.RECEIVING


def test_an_address_that_was_never_given_is_404(sender: Sender, client: Client) -> None:
    assert sender.ask(f"{sender.uploads}{'x' * 32}").status_code == 404
