"""What both shapes of a holiday notice are read into, and how a fault in one is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from law.calendar import SpecialDay
from law.errors import LawError
from law.words import Words

NEW_YEAR, NATIONAL_DAY = "元旦", "国庆节"

# As people write them, and as holidays.csv does.
FESTIVALS = {
    "元旦": NEW_YEAR, "元旦节": NEW_YEAR, "春节": "春节", "清明节": "清明节", "清明": "清明节",
    "劳动节": "劳动节", "五一": "劳动节", "五一劳动节": "劳动节", "五一国际劳动节": "劳动节", "国际劳动节": "劳动节",
    "端午节": "端午节", "端午": "端午节", "中秋节": "中秋节", "中秋": "中秋节",
    "国庆节": NATIONAL_DAY, "国庆": NATIONAL_DAY,
}  # fmt: skip
SEVEN = tuple(dict.fromkeys(FESTIVALS.values()))

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_FAULTS = 20


class BadNotice(LawError):
    """The notice can't be used; `faults` say why, a sentence each, with the line where there is one."""

    def __init__(self, faults: Sequence[Words]) -> None:
        self.faults = tuple(faults[:MOST_FAULTS])
        super().__init__(" ".join(fault.en for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Entry:
    """One day as the notice gives it: off, or `worked` in exchange; `line` counts from 1."""

    day: date
    worked: bool
    name: str
    line: int


@dataclass(slots=True)
class Reading:
    """What has been understood so far of a notice for `year`, and what was wrong with it.

    `named` are the festivals that a heading names; `weekdays` the line, the day and the weekday told for it (Monday 0).
    """

    year: int
    entries: list[Entry] = field(default_factory=list)
    faults: list[Words] = field(default_factory=list)
    warnings: list[Words] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    weekdays: list[tuple[int, date, int]] = field(default_factory=list)

    def fault(self, line: int, zh: str, en: str) -> None:
        """Note that the notice can't be used because of what stands in `line` (0: the whole)."""
        self.faults.append(_placed(line, zh, en))

    def warn(self, line: int, zh: str, en: str) -> None:
        """Note something that a person should look at and that stops nothing."""
        self.warnings.append(_placed(line, zh, en))

    def allows(self, day: date, names: Iterable[str]) -> bool:
        """Whether a notice for this year may speak of `day`: its own days, and for 元旦 the last of the year before."""
        return day.year == self.year or (
            day >= date(self.year - 1, 12, 20) and day.year < self.year and NEW_YEAR in names
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A year's arrangement: `days` ascending (some may be December of the year before), and what to look at twice."""

    year: int
    days: tuple[SpecialDay, ...]
    warnings: tuple[Words, ...]


def day_zh(day: date) -> str:
    """Such as 10月10日（周六）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS_ZH[day.weekday()]}）"


def day_en(day: date) -> str:
    """Such as Saturday 2026-10-10."""
    return f"{WEEKDAYS_EN[day.weekday()]} {day.isoformat()}"


def days_between(first: date, last: date) -> list[date]:
    """All days from `first` to `last`, both included."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _placed(line: int, zh: str, en: str) -> Words:
    return Words(f"第{line}行：{zh}", f"Line {line}: {en}") if line else Words(zh, en)
