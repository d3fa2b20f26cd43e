"""The hour within a day: 下午, 晚上8点, 18:00, 3点半 – and what is meant when the half of the day isn't said."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from law import CHINA
from texts.promises.numerals import CHINESE, number

END_OF_DAY = time(23, 59, 59)
_ENDS = {
    "dawn": time(6),
    "morning": time(12),
    "noon": time(12),
    "afternoon": time(18),
    "dusk": time(19),
    "evening": END_OF_DAY,
    "work": time(18),
}
"""When a part of the day is over. A promise for the evening ends with the day, one 下班前 with the usual office hours."""
_PARTS = {
    "dawn": ("凌晨",),
    "morning": ("早", "上午", "午前", "清", "晨", "一早", "一大", "一清", "大早", "大清"),
    "noon": ("中午", "午间"),
    "afternoon": ("下午", "午后"),
    "work": ("下班",),
    "dusk": ("傍晚",),
}

_LONG = "|".join(
    (
        r"凌晨|一?大?清?早上|早晨|清晨|清早|一大?早|上午|午前",
        r"中午|午间|下午(?!茶)|午后|傍晚",
        r"晚上|晚间|夜里|夜间|半夜|午夜",
        r"下班(?=前|之前|以前)",  # 下班了 tells nothing
    )
)
_NUM = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"


def _clock_words(mark: str = "") -> str:
    """An hour, its groups marked so that one expression can hold two of them."""
    return (
        rf"(?:{_NUM}(?:点|:\d\d)?[-~到至])?"
        rf"(?:(?P<h{mark}>{_NUM})(?:点(?:钟|整)?|时(?![间候效段期]))"
        rf"(?:(?P<half{mark}>半)|(?P<quarter{mark}>[一三])刻|(?P<m{mark}>{_NUM})(?=分|[之以]?前|左右|,|$)分?)?"
        rf"|(?P<H{mark}>\d{{1,2}}):(?P<M{mark}>\d{{2}})(?::\d{{2}})?)"
    )


_ENDING = r"(?:[之以]?[前内]|左右)?"
AFTER_DAY = re.compile(
    r"(?:的|那天| )?(?:\([^(),]{1,8}\))?(?:的| )?"
    rf"(?P<part>{_LONG}|[早晚](?![点些一日几])|晨|夜)?的? ?(?:{_clock_words()})?{_ENDING}"
)
"""What may follow a day, possibly nothing."""
ALONE = re.compile(
    rf"(?P<part>{_LONG})(?![好安])的?(?:{_clock_words()})?{_ENDING}|(?<![\d:]){_clock_words('2')}(?:[之以]?前|左右|准时)"
)
"""A time of today: a part of the day, or an hour with 前."""


def moments(found: re.Match[str], day: date, said_at: datetime) -> Iterator[datetime]:
    """The moments that the time in `found` may mean on `day`, the likeliest first; the day's end when it names none."""
    part = _part(found["part"])
    hour, minute = _clock(found)
    if hour is None:
        yield at(day, _ENDS[part] if part else END_OF_DAY)
        return
    for candidate in _hours(part, hour, today=day == said_at.date()):
        # Two at night is 26 o'clock of the evening's day.
        if 0 <= candidate <= 30 and minute < 60:
            yield at(day, time(0)) + timedelta(hours=candidate, minutes=minute)


def at(day: date, when: time) -> datetime:
    """The moment in +08:00."""
    return datetime.combine(day, when, tzinfo=CHINA)


def _part(written: str | None) -> str:
    if not written:
        return ""
    return next((part for part, starts in _PARTS.items() if written.startswith(starts)), "evening")


def _clock(found: re.Match[str]) -> tuple[int | None, int]:
    groups = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    if "H" in groups:
        return int(groups["H"]), int(groups["M"])
    if "h" not in groups:
        return None, 0
    if "half" in groups:
        return _hour(groups["h"]), 30
    if "quarter" in groups:
        return _hour(groups["h"]), 15 * (number(groups["quarter"]) or 0)
    return _hour(groups["h"]), number(groups.get("m", "0")) or 0


def _hour(written: str) -> int | None:
    return 0 if written in ("零", "〇") else number(written)


def _hours(part: str, hour: int, *, today: bool) -> Iterator[int]:
    if part == "evening":
        yield hour + 24 if hour < 5 else (hour + 12 if hour <= 12 else hour)
    elif part in ("afternoon", "dusk", "work"):
        yield hour + 12 if hour < 12 else hour
    elif part == "noon":
        yield hour + 12 if hour < 5 else hour
    elif part == "dawn":
        yield hour % 12 if hour == 12 else hour
    elif hour == 0 and today:
        yield 24
    elif part == "morning" or hour == 0 or hour > 12:
        yield hour
    elif today:
        yield from (hour, hour + 12)
    else:
        # Nobody answers at four in the morning: an hour up to six of another day is in the afternoon.
        yield hour + 12 if hour <= 6 else hour
