"""Cases for every folder of tests, built through the product's own doors only: nothing here writes a status or a row.

`draft(alice)`, `opened(alice)`, `at_stage(alice, "with_platform")`; `do(case, action, who, at=…)` goes on from there.
The first step is taken at START, each further one an hour later; all of them lie before LATER.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import User
from complaints import filing
from complaints.models import Complaint
from complaints.orders import OrderFacts, record_order
from complaints.status import ClaimKind, Kind, Outcome, TrackKind
from escalation.models import Step
from escalation.transitions import Action
from escalation.workflow import perform

START = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Shanghai; no holiday lies near
LATER = START + timedelta(hours=12)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORY = "页面写着玻尿酸含量2%，收到的商品标签上没有这一项。联系商家，对方不承认。"
ORDER = OrderFacts(
    order_no="P758291046375182736",
    shop_name="小鹿的护肤铺",
    goods="玻尿酸保湿面霜 50g",
    paid=Decimal("268.00"),
    placed_at=START - 6 * DAY,
    shipped_at=START - 5 * DAY,
    received_at=START - 3 * DAY,
)
_orders = count(1)


def draft(
    owner: User, kind: str = Kind.NOT_AS_DESCRIBED, *, story: str = STORY, safety: bool = False,
    claims: filing.Claims | None = None, actor: User | None = None, now: datetime = START - HOUR, **order: Any,
) -> Complaint:  # fmt: skip
    """A complete draft of `owner`, ready to be opened; `order` replaces facts of the order, whose number is a new one."""
    facts = replace(ORDER, **({"order_no": f"P7582910463751{next(_orders):05d}"} | order))
    case = filing.start_draft(owner, record_order(owner, facts), kind, actor=actor, now=now)
    filing.edit_draft(case, replace(filing.facts_of(case), story=story, safety=safety), now=now)
    asked = {ClaimKind.RETURN_REFUND: facts.paid} if claims is None else claims
    filing.set_claims(case, asked, actor=actor or owner, now=now)
    return case


def do(case: Complaint, action: Action | str, who: User, *, at: datetime = LATER, **facts: Any) -> Step:
    """`perform`, and `case` as it stands afterwards."""
    step = perform(case, action, who, now=at, **facts)
    case.refresh_from_db()
    return step


def opened(owner: User, **facts: Any) -> Complaint:
    """An open case: nothing has been said to the seller yet."""
    return at_stage(owner, "negotiating", **facts)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on a case's way: which one it follows, by which action."""

    after: str
    action: Action
    facts: dict[str, Any] = field(default_factory=dict)
    track: TrackKind | None = None


A = Action
_FILING = TrackKind.COMPLAINT
_TEXT = {"text": "请在三日内退款。"}
_WORD = {"promised": Decimal("268.00"), "keep_by": START + 5 * DAY}
STOPS: dict[str, Stop] = {
    "negotiating": Stop("draft", A.OPEN),
    "contacted": Stop("negotiating", A.CONTACT_SELLER, _TEXT),
    "agreed": Stop("contacted", A.RECORD_AGREEMENT, _WORD),
    "kept": Stop("agreed", A.RECORD_KEPT),
    "closed": Stop("kept", A.CLOSE, {"outcome": Outcome.RESOLVED, "received": Decimal("268.00")}),
    "withdrawn": Stop("contacted", A.WITHDRAW),
    "ready_for_platform": Stop("contacted", A.RECORD_REFUSAL, {"said": "已拆封，不退"}),
    "with_platform": Stop("ready_for_platform", A.ESCALATE_TO_PLATFORM, _TEXT),
    "platform_asked": Stop("with_platform", A.RECORD_PLATFORM_REQUEST, {"said": "请补充开箱照片"}),
    "upheld": Stop("with_platform", A.RECORD_RULING_FOR, _WORD),
    "ready_for_regulator": Stop("with_platform", A.RECORD_RULING_AGAINST, {"said": "证据不足"}),
    "preparing": Stop("ready_for_regulator", A.PREPARE_FILING, {"channel": _FILING}),
    "in_review": Stop("preparing", A.ASK_REVIEW, _TEXT, _FILING),
    "approved": Stop("in_review", A.APPROVE_FILING, {}, _FILING),
    "second_read": Stop("in_review", A.PASS_ON, {}, _FILING),
    "filed": Stop("preparing", A.ESCALATE_TO_REGULATOR, _TEXT | {"reference": "TS-1"}, _FILING),
    "accepted": Stop("filed", A.RECORD_ACCEPTANCE, {"reference": "SL-2"}, _FILING),
    "mediating": Stop("accepted", A.RECORD_MEDIATION, {}, _FILING),
    "settled": Stop("mediating", A.RECORD_MEDIATION_AGREEMENT, _WORD, _FILING),
    "sent_back": Stop("agreed_return", A.RECORD_SENT_BACK, {"carrier": "顺丰", "waybill": "SF1029384756"}),
    "agreed_return": Stop("contacted", A.RECORD_AGREEMENT, {"promised": Decimal("268.00"), "goods_back": True}),
    "promised": Stop("contacted", A.RECORD_PROMISE, {"quote": "48小时内给你退款", "keep_by": START + 3 * DAY}),
    "odr_filed": Stop("odr", A.ESCALATE_TO_REGULATOR, _TEXT, TrackKind.ODR),
    "odr": Stop("ready_for_regulator", A.PREPARE_FILING, {"channel": TrackKind.ODR}),
    "accepted_in_court": Stop("in_court", A.RECORD_ACCEPTANCE, {"reference": "(2026)沪0101民初1号"}, TrackKind.COURT),
    "in_court": Stop("suing", A.ESCALATE_TO_REGULATOR, _TEXT, TrackKind.COURT),
    "suing": Stop("court_ready", A.PREPARE_FILING, {"channel": TrackKind.COURT}),
    "court_ready": Stop("mediating", A.RECORD_MEDIATION_END, {}, _FILING),
}
"""Where a case can be put: all statuses of a case by name, and the states of a 12315 complaint."""


def at_stage(
    owner: User,
    stage: str,
    *,
    admin: User | None = None,
    second: User | None = None,
    by: User | None = None,
    **facts: Any,
) -> Complaint:
    """A case at `stage` (a key of STOPS, or "draft"). `by` does the steps (the owner), `admin` and `second` approve."""
    if stage == "second_read":
        facts.setdefault("safety", True)
    case = draft(owner, **facts)
    way: list[Stop] = []
    while stage != "draft":
        way.insert(0, STOPS[stage])
        stage = STOPS[stage].after
    for place, stop in enumerate(way):
        who = {A.APPROVE_FILING: second or admin, A.PASS_ON: admin}.get(stop.action) or by or owner
        do(case, stop.action, who, at=START + place * HOUR, track=stop.track, **stop.facts)
    return case
