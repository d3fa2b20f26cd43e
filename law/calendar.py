"""Which days are worked in mainland China, and how sure that is.

Years with a State Council notice are certain; later ones know only the statutory festivals
(全国年节及纪念日放假办法, 13 days from 2025) and are marked as not published.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from enum import StrEnum

from law.errors import OutOfCalendar

# China has had no daylight saving since 1991: a fixed offset needs no time zone database and can't go stale.
CHINA = timezone(timedelta(hours=8), "CST")

# From 2004 to 2026 no ordinary arrangement gave a weekday off further than 5 days from a statutory day.
REACH = timedelta(days=7)

SATURDAY = 5


class DayKind(StrEnum):
    """What a day is for the count; 休 is rest or holiday, 班 is makeup."""

    WORK = "work"
    MAKEUP = "makeup"
    REST = "rest"
    HOLIDAY = "holiday"

    @property
    def worked(self) -> bool:
        """Whether the day counts as a working day."""
        return self in (DayKind.WORK, DayKind.MAKEUP)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from the plain week: a day off, or a weekend day worked in exchange."""

    day: date
    worked: bool
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """One compiled year; days are proleptic ordinals, `work` ascending."""

    published: bool
    work: tuple[int, ...]
    working: frozenset[int]
    doubtful: frozenset[int]


def statutory_days(new_year_eve: date, qingming: date, dragon_boat: date, mid_autumn: date) -> tuple[SpecialDay, ...]:
    """The 13 statutory days of a year from 2025 on, without the exchanges that only a notice can make."""
    year = qingming.year
    named = [(date(year, 1, 1), "元旦"), (qingming, "清明节"), (dragon_boat, "端午节"), (mid_autumn, "中秋节")]
    named += [(new_year_eve + timedelta(n), "春节") for n in range(4)]
    named += [(date(year, 5, d), "劳动节") for d in (1, 2)]
    named += [(date(year, 10, d), "国庆节") for d in (1, 2, 3)]
    return tuple(SpecialDay(day, False, name) for day, name in sorted(dict(reversed(named)).items()))


class Calendar:
    """An immutable calendar: special days, the years it covers and those fixed by a notice.

    Years are compiled on first use; all lookups after that take well under a microsecond.
    """

    __slots__ = ("_special", "_years", "covered", "published", "version")

    def __init__(self, special: Iterable[SpecialDay], covered: Iterable[int], published: Iterable[int]) -> None:
        self._special: Mapping[date, SpecialDay] = {s.day: s for s in special}
        self.covered = frozenset(covered)
        self.published = frozenset(published)
        self._years: dict[int, Year] = {}
        facts = [f"{s.day}{s.worked:d}{s.name}" for _, s in sorted(self._special.items())]
        text = "\n".join([*facts, repr(sorted(self.covered)), repr(sorted(self.published))])
        self.version = hashlib.sha256(text.encode()).hexdigest()[:12]

    def with_notice(self, year: int, days: Iterable[SpecialDay]) -> "Calendar":
        """A calendar in which `days` replace all that was known of `year`, now published."""
        kept = [s for s in self._special.values() if s.day.year != year]
        return Calendar([*kept, *days], self.covered | {year}, self.published | {year})

    def with_day(self, day: SpecialDay) -> "Calendar":
        """A calendar that differs in one day, for "what would change" questions."""
        return Calendar([*self._special.values(), day], self.covered, self.published)

    def year(self, year: int) -> Year:
        """The compiled year; raises OutOfCalendar for one that isn't covered."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._compile(year)
        return known

    def kind(self, day: date) -> DayKind:
        """What `day` is: work, makeup, rest or holiday."""
        special = self._special.get(day)
        if special is not None:
            return DayKind.MAKEUP if special.worked else DayKind.HOLIDAY
        return DayKind.WORK if day.weekday() < SATURDAY else DayKind.REST

    def name(self, day: date) -> str:
        """The Chinese name of the festival that makes `day` special, or an empty string."""
        special = self._special.get(day)
        return special.name if special else ""

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day (工作日)."""
        return day.toordinal() in self.year(day.year).working

    def is_doubtful(self, day: date) -> bool:
        """Whether a notice still to come may turn this day from rest to work or back."""
        return day.toordinal() in self.year(day.year).doubtful

    def next_working(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        return day if self.is_working(day) else self.nth_working(day, 1)

    def nth_working(self, day: date, n: int) -> date:
        """The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself isn't counted."""
        year = day.year
        work = self.year(year).work
        if n > 0:
            index = bisect_right(work, day.toordinal()) + n - 1
            while index >= len(work):
                index -= len(work)
                year += 1
                work = self.year(year).work
        else:
            index = bisect_left(work, day.toordinal()) + n
            while index < 0:
                year -= 1
                work = self.year(year).work
                index += len(work)
        return date.fromordinal(work[index])

    def _compile(self, year: int) -> Year:
        if year not in self.covered:
            span = f"{min(self.covered)} to {max(self.covered)}" if self.covered else "no year"
            raise OutOfCalendar(f"The calendar covers {span}; the count needs {year}.")
        start = date(year, 1, 1).toordinal()
        days = [date.fromordinal(n) for n in range(start, date(year, 12, 31).toordinal() + 1)]
        work = tuple(d.toordinal() for d in days if self.kind(d).worked)
        published = year in self.published
        doubtful = frozenset[int]() if published else frozenset(d.toordinal() for d in days if self._may_turn(d))
        return Year(published, work, frozenset(work), doubtful)

    def _may_turn(self, day: date) -> bool:
        # A weekend may be worked in exchange; a weekday may join a festival nearby.
        near = (day + timedelta(n) for n in range(-REACH.days, REACH.days + 1))
        return day.weekday() >= SATURDAY or any(d in self._special for d in near)
