"""Who opened and who saved which file stands on the owner's timeline, a day later and in words."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from complaints import timeline
from complaints.models import Complaint
from complaints.status import Scope
from escalation.reads import seal_reads
from evidence.models import Evidence, FileRead
from evidence.vault.intake import add_evidence
from tests.cases import opened
from tests.escalation.conftest import LetIn, is_whole
from tests.evidence.conftest import upload
from tests.evidence.films import film

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def case(alice: User, settings: Settings, tmp_path: Path) -> Complaint:
    place = {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": tmp_path}}
    settings.SECOND_FACTOR, settings.STORAGES = "offered", {**settings.STORAGES, "default": place}
    return opened(alice)


@pytest.fixture
def piece(case: Complaint, alice: User) -> Evidence:
    return add_evidence(case, upload(film(1), "开箱.mp4"), kind="goods", actor=alice).evidence


def told(case: Complaint) -> list[tuple[str, str]]:
    seal_reads(timezone.now() + TOMORROW)
    events = case.events.filter(kind="read").select_related("body").order_by("seq")
    return [(line.text, line.detail) for line in map(timeline.line_of, events)]


def test_what_a_helper_opened_and_saved_is_told(
    client: Client, case: Complaint, piece: Evidence, bob: User, let_in: LetIn
) -> None:
    let_in(case, bob, Scope.READ)
    client.force_login(bob)
    client.get(piece.get_absolute_url())
    for begin in (0, 100, 200):
        assert client.get(piece.file_url, headers={"Range": f"bytes={begin}-{begin + 99}"}).status_code == 206
    client.get(f"{piece.file_url}?download")
    assert sorted(FileRead.objects.values_list("how", flat=True)) == ["saved", "seen"]
    [(text, detail)] = told(case)
    assert str(bob) in text
    assert detail.count("开箱.mp4") == 2
    assert told(case) == [(text, detail)]
    assert is_whole(case)


def test_her_own_looks_are_not_noted_but_what_she_takes_along_is(
    client: Client, case: Complaint, piece: Evidence, alice: User
) -> None:
    client.force_login(alice)
    client.get(piece.get_absolute_url())
    client.get(piece.file_url)
    assert not FileRead.objects.exists()
    client.get(f"{piece.file_url}?download")
    [(_text, detail)] = told(case)
    assert "开箱.mp4" in detail


def test_what_was_not_given_is_not_noted(
    client: Client, case: Complaint, piece: Evidence, bob: User, mallory: User, let_in: LetIn
) -> None:
    client.force_login(mallory)
    assert client.get(piece.file_url).status_code == 404
    let_in(case, bob, Scope.READ)
    client.force_login(bob)
    client.head(piece.file_url)
    assert client.get(piece.file_url, headers={"Range": "bytes=999999999-"}).status_code == 416
    assert client.get(piece.file_url, headers={"If-None-Match": f'"{piece.blob.sha256}"'}).status_code == 304
    assert not FileRead.objects.exists()
