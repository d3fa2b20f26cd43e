"""Lines about who complains of whom, where, and in which order: Decree 121, art. 10, 11, 13, 16(2), 16(3), 16(6), 17."""

from law.conflicts import Channel, Verdict, may_file
from law.precheck_facts import Colour, Dossier, Line, Mend, Stage
from law.precheck_wording import plain
from law.precheck_words import say
from law.reference import Reference
from law.snapshot import Law
from law.venue import competent_authority, platforms
from law.venue import respondent as whom
from law.words import Words

GREEN, AMBER, RED = Colour
WISH = {
    Stage.PLATFORM: Channel.PLATFORM, Stage.REGULATOR: Channel.COMPLAINT, Stage.REPORT: Channel.REPORT,
    Stage.ASSOCIATION: Channel.ASSOCIATION,
}  # fmt: skip
_USES = (
    "自用", "自己用", "自己吃", "自己穿", "家用", "家里", "家人", "全家", "孩子", "父母", "老人", "送人", "送给",
    "送朋友", "婚礼", "喜糖", "班级", "聚会", "换着",
)  # fmt: skip


def contacted(case: Dossier) -> Line:
    """Whether the seller was asked first, which the platform will want to see."""
    if case.contacted:
        return Line("contacted", GREEN, say("contacted.yes"), say("contacted.why"), "CPL_39")
    return Line("contacted", RED, say("contacted.no"), say("contacted.why"), "CPL_39", Mend.CONTACT)


def respondent(case: Dossier) -> Line:
    """Whether the one complained of is named as on the licence, or can be found through the platform."""
    found, why, mend = whom(case.shop_name, case.licence_name), say("respondent.why"), Mend.SELLER
    if not found.name:
        return Line("respondent", RED, say("respondent.nobody"), why, "D121_10", mend)
    if not found.holds_licence and case.platform not in platforms():
        return Line("respondent", RED, say("respondent.nickname"), why, "D121_10", mend)
    if not found.holds_licence:
        return Line("respondent", AMBER, say("respondent.nickname"), say("respondent.fallback"), "D121_13", mend)
    if found.warning:
        return Line("respondent", AMBER, found.warning, why, "D121_10", mend)
    if case.code_valid is False:
        return Line("respondent", AMBER, say("respondent.code"), why, "GB_32100", mend)
    return Line("respondent", GREEN, say("respondent.yes", name=found.name), why, "D121_10")


def reported(case: Dossier) -> Line:
    """Whom a report is about; the shop's name is enough, the authority finds the licence."""
    name = case.licence_name.strip() or case.shop_name.strip()
    if name:
        return Line("respondent", GREEN, say("reported.yes", name=name), say("clues.why"), "D121_28")
    return Line("respondent", RED, say("reported.nobody"), say("clues.why"), "D121_28", Mend.SELLER)


def elsewhere(case: Dossier, stage: Stage) -> Line:
    """Whether the same dispute is, or was, dealt with somewhere else."""
    found = may_file(WISH[stage], case.channels)
    norm = found.norm or "D121_16_2"
    said = say(f"elsewhere.{found.verdict}")
    if found.verdict is Verdict.FREE:
        return Line("elsewhere", GREEN, said, found.words, norm)
    if found.other in (Channel.SELLER, Channel.PLATFORM):
        said = say("elsewhere.promised")
    blocked = found.verdict is Verdict.BLOCKED
    waits = blocked and found.other is Channel.ASSOCIATION and stage is Stage.REGULATOR
    mend = Mend.WITHDRAW_ASSOCIATION if waits else Mend.OTHER_WAYS
    return Line("elsewhere", RED if blocked else AMBER, said, found.words, norm, mend)


def consumption(case: Dossier, law: Law) -> Line:
    """Whether it looks like buying for one's own life, by the factors that the authority may weigh."""
    if case.ordinary_use is False:
        said, why = say("consumption.no"), say("consumption.why")
        return Line("consumption", RED, said, why, "D121_16_3", Mend.ORDINARY_USE)
    odd = _odd(case, law.reference)
    if odd is None:
        return Line("consumption", GREEN, say("consumption.yes"), say("consumption.why"), "D121_16_3")
    weighed = say("consumption.weighed")
    if case.ordinary_use is None:
        return Line("consumption", AMBER, odd, weighed, "D121_17", Mend.ORDINARY_USE)
    if any(use in plain(case.story + (case.text or "")) for use in _USES):
        return Line("consumption", GREEN, say("consumption.told"), weighed, "D121_17")
    return Line("consumption", AMBER, odd, weighed, "D121_17", Mend.STORY)


def _odd(case: Dossier, reference: Reference) -> Words | None:
    """What may look like trade; the law names no number (art. 17 weighs quantity against habit), the figures are ours."""

    def many(figure_id: str) -> int:
        return int(reference.figure(figure_id).value)

    if case.quantity >= many("MANY_PIECES"):
        return say("consumption.pieces", n=case.quantity)
    if case.purchases >= many("MANY_ORDERS"):
        return say("consumption.orders", n=case.purchases)
    often = case.complaints >= many("MANY_DISPUTES") or case.lately >= many("MANY_LATELY")
    return say("consumption.disputes") if often else None


def identity(case: Dossier) -> Line:
    """Whether the real-name check can be passed. The answer is all that is kept: never a number, never a picture."""
    why = say("identity.why")
    if case.identity_ready:
        return Line("identity", GREEN, say("identity.yes"), why, "D121_16_6")
    if case.identity_ready is None:
        return Line("identity", AMBER, say("identity.unasked"), why, "D121_10", Mend.IDENTITY)
    return Line("identity", RED, say("identity.no"), why, "D121_16_6", Mend.IDENTITY)


def authority(case: Dossier) -> Line:
    """Whether it is known where to file: the county of the displayed address, else of the platform's domicile."""
    platform = platforms().get(case.platform)
    if platform is None:
        return Line("authority", RED, say("authority.no"), say("authority.why"), "D121_13", Mend.SELLER)
    venue = competent_authority(case.displayed_address, platform)
    said = say("authority.yes", name=venue.authority)
    if venue.sure:
        return Line("authority", GREEN, said, venue.why, "D121_13")
    by_address = venue.doubt and venue.area != platform.domicile
    return Line(
        "authority", AMBER, said, venue.doubt if by_address and venue.doubt else venue.why, "D121_13", Mend.SELLER
    )


def agent(case: Dossier) -> Line:
    """Who files: the consumer, or somebody with her authorisation in the original."""
    why = say("agent.why")
    if not case.by_agent:
        return Line("agent", GREEN, say("agent.self"), why, "D121_10")
    if case.authorised:
        return Line("agent", GREEN, say("agent.yes"), why, "D121_11")
    return Line("agent", AMBER if case.authorised is None else RED, say("agent.no"), why, "D121_11", Mend.AUTHORISATION)
