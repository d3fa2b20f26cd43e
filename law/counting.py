"""Count a limit from its trigger: hours from the moment, days from the next one, months to the same day.

民法典 arts. 200–203; 市场监督管理投诉举报处理办法 (SAMR Decree 121) art. 45. Pure: everything comes in as arguments.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypedDict

from law.calendar import CHINA, Calendar, DayKind
from law.errors import NaiveTrigger, OutOfCalendar
from law.rules import Direction, Rule, Unit

END_OF_DAY = time(23, 59, 59, tzinfo=CHINA)
DAY = timedelta(days=1)
MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


class CountedJson(TypedDict):
    """A counted day in a stored explanation; `kind` is work, makeup, rest or holiday."""

    date: str
    n: int
    kind: str


# The functional form, because "from" is a word of the language.
SkippedJson = TypedDict("SkippedJson", {"from": str, "to": str, "kind": str, "name": str})


class Why(TypedDict):
    """How a date came about, JSON-able: moments and days as ISO text."""

    rule_id: str
    trigger: str
    safe: str
    latest: str
    provisional: bool
    counted: list[CountedJson]
    rolled_from: str | None
    skipped: list[SkippedJson]


@dataclass(frozen=True, slots=True)
class CountedDay:
    """The n-th day of the count."""

    date: date
    n: int
    kind: DayKind


@dataclass(frozen=True, slots=True)
class SkippedRange:
    """Days in a row, both ends included, that the count or the roll passed over."""

    start: date
    end: date
    kind: DayKind
    name: str


class Count(NamedTuple):
    """The days a limit ran over, kept so that the explanation is made only when somebody asks.

    `last` is the un-rolled final day, `end` the day after rolling.
    """

    amount: int
    unit: Unit
    first: date
    last: date
    end: date
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends: `safe` for one's own acts, `latest` before calling the other side late (both +08:00)."""

    rule_id: str
    trigger: datetime
    safe: datetime
    latest: datetime
    provisional: bool
    count: Count | None = field(default=None, repr=False, compare=False)

    @property
    def counted(self) -> tuple[CountedDay, ...]:
        """The numbered days; for months and years only the last one, for hours none."""
        return tuple(_counted(self.count)) if self.count else ()

    @property
    def skipped(self) -> tuple[SkippedRange, ...]:
        """What lay between and wasn't counted: weekends and holidays, or the days rolled over."""
        return tuple(_ranges(self.count)) if self.count else ()

    @property
    def rolled_from(self) -> date | None:
        """The rest day on which the limit would have ended, when it moved."""
        return self.count.last if self.count and self.count.last != self.count.end else None

    @property
    def unpublished_years(self) -> tuple[int, ...]:
        """Years without a notice that make this date provisional."""
        if not self.count or not self.provisional:
            return ()
        start = self.count.first if self.count.unit is Unit.WORKING_DAY else self.count.last
        low, high = sorted((start.year, self.count.end.year))
        years = range(low, high + 1)
        return tuple(year for year in years if year in self.count.calendar.covered - self.count.calendar.published)

    def why(self) -> Why:
        """The whole reckoning as plain data, ready for a JSON column."""
        return {
            "rule_id": self.rule_id,
            "trigger": self.trigger.isoformat(),
            "safe": self.safe.isoformat(),
            "latest": self.latest.isoformat(),
            "provisional": self.provisional,
            "counted": [{"date": c.date.isoformat(), "n": c.n, "kind": str(c.kind)} for c in self.counted],
            "rolled_from": self.rolled_from.isoformat() if self.rolled_from else None,
            "skipped": [
                {"from": s.start.isoformat(), "to": s.end.isoformat(), "kind": str(s.kind), "name": s.name}
                for s in self.skipped
            ],
        }


def due(rule: Rule, trigger: datetime, calendar: Calendar) -> Due:
    """Count `rule` from the aware moment `trigger`.

    Raises NaiveTrigger without a time zone and OutOfCalendar beyond the years covered.
    """
    if trigger.utcoffset() is None:
        raise NaiveTrigger(f"The time {trigger.isoformat()} has no time zone.")
    try:
        return _due(rule, trigger.astimezone(CHINA), calendar)
    except OverflowError as beyond:
        raise OutOfCalendar(f"Rule {rule.id} from {trigger.isoformat()} leaves the countable years.") from beyond


def _due(rule: Rule, start: datetime, calendar: Calendar) -> Due:
    sign = 1 if rule.direction is Direction.FORWARD else -1
    if rule.unit is Unit.HOUR:
        moment = start + timedelta(hours=sign * rule.amount)
        return Due(rule.id, start, moment, moment, False)
    day = start.date()
    count = _count(rule, day, sign, calendar)
    latest = datetime.combine(count.end, END_OF_DAY)
    safe = latest if count.end == count.last else datetime.combine(count.last, END_OF_DAY)
    return Due(rule.id, start, safe, latest, _provisional(rule, count), count)


def _count(rule: Rule, day: date, sign: int, calendar: Calendar) -> Count:
    amount = sign * rule.amount
    first = day + sign * DAY
    if rule.unit is Unit.WORKING_DAY:
        last = calendar.nth_working(day, amount)
    elif rule.unit is Unit.CALENDAR_DAY:
        last = day + timedelta(days=amount)
    else:
        first = last = _same_day(day, amount * MONTHS[rule.unit])
    # Refuse a year without a calendar even where nothing rolls: the explanation shows which days were rest days.
    calendar.year(last.year)
    end = calendar.next_working(last) if rule.roll else last
    return Count(rule.amount, rule.unit, first, last, end, calendar)


def _same_day(day: date, months: int) -> date:
    """The corresponding day of a later (or earlier) month, else that month's last day (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _provisional(rule: Rule, count: Count) -> bool:
    calendar = count.calendar
    if rule.unit is Unit.WORKING_DAY:
        low, high = sorted((count.first.year, count.end.year))
        return any(not calendar.year(year).published for year in range(low, high + 1))
    # What doesn't roll asks no calendar; what does asks it only about its last days.
    return rule.roll and (calendar.is_doubtful(count.last) or calendar.is_doubtful(count.end))


def _counted(count: Count) -> Iterator[CountedDay]:
    kind = count.calendar.kind
    if count.unit in MONTHS:
        yield CountedDay(count.last, count.amount, kind(count.last))
        return
    n = 0
    for day in _walk(count.first, count.last):
        if count.unit is Unit.CALENDAR_DAY or kind(day).worked:
            n += 1
            yield CountedDay(day, n, kind(day))


def _ranges(count: Count) -> Iterator[SkippedRange]:
    calendar = count.calendar
    if count.unit is Unit.WORKING_DAY:
        days = [day for day in sorted(_walk(count.first, count.last)) if not calendar.kind(day).worked]
    else:
        days = list(_walk(count.last + DAY, count.end - DAY)) if count.end > count.last + DAY else []
    current: SkippedRange | None = None
    for day in days:
        kind, name = calendar.kind(day), calendar.name(day)
        if current and day == current.end + DAY and (kind, name) == (current.kind, current.name):
            current = SkippedRange(current.start, day, kind, name)
            continue
        if current:
            yield current
        current = SkippedRange(day, day, kind, name)
    if current:
        yield current


def _walk(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, in either direction, both included."""
    step = DAY if first <= last else -DAY
    for n in range(abs((last - first).days) + 1):
        yield first + n * step
