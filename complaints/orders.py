"""The doors for orders and sellers: record, correct, and tell the cases that rest on them."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint, Order, OrderItem, Seller
from complaints.status import Platform

AfterChange = Callable[[Complaint, datetime], None]
_after_change: list[AfterChange] = []


class DuplicateOrder(Exception):
    """The person already has an order of that number: `order`."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.order_no)
        self.order = order


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What is known of an order; moments aware, `paid` in CNY."""

    order_no: str
    shop_name: str
    goods: str
    paid: Decimal
    placed_at: datetime
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    carrier: str = ""
    tracking_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerFacts:
    """Who the seller is in law, as the platform shows it."""

    licence_name: str = ""
    credit_code: str = ""
    displayed_address: str = ""
    phone: str = ""


def after_change(redo: AfterChange) -> None:
    """Let an upper floor redo what rests on the facts: `redo(complaint, now)` runs in the transaction that changes them."""
    if redo not in _after_change:
        _after_change.append(redo)


def redo_what_rests_on(complaint: Complaint, now: datetime) -> None:
    """Let the upper floors count again; `complaint` is as the database has it, its row taken by the caller."""
    for redo in _after_change:
        redo(complaint, now)


def record_order(owner: User, facts: OrderFacts, *, platform: str = Platform.XIAOHONGSHU) -> Order:
    """Write down an order of `owner`. Raises DuplicateOrder, also when two tabs send the same one at once."""
    try:
        with transaction.atomic():
            order = Order(owner=owner, seller=seller_named(owner, facts.shop_name, platform), platform=platform)
            _fill(order, facts).save()
            OrderItem.objects.create(order=order, title=facts.goods)
    except IntegrityError:
        _raise_duplicate(duplicate_of(owner, facts.order_no, platform))
        raise
    return order


def edit_order(order: Order, facts: OrderFacts, *, actor: User, now: datetime | None = None) -> Order:
    """Correct an order; every case resting on it gets an entry with what changed, and its clocks are counted again.

    Raises DuplicateOrder when the owner has another order of the new number.
    """
    now, before = now or timezone.now(), facts_of(order)
    if before == facts:
        return order
    try:
        with transaction.atomic():
            # Cases are locked before what hangs on them, as everywhere; and none of them ends in between.
            cases = list(order.complaints.select_for_update(of=("self",), no_key=True).order_by("pk"))
            _write(order, facts, renamed=before.shop_name != facts.shop_name)
            for complaint in cases:
                redo_what_rests_on(complaint, now)
                ledger.append(complaint, "order_edited", changes(asdict(before), asdict(facts)), actor=actor, at=now)
    except IntegrityError:
        _raise_duplicate(duplicate_of(order.owner, facts.order_no, order.platform, other_than=order))
        raise
    return order


def facts_of(order: Order) -> OrderFacts:
    """The order as the form shows it; of several goods the first."""
    item = order.items.order_by("pk").first()
    return OrderFacts(
        order_no=order.order_no, shop_name=order.seller.shop_name, goods=item.title if item else "", paid=order.paid,
        placed_at=order.placed_at, paid_at=order.paid_at, shipped_at=order.shipped_at, received_at=order.received_at,
        carrier=order.carrier, tracking_no=order.tracking_no,
    )  # fmt: skip


def duplicate_of(
    owner: User | None, order_no: str, platform: str = Platform.XIAOHONGSHU, *, other_than: Order | None = None
) -> DuplicateOrder | None:
    """The error to raise when `owner` already has that number, or None."""
    orders = Order.objects.filter(owner=owner, owner__isnull=False, platform=platform, order_no=order_no)
    found = (orders.exclude(pk=other_than.pk) if other_than else orders).first()
    return DuplicateOrder(found) if found else None


def seller_named(owner: User | None, shop_name: str, platform: str = Platform.XIAOHONGSHU) -> Seller:
    """The owner's own row of that shop, or a new one. Rows of other people are never shared, nor shown."""
    own = Seller.objects.filter(orders__owner=owner, orders__owner__isnull=False)
    same = own.filter(platform=platform, shop_name=shop_name).order_by("pk").first()
    return same or Seller.objects.create(platform=platform, shop_name=shop_name)


def edit_seller(complaint: Complaint, facts: SellerFacts, *, actor: User, now: datetime | None = None) -> Seller | None:
    """Write down who the seller is in law; the timeline of every case resting on that seller says what changed.

    None for a case without a seller.
    """
    seller = complaint.seller
    if seller is None:
        return None
    before = {name: getattr(seller, name) for name in asdict(facts)}
    if before == asdict(facts):
        return seller
    with transaction.atomic():
        for name, value in asdict(facts).items():
            setattr(seller, name, value)
        seller.save(update_fields=list(before))
        for case in seller.complaints.order_by("pk"):
            ledger.append(case, "seller_edited", changes(before, asdict(facts)), actor=actor, at=now or timezone.now())
    return seller


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The body of an "edited" entry: the fields that differ, before and after."""
    names = [name for name in after if before[name] != after[name]]
    return {"before": {name: before[name] for name in names}, "after": {name: after[name] for name in names}}


def _raise_duplicate(found: DuplicateOrder | None) -> None:
    if found:
        raise found


def _fill(order: Order, facts: OrderFacts) -> Order:
    order.order_no, order.paid = facts.order_no, facts.paid
    order.placed_at, order.paid_at = facts.placed_at, facts.paid_at
    order.shipped_at, order.received_at = facts.shipped_at, facts.received_at
    order.carrier, order.tracking_no = facts.carrier, facts.tracking_no
    return order


def _write(order: Order, facts: OrderFacts, *, renamed: bool) -> None:
    if renamed:
        old, order.seller = order.seller, seller_named(order.owner, facts.shop_name, order.platform)
        order.complaints.filter(seller=old).update(seller=order.seller)
    _fill(order, facts).save()
    item = order.items.order_by("pk").first() or OrderItem(order=order)
    item.title = facts.goods
    item.save()
