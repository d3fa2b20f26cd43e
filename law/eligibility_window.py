"""Whether a return is asked for in time: seven days from the day after signing (七日无理由退货暂行办法 art. 10)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from law.calendar import CHINA
from law.counting import Due
from law.eligibility_facts import Facts, Point, Side, point
from law.errors import OutOfCalendar, UnknownRule
from law.snapshot import Law

RETURN_WINDOW = "CPL25_RETURN_7D"


class Standing(StrEnum):
    """Where the window stands: closing lies between the safe day and the rolled one; notified is in time for good."""

    NOT_BEGUN = "not_begun"
    OPEN = "open"
    CLOSING = "closing"
    NOTIFIED = "notified"
    OVER = "over"
    UNCLEAR = "unclear"

    @property
    def running(self) -> bool:
        """Whether a notice sent now is still in time."""
        return self in (Standing.OPEN, Standing.CLOSING)


@dataclass(frozen=True, slots=True)
class Window:
    """The window, the points that come of it, and its two dates (`due`; None where it can't be counted)."""

    standing: Standing
    due: Due | None
    points: tuple[Point, ...]


def window_of(facts: Facts, law: Law) -> Window:
    """Where the window stands at `facts.now`; odd dates make it unclear, they raise nothing."""
    received, moments = facts.received_at, (facts.now, facts.received_at, facts.asked_on)
    if received is None:
        return _window(Standing.NOT_BEGUN, point(Side.DOUBT, "not_received"))
    if any(moment is not None and moment.utcoffset() is None for moment in moments):
        return _window(Standing.UNCLEAR, point(Side.OPEN, "date_unclear", "received_at"))
    if received > facts.now:
        return _window(Standing.UNCLEAR, point(Side.OPEN, "received_in_future", "received_at"))
    try:
        due = law.due(law.rule_for(RETURN_WINDOW, received), received)
    except (UnknownRule, OutOfCalendar, OverflowError):
        return _window(Standing.UNCLEAR, point(Side.OPEN, "beyond_calendar", "received_at"))
    if facts.asked_on is not None and facts.asked_on > facts.now:
        rest = _running(facts, due)
        return Window(rest.standing, due, (*rest.points, point(Side.NOTE, "asked_in_future")))
    return _asked(facts.asked_on, received, due) if facts.asked_on else _running(facts, due)


def _window(standing: Standing, *points: Point, due: Due | None = None) -> Window:
    return Window(standing, due, points)


def _asked(asked: datetime, received: datetime, due: Due) -> Window:
    if asked > due.latest:
        return _window(Standing.OVER, point(Side.AGAINST, "asked_late"), due=due)
    if asked > due.safe:
        return _window(Standing.NOTIFIED, point(Side.DOUBT, "asked_rolled"), due=due)
    points = [point(Side.FOR, "asked_in_time")]
    if asked.astimezone(CHINA).date() < received.astimezone(CHINA).date():
        points.append(point(Side.NOTE, "asked_early"))
    return _window(Standing.NOTIFIED, *points, due=due)


def _running(facts: Facts, due: Due) -> Window:
    if facts.asked_in_time:
        return _window(Standing.NOTIFIED, point(Side.FOR, "asked_in_time"), due=due)
    if facts.now <= due.safe:
        return _window(Standing.OPEN, point(Side.FOR, "window_open"), due=due)
    if facts.now <= due.latest:
        return _window(Standing.CLOSING, point(Side.DOUBT, "window_rolled"), due=due)
    if facts.asked_in_time is None:
        return _window(Standing.UNCLEAR, point(Side.OPEN, "over_unless_asked", "asked_in_time"), due=due)
    return _window(Standing.OVER, point(Side.AGAINST, "window_over"), due=due)
