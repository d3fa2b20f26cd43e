"""Which clocks each action starts and stops: a table beside the workflow's, read by `deadlines`.

A clock's moment comes from a rule of law or platform (`rule`, or the version of a `family` in force), unless the person
typed the countdown that the app shows (`typed`: the name of that fact), which then is the authority.
"""

from dataclasses import dataclass, replace

from complaints.status import TrackKind
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
CONFIRM = Clock("confirmation", Whose.CONSUMER, rule="CPLAW205_CONFIRM_30D", only_track=TrackKind.ASSOCIATION)

STARTS: dict[Action, tuple[Clock, ...]] = {
    Action.CONTACT_SELLER: (ANSWER,),
    Action.RECORD_AGREEMENT: (PROMISE,),
    Action.RECORD_REFUSAL: (APPLY,),
    Action.RECORD_SILENCE: (APPLY,),
    Action.ESCALATE_TO_PLATFORM: (RULING,),
    Action.RECORD_PLATFORM_REQUEST: (MATERIAL,),
    Action.RECORD_RULING_FOR: (PROMISE,),
    Action.RECORD_BROKEN: (APPLY_AFTER_PROMISE,),
    Action.ESCALATE_TO_REGULATOR: (ACCEPTANCE, CHECKED),
    Action.RECORD_ACCEPTANCE: (MEDIATION, COUNCIL),
    Action.RECORD_MEDIATION_AGREEMENT: (PROMISE, CONFIRM),
}
"""Clocks that run from the step's own moment. Those of the order (return, dispatch, limit) start when a case opens."""

STOPS: dict[Action, tuple[str, ...]] = {
    Action.CONTACT_SELLER: ("return_window", "seller_answer"),
    Action.RECORD_AGREEMENT: ("seller_answer", "dispatch"),
    Action.RECORD_REFUSAL: ("seller_answer",),
    Action.RECORD_SILENCE: ("seller_answer",),
    Action.RECORD_KEPT: ("promise", "confirmation"),
    Action.RECORD_BROKEN: ("promise",),
    Action.ESCALATE_TO_PLATFORM: ("apply_platform", "dispatch"),
    Action.ANSWER_PLATFORM: ("material",),
    Action.RECORD_RULING_FOR: ("ruling", "material"),
    Action.RECORD_RULING_AGAINST: ("ruling", "material"),
    Action.RECORD_PLATFORM_SILENCE: ("ruling",),
    Action.SKIP_TO_REGULATOR: ("seller_answer", "promise", "apply_platform", "ruling", "material", "dispatch"),
    Action.RECORD_ACCEPTANCE: ("acceptance",),
    Action.RECORD_DECLINED: ("acceptance",),
    Action.RECORD_REGULATOR_SILENCE: ("acceptance",),
    Action.RECORD_MEDIATION_AGREEMENT: ("mediation",),
    Action.RECORD_MEDIATION_END: ("mediation",),
}
"""Clocks that the action meets: what was owed was done, or no longer matters."""
