"""The doors for orders and sellers."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.models import User
from complaints import ledger, orders
from complaints.models import Complaint, Order, OrderItem, Seller
from complaints.orders import DuplicateOrder, SellerFacts, edit_order, edit_seller, facts_of, record_order
from complaints.timeline import body_of
from tests.complaints.conftest import FACTS, NOW

pytestmark = pytest.mark.django_db


def test_an_order_is_recorded_as_told(alice: User) -> None:
    assert facts_of(record_order(alice, FACTS)) == FACTS


def test_the_same_number_twice_writes_nothing(alice: User, order: Order) -> None:
    with pytest.raises(DuplicateOrder) as caught:
        record_order(alice, replace(FACTS, shop_name="另一家"))
    assert caught.value.order == order
    assert (Order.objects.count(), OrderItem.objects.count(), Seller.objects.count()) == (1, 1, 1)


def test_ones_own_shop_is_used_again(alice: User, order: Order) -> None:
    assert record_order(alice, replace(FACTS, order_no="P2222")).seller == order.seller


def test_another_consumers_shop_of_that_name_stays_apart(carol: User, order: Order) -> None:
    assert record_order(carol, FACTS).seller != order.seller


def test_a_correction_reaches_the_cases_timeline(alice: User, order: Order, draft: Complaint) -> None:
    received = datetime(2025, 11, 17, 2, 0, tzinfo=UTC)
    edit_order(order, replace(FACTS, received_at=received), actor=alice, now=NOW)
    event = draft.events.get(kind="order_edited")
    assert body_of(event)["after"] == {"received_at": "2025-11-17T02:00:00.000000+00:00"}
    assert body_of(event)["before"] == {"received_at": "2025-11-18T02:00:00.000000+00:00"}
    assert ledger.verify(draft).whole


def test_nothing_changed_leaves_no_trace(alice: User, order: Order, draft: Complaint) -> None:
    edit_order(order, FACTS, actor=alice, now=NOW)
    assert [event.kind for event in draft.events.all()] == ["drafted"]


def test_another_shop_moves_order_and_case_but_not_its_other_orders(
    alice: User, order: Order, draft: Complaint
) -> None:
    other = record_order(alice, replace(FACTS, order_no="P2222"))
    edit_order(order, replace(FACTS, shop_name="小鹿旗舰店"), actor=alice, now=NOW)
    draft.refresh_from_db()
    other.refresh_from_db()
    assert draft.seller is not None
    assert (draft.seller.shop_name, other.seller.shop_name) == ("小鹿旗舰店", "小鹿的护肤铺")


def test_a_correction_to_a_number_already_noted_writes_nothing(alice: User, order: Order, draft: Complaint) -> None:
    other = record_order(alice, replace(FACTS, order_no="P2222"))
    with pytest.raises(DuplicateOrder) as caught:
        edit_order(order, replace(FACTS, order_no="P2222", paid=Decimal(1)), actor=alice, now=NOW)
    assert caught.value.order == other
    order.refresh_from_db()
    assert (order.order_no, order.paid) == (FACTS.order_no, FACTS.paid)
    assert draft.events.count() == 1


def test_upper_floors_count_their_clocks_again(
    alice: User, order: Order, draft: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[Complaint, datetime]] = []
    monkeypatch.setattr(orders, "_after_change", [])
    orders.after_change(lambda complaint, now: told.append((complaint, now)))
    edit_order(order, replace(FACTS, paid=Decimal("267")), actor=alice, now=NOW)
    assert told == [(draft, NOW)]


def test_the_sellers_details_are_kept_and_noted(alice: User, draft: Complaint) -> None:
    edit_seller(draft, SellerFacts(licence_name="小鹿（杭州）化妆品有限公司"), actor=alice, now=NOW)
    draft.refresh_from_db()
    assert draft.seller is not None
    assert draft.seller.respondent == "小鹿（杭州）化妆品有限公司"
    assert draft.events.filter(kind="seller_edited").count() == 1
