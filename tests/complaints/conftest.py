"""What the tests of cases share: an order, a draft, letting people in. Moments lie in 2025: no clock is needed."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints import filing
from complaints.models import CaseAccess, Complaint, Order
from complaints.orders import OrderFacts, record_order
from complaints.status import Kind, Scope

NOW = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)
FACTS = OrderFacts(
    order_no="P758291046375182736",
    shop_name="小鹿的护肤铺",
    goods="玻尿酸保湿面霜 50g",
    paid=Decimal("268.00"),
    placed_at=datetime(2025, 11, 12, 13, 8, tzinfo=UTC),
    received_at=datetime(2025, 11, 18, 2, 0, tzinfo=UTC),
)
TYPED = {
    "order_no": "P758291046375182736",
    "shop_name": "小鹿的护肤铺",
    "goods": "玻尿酸保湿面霜 50g",
    "paid": "268",
    "placed_at": "2025-11-12T21:08",
    "received_at": "2025-11-18T10:00",
}
"""The same order as a browser sends it, in Beijing time."""

LetIn = Callable[..., CaseAccess]


@pytest.fixture
def order(alice: User) -> Order:
    return record_order(alice, FACTS)


@pytest.fixture
def draft(alice: User, order: Order) -> Complaint:
    return filing.start_draft(alice, order, Kind.NOT_AS_DESCRIBED, now=NOW)


@pytest.fixture
def let_in(draft: Complaint, alice: User) -> LetIn:
    """`let_in(bob, Scope.PREPARE)`: alice lets somebody into her draft."""

    def give(user: User, scope: Scope) -> CaseAccess:
        return CaseAccess.objects.create(
            complaint=draft, user=user, scope=scope, granted_by=alice, granted_at=NOW, purpose="test"
        )

    return give


@pytest.fixture
def by_alice(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def by_bob(bob: User, settings: Settings) -> Client:
    """Without the second factor, which has its own tests."""
    settings.SECOND_FACTOR = "offered"
    client = Client()
    client.force_login(bob)
    return client


def reopen_as(complaint: Complaint, status: str) -> None:
    """Put the case where the workflow would have brought it; only tests may."""
    closed_at = NOW if status in ("closed", "withdrawn") else None
    ending = {"closed_at": closed_at, "outcome": "resolved" if status == "closed" else ""}
    Complaint.objects.filter(pk=complaint.pk).update(status=status, due_at=None, due_ours=False, **ending)
    complaint.refresh_from_db()
