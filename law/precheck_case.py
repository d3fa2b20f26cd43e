"""Lines about the dispute itself: time, proof, claim, facts. Decree 121, art. 10, 16(3) to 16(5), 28."""

from datetime import datetime

from law.calendar import CHINA
from law.errors import OutOfCalendar
from law.explain import explain_en, explain_zh
from law.precheck_facts import Colour, Dossier, Line, Mend
from law.precheck_wording import length, names_day, names_place, names_sum
from law.precheck_words import say
from law.snapshot import Law
from law.words import Words

GREEN, AMBER, RED = Colour
LIMIT = "COMPLAINT_LIMIT"
TRANSACTION = frozenset({"order", "payment", "statement"})
ASIDE = frozenset({*TRANSACTION, "licence", "account"})
"""Kinds of evidence that show the purchase or the seller, not what went wrong."""
MONEY = frozenset({"return_refund", "refund_only", "compensation"})
REFUNDS = MONEY - {"compensation"}
CLOSED_LIST = MONEY | {"exchange", "repair", "make_up_shortage", "freight"}
"""What the official form lets one ask for; performance (ship) and an apology stand outside it."""
TOLD = 20  # characters that say something; less is a heading, not an account
_PLATFORM_NAMES = ("小红书", "xiaohongshu", "RED")


def in_time(case: Dossier, law: Law) -> Line:
    """Whether the three years since she knew are still running. Nobody knows before buying, so the order may show it."""
    start, why = case.knew_at or case.placed_at, say("in_time.why")
    if start is None or start > case.now:
        return Line("in_time", AMBER, say("in_time.unknown"), why, "D121_16_4", Mend.FOUND_AT)
    rule = law.rule_for(LIMIT, on=case.now.astimezone(CHINA).date())
    try:
        due = law.due(rule, start)
    except OutOfCalendar:
        return Line("in_time", AMBER, say("in_time.far"), why, rule.id, Mend.FOUND_AT)
    counted = Words(explain_zh(due, rule), explain_en(due, rule))
    why = say(f"in_time.{'noticed' if case.knew_at else 'ordered'}", start=_day(start), counted=counted)
    if case.now <= due.safe:
        return Line("in_time", GREEN, say("in_time.yes", to=_day(due.safe)), why, rule.id)
    over = case.knew_at is not None and case.now > due.latest
    said = say("in_time.no" if over else "in_time.close", to=_day(due.safe))
    return Line("in_time", RED if over else AMBER, said, why, rule.id, Mend.FOUND_AT)


def order(case: Dossier) -> Line:
    """Whether the platform can find the order."""
    numbered, why = bool(case.order_no.strip()), say("order.why")
    if numbered and case.paid is not None and case.placed_at:
        return Line("order", GREEN, say("order.yes"), why, "ECL_62")
    return Line("order", AMBER if numbered else RED, say("order.no"), why, "ECL_62", Mend.ORDER)


def proof(case: Dossier) -> Line:
    """Whether the purchase and the problem are shown by something."""
    why, norm = say("proof.why"), "D121_16_3"
    if case.proofs & TRANSACTION:
        if case.proofs - ASIDE:
            return Line("proof", GREEN, say("proof.yes"), why, norm)
        return Line("proof", AMBER, say("proof.bought"), why, norm, Mend.EVIDENCE)
    if case.order_no.strip():
        return Line("proof", AMBER, say("proof.number"), why, norm, Mend.EVIDENCE)
    return Line("proof", RED, say("proof.no"), why, norm, Mend.EVIDENCE)


def clues(case: Dossier) -> Line:
    """Whether a report has something to go by."""
    if case.proofs - {"licence"}:
        return Line("proof", GREEN, say("clues.yes"), say("clues.why"), "D121_28")
    return Line("proof", AMBER, say("clues.no"), say("clues.why"), "D121_28", Mend.EVIDENCE)


def claim(case: Dossier) -> Line:
    """Whether something concrete is asked for, from the official form's list, with its amount."""
    wrong = _wrong_claim(case)
    if wrong is None:
        return Line("claim", GREEN, say("claim.yes"), say("claim.why"), "D121_10")
    return Line("claim", AMBER if case.claims else RED, say(wrong), say("claim.why"), "D121_10", Mend.CLAIMS)


def _wrong_claim(case: Dossier) -> str | None:
    if not case.claims:
        return "claim.nothing"
    if not {one.kind for one in case.claims} & CLOSED_LIST:
        return "claim.unlisted"
    if any(one.kind in MONEY and not one.amount for one in case.claims):
        return "claim.bare"
    paid = case.paid
    above = paid is not None and any(one.amount and one.amount > paid for one in case.claims if one.kind in REFUNDS)
    return "claim.above" if above else None


def described(case: Dossier) -> Line:
    """Whether the platform can read what went wrong."""
    return _untold("story", case, "ECL_61") or Line("story", GREEN, say("facts.described"), say("facts.why"), "ECL_61")


def facts(case: Dossier, norm: str) -> Line:
    """Whether when, where, what and how much are said, in the text where there is one."""
    untold = _untold("facts", case, norm)
    if untold:
        return untold
    missing = _missing(case)
    if not missing:
        return Line("facts", GREEN, say("facts.yes"), say("facts.why"), norm)
    known = {"when": bool(case.placed_at), "where": bool(case.shop_name.strip()), "sum": case.paid is not None}
    in_text = bool((case.text or "").strip()) and all(known[part] for part in missing)
    parts = [say(f"part.{part}") for part in missing]
    said = say("facts.missing", parts=Words("、".join(p.zh for p in parts), ", ".join(p.en for p in parts)))
    colour = RED if len(missing) == len(known) else AMBER
    return Line("facts", colour, said, say("facts.why"), norm, Mend.TEXT if in_text else Mend.ORDER)


def _missing(case: Dossier) -> list[str]:
    text = case.text or ""
    if not text.strip():
        place = bool(case.shop_name.strip() or case.platform)
        said = {"when": bool(case.placed_at), "where": place, "sum": case.paid is not None}
    else:
        names = (case.shop_name, case.licence_name, *_PLATFORM_NAMES)
        said = {"when": names_day(text), "where": names_place(text, names), "sum": names_sum(text)}
    return [part for part, there in said.items() if not there]


def _untold(key: str, case: Dossier, norm: str) -> Line | None:
    """What is wrong with the account itself, or None."""
    told = length(case.story or case.text or "")
    if told >= TOLD:
        return None
    said = say("facts.short" if told else "facts.untold")
    return Line(key, AMBER if told else RED, said, say("facts.why"), norm, Mend.STORY)


def _day(moment: datetime) -> Words:
    local = moment.astimezone(CHINA)
    return Words(f"{local.year}年{local.month}月{local.day}日", f"{local:%Y-%m-%d}")
