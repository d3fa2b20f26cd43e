"""Texts that fit the channel they go to, from one base of facts. Chinese always: they go to a Chinese seller or office.

Facts come first, the claim and the concrete date are never dropped; only the story is shortened to fit a limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from complaints import playbooks
from complaints.models import Claim, OrderItem
from complaints.status import ClaimKind, TrackKind, TrackOutcome
from escalation.models import Channel, PromiseState
from escalation.situation import Situation
from escalation.transitions import PAID, Action
from evidence.checklist import names_for_letter
from rulebook.snapshot import current_law

CLAIM_WORDS: dict[ClaimKind, str] = {
    ClaimKind.RETURN_REFUND: "退货退款",
    ClaimKind.REFUND_ONLY: "退还货款",
    ClaimKind.EXCHANGE: "更换商品",
    ClaimKind.REPAIR: "免费修理",
    ClaimKind.SHIP: "按约定发货",
    ClaimKind.MAKE_UP_SHORTAGE: "补足缺少的商品",
    ClaimKind.COMPENSATION: "赔偿损失",
    ClaimKind.FREIGHT: "运费由商家承担",
    ClaimKind.APOLOGY: "赔礼道歉",
}
_ENDS = {
    TrackOutcome.REFUSED: "商家拒绝",
    TrackOutcome.SILENT: "至今没有答复",
    TrackOutcome.BROKEN: "商家答应后没有履行",
    TrackOutcome.REJECTED: "平台未支持",
    TrackOutcome.UPHELD: "平台支持了我的诉求，但没有执行到位",
}
_SENTENCE = re.compile("[^。！？；!?;]*[。！？；!?;]?")
_STORY_WORTH_TELLING = 120

SIGNED = (Channel.ASSOCIATION_LETTER, Channel.COURT_CLAIM, Channel.CONFIRMATION)
"""Letters that go out under the person's name."""
BREAKS = (Action.RECORD_PROMISE_BROKEN, Action.RECORD_BROKEN, Action.RECORD_NOT_ARRIVED, Action.RECORD_PAID_LATE)
WITHDRAWN = {
    TrackKind.PLATFORM: "客服介入申请", TrackKind.COMPLAINT: "投诉", TrackKind.ASSOCIATION: "调解申请",
    TrackKind.ODR: "在线和解申请", TrackKind.COURT: "起诉",
}  # fmt: skip

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """A text for one channel: `text` fits `limit`; `missing` are the blanks a person should fill first."""

    channel: Channel
    text: str
    limit: int
    missing: tuple[str, ...]
    shortened: bool


def day(moment: datetime) -> str:
    """「2026年10月28日」 in China, where these texts are read."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{local.year}年{local.month}月{local.day}日"


def yuan(amount: Decimal | None) -> str:
    """「499.00元」."""
    return f"{amount:,.2f}元" if amount is not None else ""


def claims_in_words(claims: list[Claim]) -> str:
    """The claims as one sentence part: 「退货退款499.00元，运费由商家承担」."""
    return "，".join(CLAIM_WORDS[ClaimKind(c.kind)] + yuan(c.amount if c.amount else None) for c in claims)


def most_characters(channel: Channel) -> int:
    """How many characters the channel takes, as the rulebook says today."""
    return current_law().reference.channel(channel.value).max_chars


def write(sit: Situation, channel: Channel, answer_by: datetime | None = None) -> Letter:
    """The text for `channel` within its limit. Order number, date, amount paid and claims always stay whole."""
    facts, missing = _facts(sit, channel, answer_by)
    limit, story = most_characters(channel), " ".join(sit.complaint.story.split())
    text = _render(channel, facts, story)
    if len(text) <= limit:
        return Letter(channel, text, limit, missing, shortened=False)
    for terser in _ever_terser(facts):
        room = limit - len(_render(channel, terser, "。")) + 1
        if room >= min(len(story), _STORY_WORTH_TELLING):
            break
    return Letter(channel, _render(channel, terser, _fitting(story, room)), limit, missing, shortened=True)


def _render(channel: Channel, facts: Facts, story: str) -> str:
    return _tidy(render_to_string(f"letters/{channel.value}.txt", facts | {"story": story}))


def _ever_terser(facts: Facts) -> Iterator[Facts]:
    """The facts with less and less around what must stay: long names first, then the list of evidence, then the talk."""
    yield facts
    for names, dropped in ((30, ()), (20, ("evidence",)), (20, ("evidence", "talked", "platform", "broken"))):
        cut = {name: _cut(str(facts[name]), names) for name in ("goods", "shop", "respondent")}
        listed = _cut(str(facts["evidence"]), 60)
        yield facts | cut | {"evidence": listed} | dict.fromkeys(dropped, "")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _fitting(story: str, room: int) -> str:
    """The beginning of the story in whole sentences; where they would leave half the room empty, cut inside one."""
    kept = ""
    for sentence in _SENTENCE.findall(story):
        if len(kept) + len(sentence) > room:
            break
        kept += sentence
    if len(kept) == len(story) or len(kept) * 2 >= room:
        return kept
    return _cut(story, room) if room > 1 else ""


def _facts(sit: Situation, channel: Channel, answer_by: datetime | None) -> tuple[Facts, tuple[str, ...]]:
    case = sit.complaint
    items = list(OrderItem.objects.filter(order__complaints=case).select_related("order").order_by("pk"))
    order = items[0].order if items else case.orders.first()
    claims = list(case.claims.order_by("pk"))
    facts: Facts = {
        "order_no": order.order_no if order else "", "shop": case.seller.shop_name if case.seller else "",
        "respondent": case.seller.respondent if case.seller else "", "goods": "、".join(i.title for i in items[:3]),
        "paid": yuan(order.paid) if order else "", "placed": day(order.placed_at) if order else "",
        "received": day(order.received_at) if order and order.received_at else "",
        "kind": playbooks.get(case.kind).title.zh, "claims": claims_in_words(claims),
        "answer_by": day(answer_by) if answer_by else "",
        "talked": _talked(sit), "platform": _ended(sit, TrackKind.PLATFORM), "evidence": "、".join(names_for_letter(case)[:8]),
        "person": case.owner.name if case.owner else "", "broken": _broken(sit), **_later(sit),
    }  # fmt: skip
    needed = {"order_no": "订单号", "shop": "店铺", "goods": "商品", "placed": "下单时间", "claims": "诉求"}
    if channel in SIGNED:
        needed["person"] = "姓名"
    return facts, tuple(label for name, label in needed.items() if not facts[name])


def _broken(sit: Situation) -> str:
    """「商家10月28日承诺「48小时内退款」，至今没有兑现。」 for the last two promises that were broken."""
    if not any(step.action in BREAKS for step in sit.steps):
        return ""
    broken = [promise for promise in sit.promises if promise.state == PromiseState.BROKEN][-2:]
    return "".join(f"商家{day(p.said_at)}承诺「{_cut(p.quote, 40)}」，至今没有兑现。" for p in broken)


def _later(sit: Situation) -> Facts:
    """What letters of a late stage tell: who is sued, what was agreed, what was paid, what is taken back."""
    case, seller = sit.complaint, sit.complaint.seller
    paid = next((s for s in reversed(sit.steps) if s.action in PAID), None)
    agreed = next((s for s in reversed(sit.steps) if s.action == Action.RECORD_MEDIATION_AGREEMENT), None)
    asked = next((s for s in reversed(sit.steps) if s.action == Action.RECORD_PLATFORM_REQUEST), None)
    keep_by = parse_datetime(agreed.facts.get("keep_by") or "") if agreed else None
    track = sit.track
    return {
        "surname": (case.owner.name if case.owner else "")[:1], "credit_code": seller.credit_code if seller else "",
        "address": seller.displayed_address if seller else "",
        "paid_on": day(paid.happened_at) if paid else "", "paid_back": yuan(case.received) if paid else "",
        "agreed_on": day(agreed.happened_at) if agreed else "", "keep_by": day(keep_by) if keep_by else "",
        "promised": f"经营者支付{yuan(case.promised)}" if agreed and case.promised else "",
        "asked_for": _cut(str(asked.facts.get("said") or "").rstrip("。"), 60) if asked else "",
        "withdrawn": WITHDRAWN.get(TrackKind(track.kind), "") if track else "申请",
        "external_no": track.external_no if track else "",
    }  # fmt: skip


def _talked(sit: Situation) -> str:
    """「11月5日与商家协商，商家拒绝」 from the steps on record."""
    contact = next((s for s in sit.steps if s.action == Action.CONTACT_SELLER), None)
    if contact is None:
        return ""
    return f"{day(contact.happened_at)}与商家协商" + ("，" + end if (end := _ended(sit, TrackKind.SELLER)) else "")


def _ended(sit: Situation, kind: TrackKind) -> str:
    track = next((t for t in reversed(sit.tracks) if t.kind == kind), None)
    return _ENDS.get(TrackOutcome(track.outcome), "") if track and track.outcome else ""


def _tidy(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join(line for line in lines if line).strip()
