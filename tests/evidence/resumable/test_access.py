"""Whose upload it is: the case's rule each time, the sender only, a token against forgery, and 401 for the signed out."""

from collections.abc import Callable

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from accounts.models import User
from complaints.models import CaseAccess, Complaint
from complaints.status import Scope
from evidence.resumable.models import PartialUpload
from tests.evidence.resumable.conftest import BODY, FILM, TUS, Sender, Senders, row

LetIn = Callable[[User, Scope], CaseAccess]


@pytest.mark.parametrize("method", ["options", "post", "head", "patch", "delete"])
def test_the_signed_out_get_401_and_no_redirect(client: Client, sender: Sender, method: str) -> None:
    url = sender.uploads if method == "post" else sender.begun(len(FILM))
    response = getattr(client, method)(url, headers={"Upload-Length": "9", **TUS})
    assert response.status_code == 401


def test_a_stranger_finds_nothing(mallory: User, sender: Sender, sender_of: Senders) -> None:
    url, stranger = sender.begun(len(FILM)), sender_of(mallory)
    answers = [stranger.begin(9), stranger.ask(url), stranger.go_on(url, 0, FILM),
               stranger.client.delete(url, headers=TUS), stranger.client.get(url)]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    assert row(url).offset == 0


def test_a_reader_may_not_send(bob: User, let_in: LetIn, sender_of: Senders) -> None:
    let_in(bob, Scope.READ)
    assert sender_of(bob).begin(9).status_code == 403
    assert not PartialUpload.objects.exists()


def test_who_prepares_a_case_sends_but_does_not_go_on_with_somebody_elses_upload(
    bob: User, let_in: LetIn, sender: Sender, sender_of: Senders
) -> None:
    let_in(bob, Scope.PREPARE)
    helper, hers = sender_of(bob), sender.begun(len(FILM))
    assert helper.sent().status_code == 200
    assert helper.ask(hers).status_code == helper.go_on(hers, 0, FILM).status_code == 404


def test_a_right_withdrawn_ends_the_upload(bob: User, let_in: LetIn, sender_of: Senders, case: Complaint) -> None:
    access = let_in(bob, Scope.PREPARE)
    helper = sender_of(bob)
    url = helper.begun(len(FILM))
    helper.go_on(url, 0, FILM[:50])
    access.delete()
    assert helper.go_on(url, 50, FILM[50:]).status_code == 404
    assert not case.evidence.exists()


def test_an_upload_is_found_through_its_own_case_only(sender: Sender, alice: User) -> None:
    url = sender.begun(len(FILM))
    other = Complaint.objects.create(owner=alice, kind="quality", title="台灯", number="JL-2026-000999")
    assert sender.ask(url.replace(sender.case.public_code, other.public_code)).status_code == 404


@pytest.mark.parametrize(("with_token", "status"), [(False, 403), (True, 204)])
def test_the_token_against_forgery_is_asked_for(
    alice: User, sender: Sender, rf: RequestFactory, with_token: bool, status: int
) -> None:
    url, client = sender.begun(len(FILM)), Client(enforce_csrf_checks=True)
    client.force_login(alice)
    token = get_token(rf.get("/"))
    client.cookies["csrftoken"] = token
    headers = {"Upload-Offset": "0", **TUS} | ({"X-CSRFToken": token} if with_token else {})
    assert client.patch(url, FILM, content_type=BODY, headers=headers).status_code == status
