"""What a year's arrangement must be before it may count: whole, without contradiction, and of that year."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby, pairwise

from law.calendar import SATURDAY
from law.notice_entries import NATIONAL_DAY, NEW_YEAR, SEVEN, WEEKDAYS_EN, WEEKDAYS_ZH, Entry, Reading, day_en, day_zh

# The year with most days off had 33; twice that is a table of weekends, not a notice.
MOST_DAYS_OFF = 60
TOGETHER = 7
# Where 中秋节 falls into the week of 国庆节, tables name only the latter, and its holiday has eight days.
MID_AUTUMN, JOINT = "中秋节", 8
# 国务院令第513号: statutory holidays from 2008 on.
SINCE = {"清明节": 2008, "端午节": 2008, MID_AUTUMN: 2008}


def check(reading: Reading, statutory: Mapping[date, str]) -> None:
    """Add what is wrong with the entries of `reading` to its faults; `statutory` are days that must be off."""
    if not reading.entries:
        if not reading.faults:
            reading.fault(0, "没有找到任何放假日期。", "No day off was found.")
        return
    _check_doubles(reading)
    _check_makeup_days(reading)
    off = {entry.day: entry for entry in reading.entries if not entry.worked}
    _check_gaps(off, reading)
    if len(off) > MOST_DAYS_OFF:
        reading.fault(
            0,
            f"共有{len(off)}天放假，多于{MOST_DAYS_OFF}天，不像一年的安排。",
            f"{len(off)} days off are more than {MOST_DAYS_OFF}: that is no year's arrangement.",
        )
    _check_statutory(off, reading, statutory)
    _tell_the_year_before(reading)


def _check_doubles(reading: Reading) -> None:
    for day, same in groupby(sorted(reading.entries, key=_by_day), key=_by_day):
        told = list(same)
        if len({entry.worked for entry in told}) > 1:
            reading.fault(told[-1].line, f"{day_zh(day)}既放假又上班。", f"{day_en(day)} is both off and worked.")
        elif len(told) > 1:
            names = "、".join(dict.fromkeys(entry.name for entry in told))
            reading.fault(
                told[-1].line, f"{day_zh(day)}重复出现（{names}）。", f"{day_en(day)} is named twice ({names})."
            )


def _by_day(entry: Entry) -> date:
    return entry.day


def _check_makeup_days(reading: Reading) -> None:
    for entry in reading.entries:
        if entry.worked and entry.day.weekday() < SATURDAY:
            reading.fault(
                entry.line,
                f"{entry.day.month}月{entry.day.day}日是周{WEEKDAYS_ZH[entry.day.weekday()]}，本来就上班，不会是补班。",
                f"{entry.day} is a {WEEKDAYS_EN[entry.day.weekday()]} and worked anyway; it can't be a make-up day.",
            )


def _check_gaps(off: Mapping[date, Entry], reading: Reading) -> None:
    """A holiday is one stretch. A weekend left out of it is a day off all the same, any other day is a slip."""
    for name in dict.fromkeys(entry.name for entry in off.values()):
        for one, next_one in pairwise(sorted(day for day, entry in off.items() if entry.name == name)):
            between = [one + timedelta(n) for n in range(1, (next_one - one).days)]
            missing = [day for day in between if day not in off]
            if not missing or (name == NEW_YEAR and len(between) > TOGETHER):
                continue
            _tell_gap(name, missing, off[next_one].line, reading)


def _tell_gap(name: str, missing: list[date], line: int, reading: Reading) -> None:
    worked = {entry.day for entry in reading.entries if entry.worked}
    if all(day.weekday() >= SATURDAY and day not in worked for day in missing):
        reading.warn(
            line,
            f"{name}中间没有写{day_zh(missing[0])}；周末本来就休息，不影响计算。",
            f"{name} leaves out {day_en(missing[0])}; weekends are off anyway, so nothing changes.",
        )
    else:
        reading.fault(
            line,
            f"{name}不连续，中间缺{day_zh(missing[0])}。",
            f"{name} isn't one stretch: {day_en(missing[0])} is missing in between.",
        )


def _check_statutory(off: Mapping[date, Entry], reading: Reading, statutory: Mapping[date, str]) -> None:
    named = {entry.name for entry in off.values() if entry.day.year == reading.year} | reading.named
    if sum(entry.name == NATIONAL_DAY for entry in off.values()) >= JOINT:
        named.add(MID_AUTUMN)
    # As in 2028, when 中秋节 is a day of 国庆节: it is off under the other name.
    named |= {name for day, name in statutory.items() if day in off and off[day].name == NATIONAL_DAY}
    for name in SEVEN:
        if name not in named and reading.year >= SINCE.get(name, 0):
            reading.fault(0, f"没有{name}的安排。", f"{name} is missing.")
    for day, name in sorted(statutory.items()):
        if day not in off and name in named:
            reading.fault(
                0,
                f"{day_zh(day)}是法定的{name}假日，安排里却没有。",
                f"{day_en(day)} is a statutory day of {name}, but isn't off here.",
            )


def _tell_the_year_before(reading: Reading) -> None:
    before = sorted({entry.day for entry in reading.entries if entry.day.year < reading.year})
    if before:
        reading.warn(
            0,
            f"{_list_zh(before)}属于{reading.year - 1}年，会一并生效。",
            f"{', '.join(map(day_en, before))} belong to {reading.year - 1} and take effect too.",
        )


def _list_zh(days: Iterable[date]) -> str:
    return "、".join(f"{day.year}年{day_zh(day)}" for day in days)
