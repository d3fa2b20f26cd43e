"""When a message was sent, as a chat shows it: 2026-10-12 21:14, 10/12 21:14:03, 昨天 21:14, 星期三 10:22, 下午3:20."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from law import CHINA

_DAY = timedelta(days=1)
_WEEKDAYS = "一二三四五六日"
_DATE = (
    r"(?:(?P<y>20\d\d)[-/.年] ?(?P<ym>\d{1,2})[-/.月] ?(?P<yd>\d{1,2})日?(?:[ ,]*(?:星期|周|礼拜).)?"
    r"|(?P<m>\d{1,2})[-/月] ?(?P<d>\d{1,2})日?(?:[ ,]*(?:星期|周|礼拜).)?"
    r"|(?P<rel>今天|昨天|前天|大前天)|(?:星期|周|礼拜)(?P<wd>[一二三四五六日天]))"
)


def _clock_words(mark: str = "") -> str:
    """21:14, 下午3:20, 3:20:05 pm; its groups marked so that one expression can hold two of them."""
    return (
        rf"(?P<part{mark}>凌晨|早上|上午|中午|下午|傍晚|晚上|am|pm)? ?"
        rf"(?P<h{mark}>\d{{1,2}})[:：](?P<min{mark}>\d{{2}})(?:[:：](?P<s{mark}>\d{{2}})(?:\.\d{{1,6}})?)?"
        rf" ?(?P<half{mark}>am|pm)?"
    )


STAMP = rf"(?:{_DATE}(?:[ ,T]*{_clock_words()})?|{_clock_words('2')})"
"""A day with or without an hour, or an hour alone."""
_RELATIVE = {"今天": 0, "昨天": 1, "前天": 2, "大前天": 3}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day (None when only an hour is shown) and an hour (None when only a day is shown)."""

    day: date | None
    clock: time | None


def stamp(found: re.Match[str], pasted_at: datetime) -> Stamp | None:
    """The time in a match of STAMP, None for one that doesn't exist (25:70). Days without a year lie before `pasted_at`."""
    shown = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    try:
        clock = _clock(shown)
        day = _day(shown, clock, pasted_at)
    except (ValueError, OverflowError):
        return None
    return Stamp(day, clock)


def _clock(shown: dict[str, str]) -> time | None:
    if "h" not in shown:
        return None
    hour, half = int(shown["h"]), shown.get("part", "") + shown.get("half", "").lower()
    if half in ("下午", "傍晚", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("晚上", "凌晨", "am") and hour == 12:
        hour = 0
    elif half == "中午" and hour < 3:
        hour += 12
    return time(hour, int(shown["min"]), int(shown.get("s", "0")), tzinfo=CHINA)


def _day(shown: dict[str, str], clock: time | None, pasted_at: datetime) -> date | None:
    today = pasted_at.date()
    if "y" in shown:
        return date(int(shown["y"]), int(shown["ym"]), int(shown["yd"]))
    if "m" in shown:
        day = date(today.year, int(shown["m"]), int(shown["d"]))
        return day if day <= today + _DAY else date(today.year - 1, int(shown["m"]), int(shown["d"]))
    if "rel" in shown:
        return today - _RELATIVE[shown["rel"]] * _DAY
    if "wd" in shown:
        back = (today.weekday() - _WEEKDAYS.index(shown["wd"].replace("天", "日"))) % 7
        if back == 0 and clock and datetime.combine(today, clock) > pasted_at:
            back = 7
        return today - back * _DAY
    return None


class Running:
    """The time that the messages have reached; what is shown only once holds for all that follows."""

    def __init__(self, pasted_at: datetime) -> None:
        self.pasted_at = pasted_at
        self.at: datetime | None = None
        self._day: date | None = None

    def show(self, shown: Stamp) -> None:
        """Take over a time from the paste.

        An hour without a day belongs to the day shown last, or to the next when it is earlier than the one before it;
        with no day shown yet, to the latest day on which it isn't after the pasting. A day without an hour is taken as
        its end (but not after the pasting): the message was sent then or before, and no promise becomes due too early.
        """
        if shown.day:
            self._day = shown.day
            self.at = datetime.combine(shown.day, shown.clock) if shown.clock else self._end(shown.day)
            return
        if not shown.clock:
            return
        day = self._day or self.pasted_at.date()
        moment = datetime.combine(day, shown.clock)
        if not self._day and moment > self.pasted_at:
            moment -= _DAY
        elif self._day and self.at and self._clocked and moment < self.at and moment + _DAY <= self.pasted_at:
            moment += _DAY
        self._day, self.at = moment.date(), moment

    @property
    def _clocked(self) -> bool:
        return bool(self.at and self._day and self.at != self._end(self._day))

    def _end(self, day: date) -> datetime:
        end = datetime.combine(day, time(23, 59, 59), tzinfo=CHINA)
        return min(end, self.pasted_at) if day == self.pasted_at.date() else end
