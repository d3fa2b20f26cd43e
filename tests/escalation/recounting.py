"""Cases over New Year, and laws that differ from the packaged one: what the tests of recounting are made of."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import law
from accounts.models import User
from complaints.models import Complaint
from complaints.status import TrackKind
from escalation.models import Deadline
from escalation.transitions import Action
from law.calendar import SpecialDay
from rulebook.snapshot import Snapshot
from tests.cases import at_stage, do

CHINA = ZoneInfo("Asia/Shanghai")
FILED = datetime(2026, 12, 24, 10, 0, tzinfo=CHINA)  # a Thursday; the seventh working day is provisionally 5 January
NOW = datetime(2026, 12, 26, 12, 0, tzinfo=CHINA)
FOURTH, FIFTH, SIXTH = (date(2027, 1, day) for day in (4, 5, 6))
KIND = "deadlines_recounted"


def end_of(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=CHINA)


def holidays(*off: date, worked: tuple[date, ...] = (), edition: int = 1) -> Snapshot:
    """The law once a notice for 2027 gives New Year's Day and the days `off`, with the weekend days `worked` in exchange."""
    days = [SpecialDay(day, False, "元旦") for day in (date(2027, 1, 1), *off)]
    days += [SpecialDay(day, True, "元旦") for day in worked]
    packaged = law.load()
    calendar = packaged.calendar.with_notice(2027, days)
    return Snapshot(edition, law.Law(packaged.rules.values(), calendar, packaged.reference))


def rules(*changed: law.Rule, without: str = "", edition: int = 1) -> Snapshot:
    """The law with some rules put in place of those of the same id, or added; `without` one."""
    packaged = law.load()
    every = {**packaged.rules, **{rule.id: rule for rule in changed}}
    every.pop(without, None)
    return Snapshot(edition, law.Law(every.values(), packaged.calendar, packaged.reference))


def rule(rule_id: str, **facts: Any) -> law.Rule:
    """A packaged rule with other facts."""
    return replace(law.load().rule(rule_id), **facts)


def filed(owner: User, at: datetime = FILED) -> Complaint:
    """A case that waits for 12315 to accept, over New Year."""
    case = at_stage(owner, "preparing")
    do(case, Action.ESCALATE_TO_REGULATOR, owner, at=at, track=TrackKind.COMPLAINT, text="请调解。", happened_at=at)
    return case


def rows(case: Complaint, name: str = "acceptance") -> list[Deadline]:
    """All rows of one clock, oldest first."""
    return list(Deadline.objects.filter(complaint=case, name=name).order_by("pk"))
