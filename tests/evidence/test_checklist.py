"""The playbook laid over the evidence, and the card of the case page."""

import pytest
from django.template import Context, Template
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints import playbooks
from complaints.access import OWN, VIEW
from complaints.models import Complaint
from complaints.status import Kind, Status
from evidence.checklist import exhibits, slots_for
from evidence.models import Blob, Evidence
from evidence.previews import make_previews
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import screen


def test_an_empty_case_has_the_slots_of_its_playbook(case: Complaint) -> None:
    assert [slot.key for slot in slots_for(case)] == [spec.key for spec in playbooks.get(case.kind).slots]


def test_a_file_lies_in_its_slot(case: Complaint, piece: Evidence) -> None:
    slots = {slot.key: slot for slot in slots_for(case)}
    assert slots["order"].present == [piece]
    assert slots["goods"].present == []


def test_evidence_outlives_a_change_of_type(case: Complaint, alice: User) -> None:
    add_evidence(case, screen("005.png"), kind="promotion", actor=alice)
    case.kind = Kind.REFUND_DELAYED
    assert [piece.name for slot in slots_for(case) if slot.key == "other" for piece in slot.present] == ["005.png"]


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
    assert "1 / 4" in html
    assert "evidence/add/?kind=promotion" in html
    assert "evidence/add/?kind=chat" not in html  # the platform will want it; the seller has it


def test_a_reader_is_not_offered_to_add(case: Complaint, bob: User) -> None:
    assert "evidence/add/" not in card(case, VIEW)
    assert "evidence/add/" not in card(case, bob)


def test_what_may_vanish_is_dashed_first(case: Complaint) -> None:
    case.kind, case.status = Kind.REFUND_DELAYED, Status.READY_FOR_PLATFORM
    html = card(case, OWN)
    places = [html.index(f"add/?kind={key}") for key in ("refund_page", "chat", "statement")]
    assert places == sorted(places)


def test_what_a_slot_proves_fills_the_exhibit_list(case: Complaint, alice: User, piece: Evidence) -> None:
    own = add_evidence(case, screen("005.png"), kind="goods", actor=alice).evidence
    Evidence.objects.filter(pk=own.pk).update(proves="成分表上没有玻尿酸")
    add_evidence(case, screen("002.jpg"), kind="promotion", actor=alice)
    with translation.override("zh-hans"):
        assert [(line.number, line.label, line.proves) for line in exhibits(case)] == [
            (1, "宣传截图", "卖家对商品作出的具体说明"),
            (2, "订单截图", "双方的交易关系、价款和时间"),
            (3, "实物照片", "成分表上没有玻尿酸"),
        ]


def test_an_exhibit_keeps_its_number_and_what_cannot_be_opened_has_none(
    case: Complaint, alice: User, piece: Evidence
) -> None:
    first = add_evidence(case, screen("005.png"), kind="goods", actor=alice).evidence
    broken = add_evidence(case, screen("006.png"), kind="goods", actor=alice).evidence
    Evidence.objects.filter(pk=first.pk).update(exhibit_no=1)
    Blob.objects.filter(pk=broken.blob.pk).update(state=BlobState.BROKEN)
    assert [line.piece.pk for line in exhibits(case)] == [first.pk, piece.pk]


def test_the_exhibit_list_costs_one_query(
    case: Complaint, piece: Evidence, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert [line.label for line in exhibits(case)]


def test_the_card_says_how_far_the_evidence_goes(case: Complaint, alice: User, bob: User) -> None:
    with translation.override("en"):
        assert "4 things are still to be shown" in card(case, alice)
        assert "evidence/add/?kind=promotion" in card(case, alice)
        assert "evidence/add/" not in card(case, bob)
        assert "evidence/add/" not in card(case, VIEW)
        case.status = Status.CLOSED
        assert "still to be shown" not in card(case, alice)
