"""Pictures that turn up in place: the page asks while their previews are made, and stops."""

import re

import pytest
from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from evidence import curation
from evidence.checklist import slots_for
from evidence.models import Blob, Evidence
from evidence.previews import make_previews
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from evidence.waiting import MOST_TURNS
from tests.evidence import making
from tests.evidence.conftest import screen, upload

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    return client


def tile(page: Client, piece: Evidence, place: str = "slot", turn: str = "1") -> str:
    return page.get(piece.tile_url, {"place": place, "turn": turn}, headers=HTMX).content.decode()


def questions(html: str) -> list[str]:
    return re.findall(r'hx-get="([^"]+)"', html)


@pytest.mark.parametrize("place", ["slot", "exhibit", "photo"])
def test_it_asks_again_while_the_picture_is_made(page: Client, piece: Evidence, place: str) -> None:
    assert questions(tile(page, piece, place)) == [f"{piece.tile_url}?place={place}&amp;turn=2"]


@pytest.mark.parametrize("turn", [str(MOST_TURNS), "31", "9999999", "x", "", "²"])
def test_it_gives_up(page: Client, piece: Evidence, turn: str) -> None:
    assert questions(tile(page, piece, turn=turn)) == []


def test_a_page_asks_thirty_times_at_most(page: Client, piece: Evidence) -> None:
    html, asked = page.get(piece.get_absolute_url()).content.decode(), 0
    while found := questions(html):
        html, asked = page.get(found[0].replace("&amp;", "&")).content.decode(), asked + 1
    assert asked == MOST_TURNS


@pytest.mark.parametrize(("place", "size"), [("slot", "thumb"), ("exhibit", "thumb"), ("photo", "preview")])
def test_a_picture_that_is_ready_is_shown(page: Client, piece: Evidence, place: str, size: str) -> None:
    make_previews(piece)
    html = tile(page, piece, place)
    assert f'src="{piece.file_url.removesuffix("file")}thumb/{size}"' in html
    assert questions(html) == []
    assert ("hx-swap-oob" in html) == (place == "exhibit")


@pytest.mark.parametrize("place", ["slot", "exhibit", "photo"])
def test_a_picture_that_cannot_be_shown_is_not_waited_for(page: Client, piece: Evidence, place: str) -> None:
    Blob.objects.update(state=BlobState.BROKEN)
    assert questions(tile(page, piece, place)) == []


def test_the_signed_out_are_not_shown_a_sign_in_page_in_a_picture(client: Client, piece: Evidence) -> None:
    assert client.get(piece.tile_url, headers=HTMX).status_code == 401
    assert client.get(piece.tile_url).status_code == 302


def test_an_answer_is_never_kept(page: Client, piece: Evidence) -> None:
    assert "no-store" in page.get(piece.tile_url)["Cache-Control"]


@pytest.mark.parametrize("where", ["index", "detail", "case"])
def test_the_script_is_loaded_only_where_something_is_awaited(page: Client, piece: Evidence, where: str) -> None:
    url = {
        "index": f"{piece.complaint.get_absolute_url()}evidence/",
        "detail": piece.get_absolute_url(),
        "case": piece.complaint.get_absolute_url(),
    }[where]
    before = page.get(url).content.decode()
    make_previews(piece)
    after = page.get(url).content.decode()
    assert (len(questions(before)), len(questions(after))) == (1, 0)
    assert ("htmx-2" in before, "htmx-2" in after) == (True, False)
    assert before.count('name="htmx-config"') == 1
    assert '"allowEval": false' in before


def test_a_removed_picture_is_gone_for_readers(client: Client, alice: User, bob: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    client.force_login(bob)
    assert client.get(piece.tile_url, headers=HTMX).status_code == 404


def test_a_slot_shows_the_picture_it_waits_for_before_a_paper(case: Complaint, alice: User) -> None:
    paper = add_evidence(case, upload(making.PDF, "a.pdf"), kind="order", actor=alice).evidence
    covers = [slot.cover for slot in slots_for(case) if slot.key == "order"]
    assert covers == [paper]
    awaited = add_evidence(case, screen(), kind="order", actor=alice).evidence
    ready = add_evidence(case, screen("005.png"), kind="order", actor=alice).evidence
    assert [slot.cover for slot in slots_for(case) if slot.key == "order"] == [awaited]
    make_previews(ready)
    assert [slot.cover for slot in slots_for(case) if slot.key == "order"] == [ready]
