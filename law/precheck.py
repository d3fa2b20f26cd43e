"""受理预检: what an office, or the platform, would find wanting, looked at before anything is submitted.

A red line is a ground on which it may be refused, an amber one is better mended first; each has exactly one mend. The
check advises and never decides: what may be done, the workflow's guards say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from law.precheck_case import claim, clues, described, facts, in_time, order, proof
from law.precheck_facts import QUESTIONS, Attached, Claimed, Colour, Dossier, Line, Mend, Stage
from law.precheck_party import agent, authority, consumption, contacted, elsewhere, identity, reported, respondent
from law.precheck_text import attachments, contact, lawful, limit_of, separated, text
from law.snapshot import Law

__all__ = [
    "QUESTIONS", "Attached", "Claimed", "Colour", "Dossier", "Line", "Mend", "Stage", "Tally", "check", "limit_of", "tally",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there are, and how many of them are in order, better mended, or grounds of refusal."""

    green: int
    amber: int
    red: int

    @property
    def total(self) -> int:
        return self.green + self.amber + self.red

    @property
    def to_mend(self) -> int:
        return self.amber + self.red


def check(case: Dossier, law: Law, stage: Stage = Stage.REGULATOR) -> tuple[Line, ...]:
    """The lines for submitting this dispute at `stage`, in the order in which an office looks at them.

    Article 9 to 17 and 42 of Decree 121 for complaint and report; for the association what its own form asks; for the
    platform what its customer service asks. Raises UnknownRule when `law` lacks a rule or a channel that is needed.
    """
    found = {
        Stage.PLATFORM: _platform, Stage.REGULATOR: _regulator, Stage.REPORT: _report, Stage.ASSOCIATION: _association,
    }[stage](case, law)  # fmt: skip
    return tuple(line for line in found if line)


def tally(lines: Iterable[Line]) -> Tally:
    """How many of each colour."""
    colours: Mapping[Colour, int] = dict.fromkeys(Colour, 0)
    counted = dict(colours)
    for line in lines:
        counted[line.colour] += 1
    return Tally(counted[Colour.GREEN], counted[Colour.AMBER], counted[Colour.RED])


def _platform(case: Dossier, law: Law) -> list[Line | None]:
    return [contacted(case), order(case), described(case), claim(case), proof(case), text(case, Stage.PLATFORM, law)]


def _regulator(case: Dossier, law: Law) -> list[Line | None]:
    here = Stage.REGULATOR
    return [
        respondent(case), authority(case), elsewhere(case, here), consumption(case, law), in_time(case, law), proof(case),
        claim(case), facts(case, "D121_10"), identity(case), agent(case), text(case, here, law),
        attachments(case, here, law), separated(case, here), lawful(case), contact(case),
    ]  # fmt: skip


def _report(case: Dossier, law: Law) -> list[Line | None]:
    here = Stage.REPORT
    return [
        reported(case), elsewhere(case, here), clues(case), facts(case, "D121_28"), text(case, here, law),
        attachments(case, here, law), separated(case, here), lawful(case), contact(case),
    ]  # fmt: skip


def _association(case: Dossier, law: Law) -> list[Line | None]:
    here = Stage.ASSOCIATION
    return [
        respondent(case), elsewhere(case, here), consumption(case, law), proof(case), claim(case), facts(case, "CPL_37"),
        identity(case), agent(case), text(case, here, law), lawful(case), contact(case),
    ]  # fmt: skip
