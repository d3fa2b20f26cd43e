"""What an admin checks before a filing goes out: facts from the record, one sentence each. Nothing here decides."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.wording import moment_words
from complaints.models import Complaint
from complaints.status import TrackKind
from desk.proof import Proof, proofs
from evidence.models import Evidence
from law import OutOfCalendar, Rule
from rulebook.snapshot import current_law

LIMIT = "COMPLAINT_LIMIT"  # three years since she knew or should have known: Decree 121 art. 16(4), 45


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the checklist: in order or still open, and what to know about it."""

    ok: bool
    text: str
    note: str = ""


def facts(case: Complaint, kind: str, evidence: list[Evidence], now: datetime) -> list[Fact]:
    """The checklist of a filing of `kind`; `case.tracks` should be prefetched."""
    listed = [_talked(case), _ruled(case), _proof(proofs([case])[case.pk], evidence), _whom(case)]
    if kind == TrackKind.COMPLAINT:
        listed.append(_in_time(case, now))
    return listed


def _talked(case: Complaint) -> Fact:
    if any(track.kind == TrackKind.SELLER for track in case.tracks.all()):
        return Fact(True, _("She talked with the seller first"))
    return Fact(False, _("No talk with the seller is recorded"))


def _ruled(case: Complaint) -> Fact:
    asked = [track for track in case.tracks.all() if track.kind == TrackKind.PLATFORM]
    if not asked:
        return Fact(False, _("The platform wasn't asked"), _("That is for fakes, dangers to health and large amounts."))
    if not asked[-1].outcome:
        return Fact(False, _("The platform hasn't decided yet"))
    return Fact(True, _("The platform: %(outcome)s") % {"outcome": asked[-1].get_outcome_display()})


def _proof(proof: Proof, evidence: list[Evidence]) -> Fact:
    text = _("Evidence %(proof)s, files with hash: %(n)d") % {"proof": proof, "n": len(evidence)}
    return Fact(proof.whole, text, "" if proof.whole else _("Some of what this type asks for is missing."))


def _whom(case: Complaint) -> Fact:
    if case.seller and case.seller.licence_name and case.seller.displayed_address:
        return Fact(True, _("Name and address of the respondent are known"))
    note = _("The office in charge is found by them; the platform's own address may be given instead.")
    return Fact(False, _("The respondent's licence or address is missing"), note)


def _in_time(case: Complaint, now: datetime) -> Fact:
    if case.found_at is None:
        return Fact(
            False, _("The day she noticed isn't recorded"), _("12315 accepts complaints for three years from it.")
        )
    law = current_law()
    rule = law.rule_for(LIMIT, on=timezone.localdate(now))
    try:
        ends = law.due(rule, case.found_at).safe
    except OutOfCalendar:
        return Fact(False, _("Count the three years since she noticed by hand"))
    words = {"day": moment_words(ends, now), "rule": _citation(rule)}
    if now <= ends:
        return Fact(True, _("Within three years since she noticed"), _("Until %(day)s, %(rule)s") % words)
    return Fact(False, _("More than three years since she noticed"), _("Closed on %(day)s, %(rule)s") % words)


def _citation(rule: Rule) -> str:
    return rule.citation_zh if (get_language() or "zh").startswith("zh") else rule.citation_en
