"""Drafts, claims and facts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import User
from complaints import filing, ledger
from complaints.models import Claim, Complaint, Order
from complaints.orders import DuplicateOrder, record_order
from complaints.status import ClaimKind, Kind, Status
from complaints.timeline import body_of
from tests.complaints.conftest import FACTS, NOW, reopen_as

pytestmark = pytest.mark.django_db
C = ClaimKind


def test_a_draft_has_number_title_seller_and_one_entry(draft: Complaint, order: Order) -> None:
    assert draft.status == Status.DRAFT
    assert draft.number == "JL-2025-000001"
    assert draft.title == "玻尿酸保湿面霜 50g：与描述不符"
    assert draft.seller == order.seller
    assert [event.kind for event in draft.events.all()] == ["drafted"]
    assert ledger.verify(draft).whole


def test_the_year_of_a_number_is_chinas(alice: User, order: Order) -> None:
    new_years_eve = NOW.replace(month=12, day=31, hour=17)
    assert filing.start_draft(alice, order, Kind.QUALITY, now=new_years_eve).number.startswith("JL-2026-")


def test_a_long_name_of_goods_is_cut_in_the_title(alice: User) -> None:
    order = record_order(alice, replace(FACTS, goods="霜" * 120))
    title = filing.default_title(order, Kind.QUALITY)
    assert len(title) == filing.TITLE_LENGTH
    assert title.endswith("…：质量问题")


def test_the_title_follows_the_language(order: Order) -> None:
    with translation.override("en"):
        assert filing.default_title(order, Kind.QUALITY).endswith(": Quality problem")


def test_order_and_draft_are_begun_together_or_not_at_all(alice: User, order: Order) -> None:
    with pytest.raises(DuplicateOrder):
        filing.begin_case(alice, FACTS, Kind.QUALITY, now=NOW)
    assert Complaint.objects.count() == 0


def test_a_draft_changes_freely(alice: User, draft: Complaint) -> None:
    filing.edit(draft, replace(filing.facts_of(draft), story="成分对不上"), actor=alice, now=NOW)
    draft.refresh_from_db()
    assert draft.story == "成分对不上"
    assert draft.events.count() == 1


def test_an_open_case_keeps_what_it_said_before(alice: User, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    filing.edit(draft, replace(filing.facts_of(draft), story="成分对不上"), actor=alice, now=NOW)
    body = body_of(draft.events.get(kind="facts_edited"))
    assert body == {"before": {"story": ""}, "after": {"story": "成分对不上"}}


def test_a_draft_opened_meanwhile_in_another_tab_is_edited_as_an_open_case(alice: User, draft: Complaint) -> None:
    stale = Complaint.objects.get(pk=draft.pk)
    reopen_as(draft, Status.NEGOTIATING)
    filing.edit(stale, replace(filing.facts_of(stale), story="成分对不上"), actor=alice, now=NOW)
    assert draft.events.filter(kind="facts_edited").count() == 1


@pytest.mark.parametrize("status", [Status.CLOSED, Status.WITHDRAWN])
def test_a_case_that_ended_stays_as_it_is(alice: User, draft: Complaint, status: Status) -> None:
    reopen_as(draft, status)
    with pytest.raises(filing.CaseOver):
        filing.edit(draft, replace(filing.facts_of(draft), story="晚了"), actor=alice, now=NOW)
    with pytest.raises(filing.CaseOver):
        filing.set_claims(draft, {C.APOLOGY: None}, actor=alice, now=NOW)
    draft.refresh_from_db()
    assert (draft.story, draft.claims.count(), draft.events.count()) == ("", 0, 1)


@pytest.mark.parametrize(
    ("claims", "total"),
    [
        ({C.RETURN_REFUND: Decimal(268)}, 268),
        ({C.RETURN_REFUND: Decimal(268), C.REFUND_ONLY: Decimal(100)}, 268),
        ({C.RETURN_REFUND: Decimal(268), C.FREIGHT: Decimal(12)}, 280),
        ({C.REFUND_ONLY: Decimal(100), C.COMPENSATION: Decimal(500), C.FREIGHT: None}, 600),
        ({C.COMPENSATION: Decimal(500)}, 500),
        ({C.APOLOGY: None}, None),
        ({}, None),
    ],
)
def test_alternatives_are_never_added_up(claims: filing.Claims, total: int | None) -> None:
    assert filing.asked_total(claims) == total


def test_claims_are_replaced_and_the_sum_with_them(alice: User, draft: Complaint) -> None:
    filing.set_claims(draft, {C.RETURN_REFUND: Decimal(268), C.FREIGHT: Decimal(12)}, actor=alice, now=NOW)
    filing.set_claims(draft, {C.REFUND_ONLY: Decimal(100)}, actor=alice, now=NOW)
    draft.refresh_from_db()
    assert list(Claim.objects.values_list("kind", "amount")) == [("refund_only", Decimal(100))]
    assert draft.asked == Decimal(100)


def test_claims_of_an_open_case_leave_both_versions(alice: User, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    filing.set_claims(draft, {C.RETURN_REFUND: Decimal(268)}, actor=alice, now=NOW)
    body = body_of(draft.events.get(kind="facts_edited"))
    assert body == {"before": {"claims": {}}, "after": {"claims": {"return_refund": "268.00"}}}
