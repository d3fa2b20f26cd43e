"""Lines about what will be submitted: its length, its files, and what its words ask for. Decree 121, art. 9, 17, 42."""

from law.precheck_facts import Colour, Dossier, Line, Mend, Stage
from law.precheck_wording import asks_money, asks_punishment, extorts, threatens
from law.precheck_words import say
from law.reference import ChannelLimit
from law.snapshot import Law
from law.words import Words

GREEN, AMBER, RED = Colour
FORM = {
    Stage.PLATFORM: "platform_form", Stage.REGULATOR: "complaint_form", Stage.REPORT: "report_form",
    Stage.ASSOCIATION: "association_letter",
}  # fmt: skip
NORM = {Stage.PLATFORM: "ECL_59", Stage.REGULATOR: "D121_40", Stage.REPORT: "D121_40", Stage.ASSOCIATION: "CPL_37"}
MEGABYTE = 1024 * 1024


def limit_of(stage: Stage, law: Law) -> ChannelLimit:
    """What the channel of a stage takes."""
    return law.reference.channel(FORM[stage])


def text(case: Dossier, stage: Stage, law: Law) -> Line:
    """Whether the text fits the form. Its length counts every character, as the forms do."""
    limit, written = limit_of(stage, law), case.text or ""
    n, most, least = len(written), limit.max_chars, limit.min_chars
    if not written.strip():
        return Line("text", AMBER, say("text.no"), limit.note, NORM[stage], Mend.TEXT)
    if n > most:
        return Line("text", RED, say("text.long", n=n, most=most), limit.note, NORM[stage], Mend.TEXT)
    if n < least:
        return Line("text", RED, say("text.short", n=n, least=least), limit.note, NORM[stage], Mend.TEXT)
    return Line("text", GREEN, say("text.yes", n=n, most=most), limit.note, NORM[stage])


def attachments(case: Dossier, stage: Stage, law: Law) -> Line | None:
    """Whether the evidence can be attached as it is; None where the channel's limits aren't known."""
    limit = limit_of(stage, law)
    if not limit.attachments:
        return None
    unfit = _unfit(case, limit)
    if unfit:
        return Line("attachments", AMBER, unfit, limit.note, NORM[stage], Mend.EVIDENCE)
    said = say("attachments.yes", n=len(case.files), most=limit.attachments)
    return Line("attachments", GREEN, said, limit.note, NORM[stage])


def _unfit(case: Dossier, limit: ChannelLimit) -> Words | None:
    if len(case.files) > limit.attachments:
        return say("attachments.many", n=len(case.files), most=limit.attachments)
    if limit.attachment_mb and any(file.size > limit.attachment_mb * MEGABYTE for file in case.files):
        return say("attachments.large", size=limit.attachment_mb)
    if limit.types and any(file.suffix not in limit.types for file in case.files):
        return say("attachments.types", types=Words("、".join(limit.types), ", ".join(limit.types)))
    return None


def separated(case: Dossier, stage: Stage) -> Line:
    """Whether a complaint asks for no penalty and a report for no money: they are two procedures."""
    said = _mixed(case, stage)
    if said:
        return Line("separated", AMBER, said, say("separated.why"), "D121_9", Mend.TEXT)
    return Line("separated", GREEN, say("separated.yes"), say("separated.why"), "D121_9")


def _mixed(case: Dossier, stage: Stage) -> Words | None:
    if stage is Stage.REPORT:
        words = asks_money(case.text or "")
        return say("separated.money", words=words) if words else None
    if words := asks_punishment(case.text or ""):
        return say("separated.penalty", words=words)
    if words := asks_money(case.report):
        return say("separated.beside", words=words)
    return None


def lawful(case: Dossier) -> Line:
    """Whether the words stay a claim: no silence for money, no threat."""
    written = f"{case.text or ''}\n{case.report}"
    if words := extorts(written):
        return Line("lawful", RED, say("lawful.sold", words=words), say("lawful.why"), "D121_42", Mend.TEXT)
    if words := threatens(written):
        return Line("lawful", AMBER, say("lawful.threat", words=words), say("lawful.why"), "D121_42", Mend.TEXT)
    return Line("lawful", GREEN, say("lawful.yes"), say("lawful.why"), "D121_42")


def contact(case: Dossier) -> Line | None:
    """Only where somebody else's number stands in the text: shared numbers count against the consumer."""
    if not case.shared_phone:
        return None
    return Line("contact", RED, say("contact.no"), say("contact.why"), "D121_17", Mend.TEXT)
