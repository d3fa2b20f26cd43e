"""What this floor gives to the case page, and at what cost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints import filing, ledger
from complaints.access import OWN
from complaints.models import Claim, Complaint, Order, OrderItem, Track
from complaints.orders import record_order
from complaints.status import Kind
from complaints.views.case_page import case_context
from tests.complaints.conftest import FACTS, NOW

pytestmark = pytest.mark.django_db


def grow(draft: Complaint, alice: User, entries: int) -> None:
    for turn in range(entries):
        ledger.append(draft, "noted", {"turn": turn}, actor=alice, at=NOW + timedelta(minutes=turn))


def test_two_queries_however_long_the_case(
    alice: User, draft: Complaint, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for turn in range(3):
        other = record_order(alice, replace(FACTS, order_no=f"P000{turn}"))
        OrderItem.objects.create(order=other, title="赠品")
        draft.orders.add(other)
    Claim.objects.create(complaint=draft, kind="freight")
    Track.objects.create(complaint=draft, kind="seller", state="active", opened_at=NOW)
    grow(draft, alice, 30)
    with django_assert_num_queries(2):
        context = case_context(draft, OWN)
        for event in context["events"]:
            assert (event.actor, event.body.data["turn"] >= 0) == (alice, True)
        for order in context["orders"]:
            assert order.seller.shop_name
    assert (len(context["orders"]), len(context["items"])) == (4, 7)
    assert len(context["claims"]) == 1


def test_an_order_without_goods_is_shown_too(draft: Complaint, order: Order) -> None:
    order.items.all().delete()
    context = case_context(draft, OWN)
    assert (context["orders"], context["items"]) == ([order], [])


def test_the_timeline_turns_pages_by_place(alice: User, draft: Complaint) -> None:
    grow(draft, alice, 29)
    first = case_context(draft, OWN)
    assert [event.seq for event in first["events"]] == list(range(30, 10, -1))
    second = case_context(draft, OWN, before=first["older"])
    assert [event.seq for event in second["events"]] == list(range(10, 0, -1))
    assert second["older"] is None


@pytest.mark.parametrize("before", ["0", "abc", "-1", "9" * 30, "²", "1 or 1=1"])
def test_a_strange_place_is_no_crash(by_alice: Client, draft: Complaint, before: str) -> None:
    assert by_alice.get(draft.get_absolute_url(), {"before": before}).status_code == 200


@pytest.mark.parametrize("path", ["/orders/", "/new/"])
def test_lists_of_orders_cost_the_same_for_one_and_for_many(
    by_alice: Client, alice: User, draft: Complaint, path: str
) -> None:
    by_alice.get(path)
    with CaptureQueriesContext(connection) as few:
        by_alice.get(path)
    for turn in range(20):
        filing.begin_case(alice, replace(FACTS, order_no=f"P000{turn}"), Kind.QUALITY, now=NOW)
    with CaptureQueriesContext(connection) as many:
        by_alice.get(path)
    assert len(many) == len(few)
