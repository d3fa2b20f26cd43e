"""Bad input on orders, one by one: each gets its sentence beside its field."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from complaints.forms import OrderForm
from complaints.models import Complaint, Order
from complaints.orders import facts_of
from tests.complaints.conftest import FACTS, NOW, TYPED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _beijing() -> None:
    timezone.activate(ZoneInfo("Asia/Shanghai"))


def typed(alice: User, **changed: str) -> OrderForm:
    return OrderForm(TYPED | changed, owner=alice, now=NOW)


def wrong(form: OrderForm) -> set[str]:
    """The fields that have an error."""
    return set(form.errors)


def at(**later: Any) -> str:
    """NOW plus some time, as a browser in Beijing sends it."""
    return (NOW + timedelta(**later)).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M")


def test_what_was_typed_becomes_facts(alice: User) -> None:
    form = typed(alice)
    assert form.is_valid()
    assert form.facts() == FACTS


@pytest.mark.parametrize("name", ["order_no", "shop_name", "goods", "paid", "placed_at"])
def test_what_is_needed_is_asked_for(alice: User, name: str) -> None:
    assert wrong(typed(alice, **{name: " "})) == {name}


def test_a_parcel_still_on_its_way_is_fine(alice: User) -> None:
    assert typed(alice, received_at="").is_valid()


def test_an_amount_below_zero(alice: User) -> None:
    assert wrong(typed(alice, paid="-268")) == {"paid"}


def test_received_before_ordered(alice: User) -> None:
    assert wrong(typed(alice, received_at="2025-11-11T10:00")) == {"received_at"}


def test_received_before_shipped(alice: User) -> None:
    assert wrong(typed(alice, shipped_at="2025-11-19T10:00")) == {"received_at"}


def test_paid_and_shipped_before_ordered(alice: User) -> None:
    early = {"paid_at": "2025-11-12T21:07", "shipped_at": "2025-11-12T21:07"}
    assert wrong(typed(alice, **early)) == {"paid_at", "shipped_at"}


def test_paid_in_the_minute_of_the_order(alice: User) -> None:
    assert typed(alice, paid_at=TYPED["placed_at"]).is_valid()


def test_a_date_in_the_future(alice: User) -> None:
    assert wrong(typed(alice, received_at=at(minutes=11))) == {"received_at"}


def test_a_phone_whose_clock_runs_ahead(alice: User) -> None:
    assert typed(alice, received_at=at(minutes=9)).is_valid()


def test_a_shop_name_too_long(alice: User) -> None:
    assert wrong(typed(alice, shop_name="铺" * 81)) == {"shop_name"}
    assert typed(alice, shop_name="铺" * 80).is_valid()


def test_a_number_noted_before_points_to_the_order(alice: User, order: Order) -> None:
    form = typed(alice, order_no="ｐ758291046375182736 ")
    assert wrong(form) == {"order_no"}
    assert f'href="/new/?order={order.pk}"' in str(form.errors["order_no"])


def test_a_number_noted_before_points_to_its_case(alice: User, draft: Complaint) -> None:
    form = typed(alice)
    assert f'href="{draft.get_absolute_url()}"' in str(form.errors["order_no"])
    assert draft.number in str(form.errors["order_no"])


def test_the_same_number_of_somebody_else_says_nothing(carol: User, order: Order) -> None:
    assert typed(carol).is_valid()


def test_correcting_an_order_is_no_duplicate_of_itself(alice: User, order: Order) -> None:
    assert OrderForm(TYPED, owner=alice, now=NOW, order=order).is_valid()


def test_seconds_survive_a_form_that_shows_minutes(alice: User, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(placed_at=order.placed_at + timedelta(seconds=31))
    order.refresh_from_db()
    form = OrderForm(TYPED, owner=alice, now=NOW, order=order)
    assert form.is_valid()
    assert form.facts() == facts_of(order)


def test_details_open_by_themselves_where_something_is_wrong(alice: User) -> None:
    assert not typed(alice).more_open
    assert typed(alice, tracking_no="?").more_open
