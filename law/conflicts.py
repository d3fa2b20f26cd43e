"""Which ways one dispute may go at the same time, or one after the other (Decree 121, art. 9, 16(2), 25, 35).

A complaint may be refused once a court, a tribunal, an authority or an association has accepted or handled the same
dispute. Seller and platform are none of these; a report is another procedure and stands in nobody's way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from law.conflicts_words import SAID
from law.words import Words


class Channel(StrEnum):
    """The ways a dispute can go."""

    SELLER = "seller"
    PLATFORM = "platform"
    COMPLAINT = "complaint"
    REPORT = "report"
    ASSOCIATION = "association"
    ODR = "odr"
    COURT = "court"


class State(StrEnum):
    """How far a way has been gone; from AGREED on it has ended.

    `agreed`: a promise, a ruling for the consumer or an agreement that is still to be kept; `failed`: handled to its end
    without one; `declined`: not taken up; `silent`: no decision in time; `dropped`: given up before anything was sent.
    """

    NONE = "none"
    PREPARING = "preparing"
    FILED = "filed"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    BROKEN = "broken"
    FAILED = "failed"
    DECLINED = "declined"
    SILENT = "silent"
    DROPPED = "dropped"


class Verdict(StrEnum):
    """What it means for another way: nothing, a risk to weigh, or that it has to wait."""

    FREE = "free"
    COSTS = "costs"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a way is open beside another one; `norm` is the id of what says so, empty where it is plain sense."""

    verdict: Verdict
    words: Words
    norm: str
    other: Channel | None = None
    state: State = State.NONE


C, S, V = Channel, State, Verdict
UNSENT = frozenset({S.NONE, S.PREPARING, S.DROPPED})
RUNNING = frozenset({S.FILED, S.ACCEPTED})
HANDLED = frozenset({S.FAILED, S.BROKEN})
SENT = frozenset(S) - UNSENT
MEDIATED = (C.COMPLAINT, C.ASSOCIATION, C.ODR)
OFFICES = (C.COMPLAINT, C.ASSOCIATION)
_SEVERITY = {V.FREE: 0, V.COSTS: 1, V.BLOCKED: 2}


@dataclass(frozen=True, slots=True)
class _Row:
    """For who wishes to go one of `wishes` while one of `others` stands in one of `states`; `same`: only the same way."""

    wishes: tuple[Channel, ...]
    others: tuple[Channel, ...]
    states: frozenset[State]
    verdict: Verdict
    said: str
    norm: str = ""
    same: bool | None = False

    def fits(self, wish: Channel, other: Channel, state: State) -> bool:
        together = self.same is None or self.same == (wish == other)
        return together and wish in self.wishes and other in self.others and state in self.states


EVERY = tuple(Channel)
ROWS: tuple[_Row, ...] = (
    _Row(EVERY, EVERY, UNSENT, V.FREE, "unsent", same=None),
    _Row((C.SELLER,), EVERY, SENT, V.FREE, "settle", "CPL_39", same=None),
    # the same way again
    _Row((C.REPORT,), (C.REPORT,), SENT, V.COSTS, "report_again", "D121_35", same=True),
    _Row((C.COMPLAINT,), (C.COMPLAINT,), RUNNING, V.BLOCKED, "running", "D121_16_2", same=True),
    _Row(EVERY, EVERY, RUNNING, V.BLOCKED, "running", same=True),
    _Row((C.COURT,), (C.COURT,), HANDLED | {S.AGREED}, V.BLOCKED, "judged", same=True),
    _Row(OFFICES, OFFICES, frozenset({S.AGREED}), V.BLOCKED, "settled", "CPLAW_205", same=None),
    _Row((C.COMPLAINT,), (C.COMPLAINT,), HANDLED, V.COSTS, "handled", "D121_16_2", same=True),
    _Row((C.ASSOCIATION,), (C.ASSOCIATION,), HANDLED, V.COSTS, "handled", "CPL_37", same=True),
    _Row((C.PLATFORM,), (C.PLATFORM,), frozenset({S.FAILED}), V.COSTS, "ask_review", "PRM_19", same=True),
    _Row((C.PLATFORM,), (C.PLATFORM,), frozenset({S.BROKEN, S.SILENT, S.DECLINED}), V.FREE, "ask_again", same=True),
    _Row((C.ODR,), (C.ODR,), HANDLED | {S.SILENT}, V.COSTS, "odr_over", "ODR_SETTLE_10WD", same=True),
    _Row((C.ODR,), (C.ODR,), frozenset({S.DECLINED}), V.FREE, "ask_again", same=True),
    _Row(EVERY, EVERY, frozenset({S.DECLINED}), V.COSTS, "declined_again", "D121_15", same=True),
    _Row(EVERY, EVERY, frozenset({S.SILENT}), V.COSTS, "silent", "D121_15", same=True),
    # a report is another procedure
    _Row((C.REPORT,), EVERY, SENT, V.FREE, "report_apart", "D121_9"),
    _Row(EVERY, (C.REPORT,), SENT, V.FREE, "report_apart", "D121_9"),
    # a court ends every other way
    _Row(MEDIATED, (C.COURT,), SENT - {S.DECLINED}, V.BLOCKED, "in_court", "D121_16_2"),
    _Row((C.PLATFORM,), (C.COURT,), SENT - {S.DECLINED}, V.COSTS, "platform_waits"),
    _Row(EVERY, (C.COURT,), frozenset({S.DECLINED}), V.FREE, "court_declined", "CPL_39"),
    # two offices, one dispute
    _Row((C.COMPLAINT,), (C.ASSOCIATION,), RUNNING, V.BLOCKED, "association_has_it", "D121_16_2"),
    _Row((C.ASSOCIATION,), (C.COMPLAINT,), RUNNING, V.BLOCKED, "complaint_has_it", "D121_16_2"),
    _Row(OFFICES, OFFICES, HANDLED, V.COSTS, "handled_there", "D121_16_2"),
    _Row(OFFICES, OFFICES, frozenset({S.SILENT}), V.COSTS, "silent_there", "D121_16_2"),
    _Row(OFFICES, OFFICES, frozenset({S.DECLINED}), V.FREE, "declined_there", "REG_46_2"),
    # online settlement comes before a complaint
    _Row((C.COMPLAINT,), (C.ODR,), RUNNING, V.BLOCKED, "odr_first", "ODR_SETTLE_10WD"),
    _Row((C.COMPLAINT,), (C.ODR,), SENT - {S.AGREED}, V.FREE, "odr_to_complaint", "ODR_SETTLE_10WD"),
    _Row((C.ODR,), (C.COMPLAINT,), RUNNING, V.BLOCKED, "past_odr", "ODR_SETTLE_10WD"),
    _Row((C.ODR,), (C.ASSOCIATION,), RUNNING, V.COSTS, "two_talks"),
    _Row((C.ASSOCIATION,), (C.ODR,), RUNNING, V.COSTS, "two_talks"),
    _Row((C.ODR,), OFFICES, HANDLED, V.COSTS, "little_hope"),
    _Row((C.ODR,), OFFICES, frozenset({S.AGREED}), V.BLOCKED, "settled", "CPLAW_205"),
    # suing while others mediate, and after
    _Row((C.COURT,), MEDIATED, RUNNING, V.COSTS, "suing_ends_it", "D121_16_2"),
    _Row((C.COURT,), OFFICES, frozenset({S.AGREED}), V.COSTS, "confirm_first", "CPLAW_205"),
    _Row((C.COURT,), MEDIATED, SENT - {S.AGREED}, V.FREE, "court_open", "D121_25"),
    # what was promised, and who is no authority
    _Row(EVERY, EVERY, frozenset({S.AGREED}), V.COSTS, "promised", same=None),
    _Row(EVERY, (C.SELLER, C.PLATFORM), SENT, V.FREE, "no_authority", "D121_16_2"),
    _Row(EVERY, EVERY, SENT, V.FREE, "beside", "CPL_39"),
)  # fmt: skip
"""First fit wins; a test reads the whole table out."""


def judge(wish: Channel, other: Channel, state: State) -> Ruling:
    """Whether `wish` is open while the way `other` of the same dispute stands at `state`."""
    row = next(row for row in ROWS if row.fits(wish, other, state))
    return Ruling(row.verdict, SAID[row.said], row.norm, other, state)


def may_file(wish: Channel, others: Iterable[tuple[Channel, State]]) -> Ruling:
    """Whether `wish` is open beside everything else that was done in this dispute: the gravest of all rulings.

    Of equally grave ones the last counts. `others` may hold the same channel, ended earlier.
    """
    worst = Ruling(V.FREE, SAID["unsent"], "")
    for other, state in others:
        found = judge(wish, other, state)
        if state not in UNSENT and _SEVERITY[found.verdict] >= _SEVERITY[worst.verdict]:
            worst = found
    return worst


def matrix(others: Iterable[tuple[Channel, State]]) -> Mapping[Channel, Ruling]:
    """For each way of this dispute, whether it is open."""
    listed = tuple(others)
    return {wish: may_file(wish, listed) for wish in Channel}
