"""A year's days beside those in force: what a notice adds, takes away and turns round."""

from dataclasses import dataclass
from datetime import date

from law import Calendar, DayKind, Words
from law.notice_entries import day_en, day_zh, days_between

SPECIAL = (DayKind.HOLIDAY, DayKind.MAKEUP)
SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day: what it is now and will be, and how these differ (`change`: same, added, removed, changed)."""

    day: date
    kind: DayKind
    before: DayKind
    name: str
    change: str

    @property
    def words(self) -> Words:
        """The day with its weekday and year."""
        return Words(f"{self.day.year}年{day_zh(self.day)}", day_en(self.day))


def compare(before: Calendar, after: Calendar, year: int) -> list[DayRow]:
    """All days that are special in one of the calendars, of `year` and of the December before where they differ."""
    rows = [_row(before, after, day) for day in days_between(date(year - 1, 12, 20), date(year, 12, 31))]
    return [row for row in rows if row and (row.day.year == year or row.change != SAME)]


def counts(rows: list[DayRow]) -> dict[str, int]:
    """How many days are off, worked in exchange, and different from now."""
    return {
        "off": sum(row.kind is DayKind.HOLIDAY for row in rows),
        "worked": sum(row.kind is DayKind.MAKEUP for row in rows),
        "different": sum(row.change != SAME for row in rows),
    }


def _row(before: Calendar, after: Calendar, day: date) -> DayRow | None:
    old, new = before.kind(day), after.kind(day)
    if old not in SPECIAL and new not in SPECIAL:
        return None
    return DayRow(day, new, old, after.name(day) or before.name(day), _change(old, new))


def _change(old: DayKind, new: DayKind) -> str:
    if old is new:
        return SAME
    if old in SPECIAL and new in SPECIAL:
        return CHANGED
    return ADDED if new in SPECIAL else REMOVED
