"""Which clocks each action starts and stops: a table beside the workflow's, read by `deadlines`.

A clock's moment comes from a rule of law or platform (`rule`, or the version of a `family` in force), unless the person
typed the countdown that the app shows (`typed`: the name of that fact), which then is the authority. `figure`: a time of
our own, after which we ask again. `only_if`: the fact without which the clock doesn't start.
"""

from dataclasses import dataclass, replace

from complaints.status import Status, TrackKind
from escalation.models import Origin, Whose
from escalation.transitions import Action


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: its `name`, whose it is, what it is counted by, and the fact in which a person may type it."""

    name: str
    whose: Whose
    rule: str = ""
    family: str = ""
    typed: str = ""
    origin: Origin = Origin.LAW
    only_track: TrackKind | None = None
    figure: str = ""
    only_if: str = ""


RETURN_WINDOW = Clock("return_window", Whose.CONSUMER, rule="CPL25_RETURN_7D")
DISPATCH = Clock("dispatch", Whose.SELLER, rule="XHS_SHIP_48H", origin=Origin.PLATFORM)
LIMIT = Clock("limit", Whose.CONSUMER, family="COMPLAINT_LIMIT")
ANSWER = Clock("seller_answer", Whose.SELLER, rule="XHS_SELLER_AUDIT_48H", typed="answer_by", origin=Origin.PLATFORM)
PROMISE = Clock("promise", Whose.SELLER, typed="keep_by", origin=Origin.PROMISE)
APPLY = Clock("apply_platform", Whose.CONSUMER, rule="XHS_APPLY_PLATFORM_7D", typed="apply_by", origin=Origin.PLATFORM)
APPLY_AFTER_PROMISE = replace(APPLY, typed="", only_track=TrackKind.SELLER)
RULING = Clock("ruling", Whose.PLATFORM, rule="XHS_RULING_7WD", typed="ruling_by", origin=Origin.PLATFORM)
MATERIAL = Clock("material", Whose.CONSUMER, rule="XHS_EVIDENCE_48H", typed="material_by", origin=Origin.PLATFORM)
ACCEPTANCE = Clock("acceptance", Whose.AUTHORITY, family="COMPLAINT_ACCEPT", only_track=TrackKind.COMPLAINT)
CHECKED = Clock("acceptance", Whose.AUTHORITY, rule="PROC_REPORT_CHECK_15WD", only_track=TrackKind.REPORT)
MEDIATION = Clock("mediation", Whose.AUTHORITY, family="MEDIATION_END", only_track=TrackKind.COMPLAINT)
COUNCIL = Clock("mediation", Whose.AUTHORITY, rule="SHCR56_MEDIATE_60D", only_track=TrackKind.ASSOCIATION)
SEND_BACK = Clock(
    "send_back",
    Whose.CONSUMER,
    rule="XHS_BUYER_SHIP_BACK_7D",
    typed="send_by",
    origin=Origin.PLATFORM,
    only_if="goods_back",
)
RETURN_REFUND = Clock("return_refund", Whose.SELLER, rule="CPL25_REFUND_7D")
SETTLEMENT = Clock("settlement", Whose.SELLER, rule="ODR_SETTLE_10WD", only_track=TrackKind.ODR)
COURT_FILING = Clock("court_filing", Whose.AUTHORITY, rule="CPLAW126_FILE_7D", only_track=TrackKind.COURT)
JUDGMENT = Clock("judgment", Whose.AUTHORITY, rule="CPLAW168_SMALL_2M", only_track=TrackKind.COURT)
MONEY = (
    Clock("money_soon", Whose.CONSUMER, figure="MONEY_SOON", origin=Origin.HOUSE),
    Clock("money_later", Whose.CONSUMER, figure="MONEY_LATER", origin=Origin.HOUSE),
)
CONFIRM = Clock("confirmation", Whose.CONSUMER, rule="CPLAW205_CONFIRM_30D", only_track=TrackKind.ASSOCIATION)

STARTS: dict[Action, tuple[Clock, ...]] = {
    Action.CONTACT_SELLER: (ANSWER,),
    Action.RECORD_AGREEMENT: (PROMISE, SEND_BACK),
    Action.RECORD_PROMISE: (PROMISE,),
    Action.RECORD_RETURN_RECEIVED: (RETURN_REFUND,),
    Action.RECORD_KEPT: MONEY,
    Action.RECORD_PAID_LATE: MONEY,
    Action.RECORD_REFUSAL: (APPLY,),
    Action.RECORD_SILENCE: (APPLY,),
    Action.ESCALATE_TO_PLATFORM: (RULING,),
    Action.RECORD_PLATFORM_REQUEST: (MATERIAL,),
    Action.RECORD_RULING_FOR: (PROMISE, SEND_BACK),
    Action.APPEAL_RULING: (RULING,),
    Action.RECORD_BROKEN: (APPLY_AFTER_PROMISE,),
    Action.ESCALATE_TO_REGULATOR: (ACCEPTANCE, CHECKED, SETTLEMENT, COURT_FILING),
    Action.RECORD_ACCEPTANCE: (MEDIATION, COUNCIL, JUDGMENT),
    Action.RECORD_MEDIATION_AGREEMENT: (PROMISE, SEND_BACK, CONFIRM),
}
"""Clocks that run from the step's own moment. Those of the order (return, dispatch, limit) start when a case opens."""

RUNS_AGAIN: dict[Status, tuple[str, ...]] = {
    Status.READY_FOR_PLATFORM: (APPLY.name,),
    Status.WITH_PLATFORM: (RULING.name,),
    Status.PLATFORM_ASKED: (RULING.name, MATERIAL.name),
}
"""Where a case goes back to because the money didn't come after all: the clocks that were met by it and run on."""

DECISIONS = ("acceptance", "settlement", "court_filing")
ENDS = ("mediation", "settlement", "judgment")

STOPS: dict[Action, tuple[str, ...]] = {
    Action.CONTACT_SELLER: ("return_window", "seller_answer"),
    Action.RECORD_AGREEMENT: ("seller_answer", "dispatch"),
    Action.RECORD_REFUSAL: ("seller_answer",),
    Action.RECORD_SILENCE: ("seller_answer",),
    Action.RECORD_SENT_BACK: ("send_back",),
    Action.RECORD_KEPT: ("promise", "confirmation", "return_refund", "send_back"),
    Action.RECORD_BROKEN: ("promise", "return_refund", "send_back"),
    Action.RECORD_NOT_ARRIVED: ("money_soon", "money_later"),
    Action.RECORD_PAID_LATE: ("return_window", "seller_answer", "apply_platform", "ruling", "material", "dispatch"),
    Action.ESCALATE_TO_PLATFORM: ("apply_platform", "dispatch"),
    Action.ANSWER_PLATFORM: ("material",),
    Action.RECORD_RULING_FOR: ("ruling", "material"),
    Action.RECORD_RULING_AGAINST: ("ruling", "material"),
    Action.RECORD_PLATFORM_SILENCE: ("ruling",),
    Action.SKIP_TO_REGULATOR: ("seller_answer", "promise", "apply_platform", "ruling", "material", "dispatch"),
    Action.RECORD_ACCEPTANCE: DECISIONS,
    Action.RECORD_DECLINED: DECISIONS,
    Action.RECORD_REGULATOR_SILENCE: DECISIONS,
    Action.RECORD_MEDIATION_AGREEMENT: ENDS,
    Action.RECORD_MEDIATION_END: ENDS,
    Action.RECORD_RESULT: ENDS,
    Action.WITHDRAW_FILING: ("ruling", "material", *DECISIONS, *ENDS),
    Action.APPLY_CONFIRMATION: ("confirmation",),
}
"""Clocks that the action meets: what was owed was done, or no longer matters. Promises' own clocks: `promises`."""

OF_ONE_TRACK = (
    Action.RECORD_ACCEPTANCE, Action.RECORD_DECLINED, Action.RECORD_REGULATOR_SILENCE, Action.RECORD_RESULT,
    Action.RECORD_MEDIATION_AGREEMENT, Action.RECORD_MEDIATION_END, Action.WITHDRAW_FILING,
)  # fmt: skip
"""Actions that meet the clocks of their own track only."""
