"""What is missing: the playbook laid over the evidence."""

import pytest
from django.template import Context, Template
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints import playbooks
from complaints.access import OWN, VIEW
from complaints.models import Complaint
from complaints.status import Kind
from evidence import curation
from evidence.checklist import missing_of, missing_reason, missing_title, slots_for
from evidence.models import Blob, Evidence
from evidence.previews import make_previews
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import screen


def test_an_empty_case_misses_what_its_playbook_requires(case: Complaint) -> None:
    slots = slots_for(case)
    assert [slot.key for slot in slots] == [spec.key for spec in playbooks.get(case.kind).slots]
    assert {slot.key for slot in missing_of(slots)} == {spec.key for spec in playbooks.get(case.kind).required}


def test_what_can_vanish_is_asked_for_first(case: Complaint) -> None:
    assert missing_of(slots_for(case))[0].perishable


def test_a_slot_that_has_a_file_is_not_missing(case: Complaint, piece: Evidence) -> None:
    slots = {slot.key: slot for slot in slots_for(case)}
    assert slots["order"].present == [piece]
    assert not slots["order"].missing


def test_a_removed_file_is_missing_again(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    assert "order" in {slot.key for slot in missing_of(slots_for(case))}


def test_a_picture_nobody_can_open_is_still_missing(case: Complaint, piece: Evidence) -> None:
    Blob.objects.filter(pk=piece.blob.pk).update(state=BlobState.BROKEN)
    assert "order" in {slot.key for slot in missing_of(slots_for(case))}


def test_evidence_outlives_a_change_of_type(case: Complaint, alice: User) -> None:
    add_evidence(case, screen("005.png"), kind="promotion", actor=alice)
    case.kind = Kind.REFUND_DELAYED
    assert [piece.name for slot in slots_for(case) if slot.key == "other" for piece in slot.present] == ["005.png"]


def test_the_words_name_what_is_missing_and_what_it_is_for(case: Complaint) -> None:
    with translation.override("en"):
        missing = missing_of(slots_for(case))
        assert missing_title(missing).startswith("5 pieces are missing: Advert, ")
        assert "you can prove: What exactly the seller said about the goods" in missing_reason(missing)


def test_nothing_is_missing_when_each_slot_has_a_file(case: Complaint, alice: User) -> None:
    for name, spec in zip(
        ("000.jpg", "002.jpg", "005.png", "006.png", "014.jpg"), playbooks.get(case.kind).required, strict=True
    ):
        add_evidence(case, screen(name), kind=spec.key, actor=alice)
    assert missing_of(slots_for(case)) == []


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_number_of_queries_does_not_grow(
    case: Complaint, alice: User, pieces: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("000.jpg", "002.jpg", "005.png", "006.png", "014.jpg")[:pieces]:
        make_previews(add_evidence(case, screen(name), kind="goods", actor=alice).evidence)
    with django_assert_num_queries(1):
        assert all(piece.thumb_url for slot in slots_for(case) for piece in slot.present)


def card(case: Complaint, right: object) -> str:
    template = Template("{% load evidence_tags %}{% evidence_slots complaint right %}")
    return template.render(Context({"complaint": case, "right": right}))


def test_the_card_shows_what_is_there_and_dashes_what_is_not(case: Complaint, piece: Evidence) -> None:
    make_previews(piece)
    html = card(case, OWN)
    assert f"{piece.file_url.removesuffix('file')}thumb/thumb" in html
    assert "slot-missing" in html
    assert "1 / 5" in html
    assert "evidence/add/?kind=promotion" in html


def test_a_reader_is_not_offered_to_add(case: Complaint, bob: User) -> None:
    assert "evidence/add/" not in card(case, VIEW)
    assert "evidence/add/" not in card(case, bob)
