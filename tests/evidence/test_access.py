"""Who gets what: every address asked by alice, bob, mallory, carol and nobody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import CaseAccess, Complaint
from complaints.status import Scope
from evidence import curation
from evidence.models import Evidence
from evidence.previews import make_previews
from tests.evidence.conftest import screen

READING = ["index", "detail", "file", "thumb"]
ADDING = ["add"]
CHANGING = ["describe", "remove", "restore"]

LetIn = Callable[[User, Scope], CaseAccess]


def url_of(view: str, piece: Evidence) -> str:
    args = [piece.complaint.public_code]
    if view not in ("index", "add"):
        args.append(piece.public_code)
    if view == "thumb":
        args.append("thumb")
    return reverse(f"evidence:{view}", args=args)


def ask(client: Client, view: str, piece: Evidence) -> int:
    make_previews(piece)
    url = url_of(view, piece)
    return (client.post(url) if view in CHANGING else client.get(url)).status_code


@pytest.mark.parametrize("view", [*READING, *ADDING, *CHANGING])
def test_a_stranger_gets_404(client: Client, mallory: User, piece: Evidence, view: str) -> None:
    client.force_login(mallory)
    assert ask(client, view, piece) == 404


@pytest.mark.parametrize("view", [*READING, *ADDING, *CHANGING])
def test_nobody_is_asked_to_sign_in(client: Client, piece: Evidence, view: str) -> None:
    assert ask(client, view, piece) == 302


@pytest.mark.parametrize("view", [*READING, *ADDING])
def test_the_owner_sees_everything(client: Client, alice: User, piece: Evidence, view: str) -> None:
    client.force_login(alice)
    assert ask(client, view, piece) == 200


@pytest.mark.parametrize(("scope", "may"), [(Scope.READ, False), (Scope.PREPARE, True), (Scope.ACT, True)])
@pytest.mark.parametrize("view", [*ADDING, *CHANGING])
def test_a_helper_changes_evidence_as_far_as_let_in(
    client: Client, bob: User, let_in: LetIn, piece: Evidence, view: str, scope: Scope, may: bool
) -> None:
    let_in(bob, scope)
    client.force_login(bob)
    status = ask(client, view, piece)
    assert (status != 403) is may
    assert status in (200, 302, 403, 422)


@pytest.mark.parametrize("view", READING)
def test_a_reader_reads(client: Client, bob: User, let_in: LetIn, piece: Evidence, view: str) -> None:
    let_in(bob, Scope.READ)
    client.force_login(bob)
    assert ask(client, view, piece) == 200


def test_a_reader_does_not_see_what_was_removed(
    client: Client, alice: User, bob: User, let_in: LetIn, piece: Evidence
) -> None:
    let_in(bob, Scope.READ)
    curation.remove(piece, actor=alice)
    client.force_login(bob)
    assert [ask(client, view, piece) for view in ("detail", "file", "thumb")] == [404, 404, 404]


@pytest.mark.parametrize("view", ["detail", "file", "thumb", "describe", "remove", "restore"])
def test_a_file_is_found_through_its_own_case_only(
    client: Client, carol: User, other_case: Complaint, piece: Evidence, view: str
) -> None:
    client.force_login(carol)
    make_previews(piece)
    url = url_of(view, piece).replace(piece.complaint.public_code, other_case.public_code)
    assert (client.post(url) if view in CHANGING else client.get(url)).status_code == 404


def test_a_stranger_who_uploads_stores_nothing(client: Client, mallory: User, case: Complaint, piece: Evidence) -> None:
    client.force_login(mallory)
    response = client.post(url_of("add", piece), {"files": [screen("005.png")]})
    assert response.status_code == 404
    assert case.evidence.count() == 1


@pytest.mark.parametrize("view", CHANGING)
def test_looking_never_changes_anything(client: Client, alice: User, piece: Evidence, view: str) -> None:
    client.force_login(alice)
    assert client.get(url_of(view, piece)).status_code == 405
