"""The door at the end: exactly once, compared with the sender's hash, askable afterwards, and safe to be killed at."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from complaints.models import Complaint
from evidence import receiving
from evidence.models import Blob, Evidence
from evidence.resumable import finishing, parts
from evidence.resumable.models import KEEP, PartialUpload, State
from evidence.resumable.sweeping import sweep
from evidence.vault import intake, storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import upload as posted
from tests.evidence.resumable.conftest import FILM, TUS, Sender, row

SHA256 = hashlib.sha256(FILM).hexdigest()


def whole_but_unfinished(sender: Sender, monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> str:
    """An upload whose process died at `name` after the last byte had come."""

    def die(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("the power went")

    url = sender.begun(len(FILM))
    sender.client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(place, name, die)
        assert sender.go_on(url, 0, FILM).status_code == 500
    assert row(url).state == State.RECEIVING
    return url


@pytest.mark.parametrize("place", [(finishing, "keep"), (storage, "keep"), (intake, "_write")], ids=lambda p: p[1])
def test_a_process_that_dies_at_the_end_stores_once_when_asked_again(
    sender: Sender, case: Complaint, vault: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str]
) -> None:
    url = whole_but_unfinished(sender, monkeypatch, *place)
    assert sender.ask(url)["Upload-Offset"] == str(len(FILM))
    told = sender.client.get(url, headers=TUS).json()
    assert (told["ok"], told["duplicate"], told["evidence"]) == (True, False, case.evidence.get().public_code)
    assert [path.name for path in vault.rglob("*") if path.is_file()] == [SHA256]


def test_the_sweep_finishes_what_nobody_asks_about(
    sender: Sender, case: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = whole_but_unfinished(sender, monkeypatch, storage, "keep")
    assert sweep().finished == 1
    assert sweep().finished == 0
    assert row(url).evidence == case.evidence.get()


def test_a_lost_last_answer_can_be_asked_for(sender: Sender, case: Complaint) -> None:
    url = sender.begun(len(FILM))
    answer = sender.go_on(url, 0, FILM, Accept="application/json").json()
    assert sender.client.get(url, headers=TUS).json() == answer
    assert sender.ask(url)["Upload-Offset"] == str(len(FILM))
    assert sender.go_on(url, len(FILM), b"x").status_code == 409
    assert case.evidence.count() == Evidence.objects.count() == 1


def test_the_senders_hash_is_compared_and_noted(sender: Sender, case: Complaint) -> None:
    assert sender.sent(sha256=SHA256.upper()).status_code == 200
    event = case.events.first()
    assert event
    assert event.body.data["hashed_by_sender"] is True


def test_without_a_hash_nothing_is_claimed(sender: Sender, case: Complaint) -> None:
    sender.sent()
    event = case.events.first()
    assert event
    assert "hashed_by_sender" not in event.body.data


def test_a_file_that_changed_on_its_way_is_refused(sender: Sender, case: Complaint, vault: Path) -> None:
    response = sender.sent(sha256="0" * 64)
    assert (response.status_code, response.json()["error"]) == (422, "changed_on_the_way")
    assert not [path for path in vault.rglob("*") if path.is_file()]
    assert not case.evidence.exists()


def test_a_refusal_can_be_asked_for_too(sender: Sender) -> None:
    url = sender.begun(len(making.EXE), filename="照片.jpg")
    refused = sender.go_on(url, 0, making.EXE)
    assert (refused.status_code, refused.json()["error"]) == (422, "type")
    again = sender.client.get(url, headers=TUS)
    assert (again.status_code, again.json()) == (422, refused.json())
    assert sender.ask(url).status_code == 410, "to a program that only knows the protocol it isn't there"
    assert parts.size_of(row(url)) == 0


def test_the_same_bytes_twice_are_one_file(sender: Sender, case: Complaint, alice: Any, vault: Path) -> None:
    piece = add_evidence(case, posted(FILM, "先.mp4"), kind="goods", actor=alice).evidence
    told = sender.sent().json()
    assert (told["ok"], told["duplicate"], told["evidence"]) == (True, True, piece.public_code)
    assert [path.name for path in vault.rglob("*") if path.is_file()] == [SHA256]
    assert case.events.count() == 1


def test_two_uploads_of_the_same_bytes_are_one_file(sender: Sender, case: Complaint) -> None:
    urls = [sender.begun(len(FILM)), sender.begun(len(FILM))]
    for url in urls:
        sender.go_on(url, 0, FILM)
    assert row(urls[0]).evidence == row(urls[1]).evidence == case.evidence.get()
    assert Blob.objects.count() == 1


def test_an_upload_cancelled_at_its_end_is_not_stored(
    sender: Sender, case: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, keep = sender.begun(len(FILM)), receiving.keep

    def slow(*args: Any, **kwargs: Any) -> Any:
        assert sender.client.delete(url, headers=TUS).status_code == 204
        return keep(*args, **kwargs)

    monkeypatch.setattr(finishing, "keep", slow)
    sender.client.raise_request_exception = False
    assert sender.go_on(url, 0, FILM).status_code in (409, 410, 500)
    assert row(url).state == State.GONE
    assert not case.evidence.exists()


def test_a_file_that_ends_its_process_each_time_is_refused_in_the_end(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    PartialUpload.objects.update(tries=finishing.TRIES)
    assert sender.go_on(url, 0, FILM).json()["error"] == "unreadable"
    assert row(url).state == State.REFUSED


def test_a_full_disk_at_the_end_is_no_refusal_of_the_file(
    sender: Sender, case: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise intake.Rejected("no_room", "full")

    url = sender.begun(len(FILM))
    with monkeypatch.context() as patch:
        patch.setattr(storage, "keep", full)
        assert sender.go_on(url, 0, FILM).status_code == 507
        assert sender.ask(url).status_code == 507
    assert sender.ask(url)["Upload-Offset"] == str(len(FILM))
    assert case.evidence.count() == 1


def test_what_is_over_is_forgotten_after_a_week(sender: Sender, case: Complaint) -> None:
    sender.sent()
    assert sweep(now=timezone.now() + timedelta(days=1)).forgotten == 0
    assert sweep(now=timezone.now() + KEEP + timedelta(days=1)).forgotten == 1
    assert case.evidence.count() == 1
