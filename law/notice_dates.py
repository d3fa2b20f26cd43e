"""Dates as a notice writes them: 1月28日（农历除夕、周二）至2月4日, with the year and the month told only once."""

import re
from dataclasses import dataclass
from datetime import date

from law.notice_entries import NEW_YEAR, WEEKDAYS_EN, WEEKDAYS_ZH, Reading, day_en, day_zh, days_between

# The longest ordinary holiday had nine days; a longer stretch is a slip of the pen.
LONGEST = 15
# More wrong weekdays than this are no slip: the text is of another year.
FEW = 2

DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}(?:[日号]|(?=[至到~—–-]))(?:\([^()]*\))?"
SPAN = rf"{DAY}(?:[至到~—–-]+{DAY})?"
# Bounded, so that a heap of dates without a verb costs no more than its length.
LIST = rf"{SPAN}(?:[、,和及与]?{SPAN}){{0,40}}"

_DAY = re.compile(r"(?:(?P<y>\d{4})年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})[日号]?(?:\((?P<said>[^()]*)\))?")
_SPAN = re.compile(rf"(?P<first>{DAY})(?:[至到~—–-]+(?P<last>{DAY}))?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


@dataclass(slots=True)
class _Carried:
    """The year and the month that the next date may leave out."""

    year: int | None = None
    month: int | None = None


def read_dates(text: str, line: int, names: list[str], reading: Reading) -> list[date]:
    """The days that a list such as 「2月14日（周六）、2月28日（周六）」 names, of the festivals `names`.

    What is wrong goes to the faults of `reading`; a day that can't be read is left out.
    """
    carried, found = _Carried(), list[date]()
    for span in _SPAN.finditer(text):
        first = _day(span["first"], line, names, carried, reading)
        last = _day(span["last"], line, names, carried, reading) if span["last"] else first
        if first and last:
            found += _stretch(first, last, line, reading)
    return found


def check_weekdays(reading: Reading) -> None:
    """Compare the weekdays told with the days; when all fit another year, say that instead of each."""
    wrong = [(line, day, told) for line, day, told in reading.weekdays if day.weekday() != told]
    if len(wrong) > FEW and (other := _year_that_fits(reading)):
        reading.fault(
            0,
            f"括号里的星期与{other}年相符，与{reading.year}年不符。这可能是{other}年的安排。",
            f"The weekdays fit {other}, not {reading.year}. This may be the notice for {other}.",
        )
        return
    for line, day, told in wrong:
        reading.fault(
            line,
            f"{day.year}年{day_zh(day)}，原文却写周{WEEKDAYS_ZH[told]}。",
            f"{day_en(day)} is written as a {WEEKDAYS_EN[told]}.",
        )


def _year_that_fits(reading: Reading) -> int | None:
    for year in sorted(range(reading.year - 6, reading.year + 7), key=lambda n: abs(n - reading.year)):
        moved = [(day.month, day.day, year + day.year - reading.year, told) for _, day, told in reading.weekdays]
        if all((m, d) != (2, 29) and date(y, m, d).weekday() == told for m, d, y, told in moved):
            return year
    return None


def _day(text: str, line: int, names: list[str], carried: _Carried, reading: Reading) -> date | None:
    found = _DAY.match(text)
    month = int(found["m"]) if found and found["m"] else carried.month
    if found is None or month is None:
        reading.fault(line, f"「{text}」没有月份。", f"{text} has no month.")
        return None
    year = _year(int(found["y"]) if found["y"] else None, month, names, carried, reading.year)
    try:
        day = date(year, month, int(found["d"]))
    except ValueError:
        reading.fault(line, f"没有「{text}」这一天。", f"There is no day {text}.")
        return None
    carried.year, carried.month = year, month
    if not reading.allows(day, names):
        reading.fault(line, f"{year}年{day_zh(day)}不在{reading.year}年内。", f"{day_en(day)} isn't in {reading.year}.")
        return None
    if told := _WEEKDAY.search(found["said"] or ""):
        reading.weekdays.append((line, day, WEEKDAYS_ZH.index(told[1].replace("天", "日"))))
    return day


def _year(told: int | None, month: int, names: list[str], carried: _Carried, year: int) -> int:
    if told is not None:
        return told
    if carried.year is not None:
        return carried.year + (carried.month is not None and month < carried.month)
    # 「12月31日至1月2日」 under 元旦 begins in the year before.
    return year - (month == 12 and NEW_YEAR in names)


def _stretch(first: date, last: date, line: int, reading: Reading) -> list[date]:
    if last < first:
        reading.fault(line, f"{day_zh(first)}在{day_zh(last)}之后。", f"{day_en(first)} comes after {day_en(last)}.")
        return []
    days = days_between(first, last)
    if len(days) > LONGEST:
        reading.fault(
            line,
            f"从{day_zh(first)}到{day_zh(last)}有{len(days)}天，假期没有这么长的。",
            f"From {day_en(first)} to {day_en(last)} are {len(days)} days; no holiday is that long.",
        )
        return []
    return days
