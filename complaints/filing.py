"""Drafts and the facts of a case. Opening a case is an action of the workflow (`escalation`), like every other step."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger, playbooks
from complaints.models import Claim, Complaint, Order
from complaints.numbering import next_number
from complaints.orders import OrderFacts, changes, record_order, redo_what_rests_on
from complaints.status import FINAL, ClaimKind, Status

TITLE_LENGTH = 60
REFUNDS = (ClaimKind.RETURN_REFUND, ClaimKind.REFUND_ONLY)  # alternatives: asked for one or the other, never both
ADDED = (ClaimKind.FREIGHT, ClaimKind.COMPENSATION)  # asked for on top of a refund
_COLON = playbooks.Words(zh="：", en=": ")
_CHINA = ZoneInfo("Asia/Shanghai")

Claims = Mapping[ClaimKind, Decimal | None]


class NotADraft(Exception):
    """The case was opened meanwhile: its facts are edited with `edit_facts`."""


class CaseOver(Exception):
    """The case is closed or withdrawn: its facts stay as they are, unless it is reopened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the consumer says happened. `found_at`: when it was noticed; `safety`: a danger to health or safety."""

    kind: str
    title: str
    story: str = ""
    found_at: datetime | None = None
    safety: bool = False


def start_draft(
    owner: User, order: Order, kind: str, title: str = "", *, actor: User | None = None, now: datetime | None = None
) -> Complaint:
    """A new case about `order`, still a draft, with its number and the ledger's first entry.

    `title` may be left out: then it is made of the goods and the type. Raises ValueError for a type without a playbook.
    """
    now, book = now or timezone.now(), playbooks.get(kind)
    with transaction.atomic():
        complaint = Complaint.objects.create(
            owner=owner,
            number=next_number(now.astimezone(_CHINA).year),
            kind=book.name,
            title=title or default_title(order, kind),
            seller=order.seller,
            created_at=now,
            updated_at=now,
        )
        complaint.orders.add(order)
        said = {"number": complaint.number, "kind": kind, "title": complaint.title, "order_no": order.order_no}
        ledger.append(complaint, "drafted", said, actor=actor or owner, at=now)
    return complaint


def begin_case(
    owner: User, order: OrderFacts, kind: str, *, actor: User | None = None, now: datetime | None = None
) -> Complaint:
    """Record an order and start the draft about it: both, or neither. Raises orders.DuplicateOrder."""
    with transaction.atomic():
        return start_draft(owner, record_order(owner, order), kind, actor=actor, now=now)


def draft_on(order: Order, kind: str) -> Complaint | None:
    """The owner's draft about that order and type, if there is one: a form sent twice must not make two cases."""
    return order.complaints.filter(status=Status.DRAFT, kind=kind, owner=order.owner).order_by("-pk").first()


def default_title(order: Order, kind: str) -> str:
    """「玻尿酸保湿面霜：与描述不符」, at most 60 characters; long names of goods are cut."""
    ending = f"{_COLON}{playbooks.get(kind).title}"
    item = order.items.order_by("pk").first()
    goods = item.title if item else order.seller.shop_name
    room = TITLE_LENGTH - len(ending)
    return (goods if len(goods) <= room else goods[: room - 1] + "…") + ending


def facts_of(complaint: Complaint) -> Facts:
    """The facts as they stand."""
    return Facts(
        kind=complaint.kind,
        title=complaint.title,
        story=complaint.story,
        found_at=complaint.found_at,
        safety=complaint.safety,
    )


def edit(complaint: Complaint, facts: Facts, *, actor: User, now: datetime | None = None) -> None:
    """Write the facts, by the door that fits the case. Raises CaseOver."""
    if complaint.status == Status.DRAFT:
        try:
            return edit_draft(complaint, facts, now=now)
        except NotADraft:  # opened in another tab since the page was loaded
            complaint.refresh_from_db()
    return edit_facts(complaint, facts, actor=actor, now=now)


def edit_draft(complaint: Complaint, facts: Facts, *, now: datetime | None = None) -> None:
    """Write the facts of a draft; drafts may change freely, without entries. Raises NotADraft."""
    drafts = Complaint.objects.filter(pk=complaint.pk, status=Status.DRAFT)
    if not drafts.update(**asdict(facts), updated_at=now or timezone.now()):
        raise NotADraft(complaint.number)
    complaint.refresh_from_db()


def edit_facts(complaint: Complaint, facts: Facts, *, actor: User, now: datetime | None = None) -> None:
    """Write the facts of an open case, before and after into its ledger, and let the clocks that rest on them be counted
    again. Raises CaseOver, writing nothing.
    """
    now, before = now or timezone.now(), facts_of(complaint)
    if before == facts:
        return
    with transaction.atomic():
        going = Complaint.objects.filter(pk=complaint.pk).exclude(status__in=FINAL)
        if not going.update(**asdict(facts), updated_at=now):
            raise CaseOver(complaint.number)
        complaint.refresh_from_db()
        redo_what_rests_on(complaint, now)
        ledger.append(complaint, "facts_edited", changes(asdict(before), asdict(facts)), actor=actor, at=now)
    complaint.refresh_from_db()


def asked_total(claims: Claims) -> Decimal | None:
    """What the claims come to in CNY: the larger of the alternative refunds, plus freight and compensation.

    None where no amount is asked for.
    """
    refunds = [amount for kind in REFUNDS if (amount := claims.get(kind)) is not None]
    added = [amount for kind in ADDED if (amount := claims.get(kind)) is not None]
    return max(refunds, default=Decimal(0)) + sum(added, Decimal(0)) if refunds or added else None


def claims_of(complaint: Complaint) -> dict[ClaimKind, Decimal | None]:
    """The claims as they stand, in the order they are offered."""
    amounts = dict(complaint.claims.values_list("kind", "amount"))
    return {kind: amounts[kind] for kind in ClaimKind if kind in amounts}


def set_claims(complaint: Complaint, claims: Claims, *, actor: User, now: datetime | None = None) -> None:
    """Replace the claims and the sum asked; once the case is open its ledger keeps both versions. Raises CaseOver."""
    now, before = now or timezone.now(), claims_of(complaint)
    if before == dict(claims):
        return
    with transaction.atomic():
        if not Complaint.objects.filter(pk=complaint.pk).exclude(status__in=FINAL).update(updated_at=now):
            raise CaseOver(complaint.number)
        _replace_claims(complaint, claims, now)
        complaint.refresh_from_db(fields=["status"])
        if complaint.status != Status.DRAFT:
            said = changes({"claims": before}, {"claims": dict(claims)})
            ledger.append(complaint, "facts_edited", said, actor=actor, at=now)


def _replace_claims(complaint: Complaint, claims: Claims, now: datetime) -> None:
    complaint.claims.exclude(kind__in=list(claims)).delete()
    for kind, amount in claims.items():
        Claim.objects.update_or_create(complaint=complaint, kind=kind, defaults={"amount": amount})
    complaint.asked, complaint.updated_at = asked_total(claims), now
    complaint.save(update_fields=["asked", "updated_at"])
