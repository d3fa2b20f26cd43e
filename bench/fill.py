"""Believable cases by the thousand, for measuring.

Written with bulk_create past the doors: through `perform` ten thousand cases take minutes and tell nothing about lists,
and the rows that lists read (columns, tracks, permissions, evidence) are the same.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models

from accounts.models import Role, User
from complaints import playbooks
from complaints.models import CaseAccess, Claim, Complaint, Order, OrderItem, Seller, Track
from complaints.status import FINAL, STAGE, ClaimKind, Kind, Outcome, Scope, Status, TrackKind, TrackState
from escalation.models import Deadline, DeadlineState, Origin, Step, Whose
from evidence.models import Blob, Evidence

Row = TypeVar("Row", bound=models.Model)

SHOPS = (
    "小鹿的护肤铺",
    "北境户外官方店",
    "纸间文创",
    "巴黎买手阿May",
    "喵喵玩具集",
    "安心营养馆",
    "半亩棉麻",
    "山屿陶作",
)
GOODS = (
    "玻尿酸保湿面霜",
    "90%白鹅绒羽绒服",
    "手账本礼盒",
    "代购托特包",
    "积木城堡",
    "美白胶囊",
    "亚麻连衣裙",
    "手作马克杯",
)
FAULTS = ("成分不符", "充绒量虚标", "到货破损", "疑为假货", "二十天未发货", "夸大功效", "七天无理由被拒", "有裂纹")
OWN_SHARE = 5
"""One case in five is the measured consumer's own: 2,000 of 10,000."""
THEIR_MOVE = (
    Status.NEGOTIATING,
    Status.AGREED,
    Status.WITH_PLATFORM,
    Status.UPHELD,
    Status.WITH_REGULATOR,
    Status.SETTLED,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a run."""

    alice: User
    bob: User
    ada: User
    others: list[User]


def cast() -> Cast:
    """A consumer, a helper, an admin, and twenty more consumers."""
    make = User.objects.create_user
    return Cast(
        alice=make("alice@bench.example", name="林小雨"),
        bob=make("bob@bench.example", name="许志愿", role=Role.HELPER),
        ada=make("ada@bench.example", name="沈审核", role=Role.ADMIN),
        others=[make(f"c{n}@bench.example", name=f"周{n}") for n in range(20)],
    )


def fill(people: Cast, first: int, last: int, now: datetime) -> None:
    """Cases number `first` to `last` - 1 with all that hangs on them; the helper is let into each."""
    dice = random.Random(first)
    if not Seller.objects.exists():
        Seller.objects.bulk_create(Seller(shop_name=f"{shop}{n}") for n in range(40) for shop in SHOPS)
        Blob.objects.bulk_create(Blob(sha256=f"{n:064x}", size=1, media_type="image/png", key=f"{n}") for n in range(8))
    sellers, blobs = list(Seller.objects.all()), list(Blob.objects.all())
    cases = many(Complaint, (_case(people, n, sellers[n % len(sellers)], dice, now) for n in range(first, last)))
    _orders(cases, now)
    many(Claim, (Claim(complaint=case, kind=ClaimKind.RETURN_REFUND, amount=case.asked) for case in cases))
    tracks = many(Track, (_track(case) for case in cases))
    many(Step, (_step(case, track) for case, track in zip(cases, tracks, strict=True)))
    many(Deadline, (_deadline(case, track) for case, track in zip(cases, tracks, strict=True) if case.due_at))
    many(CaseAccess, (_access(case, people.bob, now) for case in cases))
    many(Evidence, (row for case in cases for row in _evidence(case, blobs, dice, now)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def many(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Write `rows`; returns them with their ids."""
    return model._default_manager.bulk_create(list(rows), batch_size=500)


def _case(people: Cast, n: int, seller: Seller, dice: random.Random, now: datetime) -> Complaint:
    status = dice.choice(list(Status))
    over = status in FINAL
    kept = status in (Status.KEPT, Status.CLOSED)
    asked = Decimal(dice.randrange(990, 300_000)) / 100
    touched = now - timedelta(minutes=dice.randrange(60 * 24 * 90))
    running = status not in (*FINAL, Status.DRAFT, Status.KEPT) and dice.random() < 0.8
    return Complaint(
        owner=people.alice if n % OWN_SHARE == 0 else people.others[n % len(people.others)],
        number=f"JL-2026-{n:06d}",
        kind=dice.choice(list(Kind)),
        title=f"{dice.choice(GOODS)}：{dice.choice(FAULTS)}",
        story="收到后和页面写的不一样，联系卖家后没有结果。",
        seller=seller,
        status=status,
        outcome=dice.choice(list(Outcome)) if status == Status.CLOSED else "",
        asked=asked,
        received=asked if kept else None,
        due_at=now + timedelta(hours=dice.randrange(-48, 24 * 20)) if running else None,
        due_ours=status in STAGE and status not in THEIR_MOVE,
        created_at=touched - timedelta(days=6),
        updated_at=touched,
        closed_at=touched if over else None,
        found_at=touched - timedelta(days=7),
        version=1,
    )


def _orders(cases: list[Complaint], now: datetime) -> None:
    placed = now - timedelta(days=100)
    rows = (
        Order(owner=case.owner, seller=case.seller, order_no=f"P{case.number}", paid=case.asked or 0, placed_at=placed)
        for case in cases
        if case.seller
    )
    orders = many(Order, rows)
    many(OrderItem, (OrderItem(order=order, title=GOODS[n % len(GOODS)]) for n, order in enumerate(orders)))
    through: Any = Complaint.orders.through
    pairs = zip(cases, orders, strict=True)
    many(through, (through(complaint_id=case.pk, order_id=order.pk) for case, order in pairs))


def _track(case: Complaint) -> Track:
    kind = (TrackKind.SELLER, TrackKind.SELLER, TrackKind.PLATFORM, TrackKind.COMPLAINT)[
        STAGE.get(Status(case.status), 1)
    ]
    return Track(complaint=case, kind=kind, state=TrackState.ACTIVE, opened_at=case.created_at)


def _step(case: Complaint, track: Track) -> Step:
    return Step(
        complaint=case, track=track, action="open", source=Status.DRAFT, target=Status.NEGOTIATING, actor=case.owner,
        happened_at=case.created_at, recorded_at=case.created_at, key="fill",
    )  # fmt: skip


def _deadline(case: Complaint, track: Track) -> Deadline:
    return Deadline(
        complaint=case, track=track, name="seller_answer", rule_id="bench", origin=Origin.USER,
        whose=Whose.CONSUMER if case.due_ours else Whose.SELLER, trigger_at=case.created_at, safe_at=case.due_at,
        latest_at=case.due_at, state=DeadlineState.OPEN,
    )  # fmt: skip


def _access(case: Complaint, helper: User, now: datetime) -> CaseAccess:
    return CaseAccess(complaint=case, user=helper, scope=Scope.ACT, granted_by=case.owner, granted_at=now)


def _evidence(case: Complaint, blobs: list[Blob], dice: random.Random, now: datetime) -> list[Evidence]:
    slots = playbooks.get(case.kind).slots[: dice.randrange(1, 6)]
    return [
        Evidence(complaint=case, blob=blob, name=slot.label, kind=slot.key, received_at=now, added_by_id=case.owner_id)
        for slot, blob in zip(slots, blobs, strict=False)
        if case.owner_id
    ]
