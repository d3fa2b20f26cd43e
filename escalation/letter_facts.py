"""A case as plain values for its letters: everything they may tell, in Chinese, read in few queries."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from complaints import facts as answered
from complaints import playbooks
from complaints.models import Claim, Order
from complaints.status import ClaimKind, Kind, TrackKind, TrackOutcome
from escalation.models import PromiseState
from escalation.situation import Situation
from escalation.transitions import PAID, Action
from evidence.checklist import names_for_letter
from law import CHINA
from law.venue import competent_authority, platform
from rulebook.snapshot import current_law
from texts.letters import Asked, Facts, promise_sentence

CLAIM_WORDS: dict[ClaimKind, str] = {
    ClaimKind.RETURN_REFUND: "退货退款",
    ClaimKind.REFUND_ONLY: "退还货款",
    ClaimKind.EXCHANGE: "更换商品",
    ClaimKind.REPAIR: "免费修理",
    ClaimKind.SHIP: "按约定发货",
    ClaimKind.MAKE_UP_SHORTAGE: "补足缺少的商品",
    ClaimKind.COMPENSATION: "赔偿损失",
    ClaimKind.FREIGHT: "运费由卖家承担",
    ClaimKind.APOLOGY: "赔礼道歉",
}
PLEAS: dict[ClaimKind, str] = {
    ClaimKind.RETURN_REFUND: "退还货款{amount}，原告退回所购商品",
    ClaimKind.REPAIR: "免费修理所购商品",
    ClaimKind.SHIP: "按约定交付所购商品",
    ClaimKind.FREIGHT: "承担退货的运费{amount}",
    ClaimKind.APOLOGY: "向原告赔礼道歉",
}
"""How a court is asked, where that differs."""
OPTIONS: dict[ClaimKind, str] = {
    ClaimKind.RETURN_REFUND: "退货", ClaimKind.REFUND_ONLY: "退赔费用", ClaimKind.EXCHANGE: "更换",
    ClaimKind.REPAIR: "修理", ClaimKind.COMPENSATION: "赔偿损失", ClaimKind.FREIGHT: "退赔费用",
}  # fmt: skip
"""The boxes of the 12315 form; claims that it has no box for stand in the text alone."""
CONFIRM: dict[ClaimKind, str] = {
    ClaimKind.RETURN_REFUND: "退货地址、退款方式和到账时间", ClaimKind.REFUND_ONLY: "退款方式和到账时间",
    ClaimKind.EXCHANGE: "寄回地址和换货发出的时间", ClaimKind.REPAIR: "寄修地址和修好的时间",
    ClaimKind.SHIP: "发货时间和快递单号", ClaimKind.MAKE_UP_SHORTAGE: "补发的时间和快递单号",
    ClaimKind.COMPENSATION: "金额、支付方式和到账时间",
}  # fmt: skip
"""What should stand in the chat when the seller agrees; it becomes the clocks."""
MONEY_BACK = (ClaimKind.RETURN_REFUND, ClaimKind.REFUND_ONLY)
WITHDRAWN = {
    TrackKind.PLATFORM: "客服介入申请", TrackKind.COMPLAINT: "投诉", TrackKind.ASSOCIATION: "调解申请",
    TrackKind.ODR: "在线和解申请", TrackKind.COURT: "起诉",
}  # fmt: skip
MEDIATORS = {TrackKind.ASSOCIATION: "消费者组织", TrackKind.COMPLAINT: "市场监督管理部门", TrackKind.COURT: "人民法院"}
BREAKS = (Action.RECORD_PROMISE_BROKEN, Action.RECORD_BROKEN, Action.RECORD_NOT_ARRIVED, Action.RECORD_PAID_LATE)
_ENDS = {
    TrackOutcome.REFUSED: "卖家拒绝",
    TrackOutcome.SILENT: "至今没有答复",
    TrackOutcome.BROKEN: "卖家答应后没有履行",
    TrackOutcome.REJECTED: "平台介入后没有支持",
    TrackOutcome.UPHELD: "平台支持了我的诉求，但没有执行到位",
}
SHOWN_PAGES = (Kind.NOT_AS_DESCRIBED, Kind.FALSE_ADVERTISING, Kind.COUNTERFEIT)
"""Types that are decided by what the page said at the time of the order."""
RULES_DECIDE = (Kind.RETURN_REFUSED, Kind.REFUND_DELAYED, Kind.SHIPPING)
"""Types that are decided by the platform's own rules."""


def facts_of(sit: Situation, answer_by: datetime | None = None) -> Facts:
    """Everything that letters of this case may tell; `answer_by` is when the seller should have answered."""
    case, seller = sit.complaint, sit.complaint.seller
    book = playbooks.get(case.kind)
    claims = sit.claims
    kinds = [ClaimKind(claim.kind) for claim in claims]
    return Facts(
        kind=book.title.zh, platform_type=book.platform_type, openings=book.texts, told=tuple(answered.told(case).values()),
        shop=seller.shop_name if seller else "", respondent=seller.licence_name if seller else "",
        credit_code=seller.credit_code if seller else "", address=seller.displayed_address if seller else "",
        authority=competent_authority(seller.displayed_address, platform(seller.platform)).authority if seller else "",
        story=case.story, found=day(case.found_at), person=case.owner.name if case.owner else "",
        claims=tuple(_asked(claim) for claim in claims),
        options="、".join(dict.fromkeys(OPTIONS[kind] for kind in kinds if kind in OPTIONS)),
        claimed=f"{case.asked:.2f}" if case.asked else "", floor=_floor(claims),
        confirm=next((CONFIRM[kind] for kind in kinds if kind in CONFIRM), ""),
        evidence=tuple(names_for_letter(case)), answer_by=day(answer_by),
        talked=_talked(sit), platform=_ended(sit, TrackKind.PLATFORM), broken=_broken(sit),
        **_bought(sit), **_ruled(sit), **_levers(sit), **_settled(sit),
    )  # fmt: skip


def _asked(claim: Claim) -> Asked:
    kind = ClaimKind(claim.kind)
    return Asked(CLAIM_WORDS[kind], yuan(claim.amount or None), PLEAS.get(kind, ""))


def day(moment: datetime | None) -> str:
    """「2026年10月28日」 in China, where these texts are read; "" for None."""
    local = moment.astimezone(CHINA) if moment else None
    return f"{local.year}年{local.month}月{local.day}日" if local else ""


def yuan(amount: Decimal | None) -> str:
    """「499.00元」, "" for None."""
    return f"{amount:,.2f}元" if amount is not None else ""


def claims_in_words(claims: Iterable[Claim]) -> str:
    """The claims as one sentence part: 「退货退款499.00元，运费由卖家承担」."""
    return "，".join(CLAIM_WORDS[ClaimKind(claim.kind)] + yuan(claim.amount or None) for claim in claims)


def _bought(sit: Situation) -> dict[str, Any]:
    """Several orders are told by all their numbers, the first day and the sum."""
    case, items = sit.complaint, sit.items
    found = {item.order_id: item.order for item in items} or {order.pk: order for order in case.orders.order_by("pk")}
    orders: list[Order] = sorted(found.values(), key=lambda order: (order.placed_at, order.pk))
    if not orders:
        return {}
    received = [order.received_at for order in orders if order.received_at]
    paid = yuan(sum((order.paid for order in orders), Decimal(0)))
    waits = case.kind == Kind.SHIPPING and not received
    return {
        "order_nos": tuple(order.order_no for order in orders), "goods": tuple(item.title for item in items),
        "placed": day(orders[0].placed_at), "received": day(max(received, default=None)),
        "paid": f"合计{paid}" if len(orders) > 1 else paid, "awaiting": "尚未收到商品" if waits else "",
    }  # fmt: skip


def _floor(claims: Iterable[Claim]) -> str:
    """The money back alone, where more than that is asked."""
    listed = list(claims)
    least = [claim for claim in listed if claim.kind in MONEY_BACK]
    return claims_in_words(least[:1]) if least and len(listed) > 1 else ""


def _talked(sit: Situation) -> str:
    """「2026年11月5日与卖家协商，卖家拒绝」 from the steps on record."""
    contact = next((step for step in sit.steps if step.action == Action.CONTACT_SELLER), None)
    if contact is None:
        return ""
    end = _ended(sit, TrackKind.SELLER)
    return f"{day(contact.happened_at)}与卖家协商" + (f"，{end}" if end else "")


def _ended(sit: Situation, kind: TrackKind) -> str:
    track = next((track for track in reversed(sit.tracks) if track.kind == kind), None)
    return _ENDS.get(TrackOutcome(track.outcome), "") if track and track.outcome else ""


def _broken(sit: Situation) -> tuple[str, ...]:
    """The last two promises that were broken."""
    if not any(step.action in BREAKS for step in sit.steps):
        return ()
    broken = [promise for promise in sit.promises if promise.state == PromiseState.BROKEN][-2:]
    return tuple(promise_sentence(p.said_at, _speaker(p.track), p.quote, p.due_at, sit.now) for p in broken)


def _speaker(track: Any) -> str:
    return "平台客服" if track and track.kind == TrackKind.PLATFORM else "卖家"


def _ruled(sit: Situation) -> dict[str, Any]:
    """What the platform asked for and decided last; a machine's ruling may be laid before a person (Decree 116, art. 19)."""
    asked, ruled = _last(sit, Action.RECORD_PLATFORM_REQUEST), _last(sit, Action.RECORD_RULING_AGAINST)
    said = str(ruled.facts.get("said") or "").strip() if ruled else ""
    because = f"，理由是「{said}」" if said else ""
    return {
        "asked_for": str(asked.facts.get("said") or "") if asked else "",
        "ruled": f"{day(ruled.happened_at)}平台没有支持我的诉求{because}" if ruled else "",
        "cite_review": _cited("PRM_19", sit.now) if ruled and ruled.facts.get("machine") else "",
    }  # fmt: skip


def _levers(sit: Situation) -> dict[str, Any]:
    """Provisions that letters to the platform may name, each only where it applies."""
    case = sit.complaint
    order = case.orders.order_by("placed_at", "pk").first()
    live = answered.known(case).get("where_said") == "live"
    levers = {"cite_reasons": _cited("PRM_19", sit.now)}
    if case.kind in RULES_DECIDE and order:
        levers["cite_version"] = _cited("PRM_15", order.placed_at)
    if case.kind in SHOWN_PAGES and order:
        levers["cite_snapshot"] = _cited("LIV_16" if live else "ECL_31", order.placed_at)
    return levers


def _cited(norm_id: str, on: datetime) -> str:
    """The provision as it is cited, "" on a day on which it wasn't in force."""
    norm, today = current_law().reference.norm(norm_id), on.astimezone(CHINA).date()
    begun = norm.effective_from is None or norm.effective_from <= today
    return norm.citation_zh if begun and (norm.effective_to is None or today <= norm.effective_to) else ""


def _settled(sit: Situation) -> dict[str, Any]:
    """What was agreed, what was paid, what is taken back."""
    case, track = sit.complaint, sit.track
    paid = next((step for step in reversed(sit.steps) if step.action in PAID), None)
    agreed = _last(sit, Action.RECORD_MEDIATION_AGREEMENT)
    owed = (case.promised or case.asked or Decimal(0)) - (case.received or Decimal(0))
    values = {
        "paid_on": day(paid.happened_at) if paid else "", "paid_back": yuan(case.received or None) if paid else "",
        "rest": yuan(owed) if paid and case.received and owed > 0 else "",
        "withdrawn": WITHDRAWN.get(TrackKind(track.kind), "") if track else "",
        "external_no": track.external_no if track else "",
    }  # fmt: skip
    return values | (_agreed(sit, agreed) if agreed else {})


def _agreed(sit: Situation, agreed: Any) -> dict[str, str]:
    """The agreement in mediation, and until when both may ask for its confirmation (民事诉讼法 art. 205)."""
    law, case = current_law(), sit.complaint
    due = law.due(law.rule("CPLAW205_CONFIRM_30D"), agreed.happened_at)
    money = f"卖家支付{yuan(case.promised)}" if case.promised else ""
    said = str(agreed.facts.get("said") or "").strip()
    return {
        "agreed_on": day(agreed.happened_at), "agreement": money or said,
        "keep_by": day(parse_datetime(str(agreed.facts.get("keep_by") or ""))),
        "mediator": MEDIATORS.get(TrackKind(agreed.track.kind), "") if agreed.track else "",
        "confirm_by": day(due.safe), "cite_confirm": _cited("CPLAW_205", sit.now),
    }  # fmt: skip


def _last(sit: Situation, action: Action) -> Any:
    """The last step of this kind, or None."""
    return next((step for step in reversed(sit.steps) if step.action == action), None)
