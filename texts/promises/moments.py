"""The moment that the time words of a sentence mean, counted from when it was said.

How they are read: hours and minutes run from the very moment; N天内 counts calendar days after the day itself, N个工作日 the
working days of the State Council's calendar, both to 23:59:59; of a range the later end holds. A day alone is its end. So is
one with 前: 周三前 is read as "by the end of Wednesday", the reading that is kinder to who promised, for nobody should be called
late a day too early. 周X is the next such day, today included; 下周X lies in the week that starts next Monday; 这周内 ends on
Sunday, 月底 on the month's last day. 上午 ends at 12:00, 下午 at 18:00, 今晚 at 23:59:59.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from law import CHINA, NaiveTrigger, OutOfCalendar
from texts.promises import clocks, days, durations, festivals
from texts.promises.waiting import waits

_OVER = re.compile(r"(?:昨[天晚日]?|前天|上周.?|上个?月|那天|当时)的?$")
_YOURS = re.compile(r"(?<![给帮为替跟补退赔发换转还寄复系知])[您你](?:先|在|可以|就|只要|要是)?$")
_JOINED = re.compile(r"\(?(?:[-~—–、/,]|或者?|到|至|最[晚迟慢])?\(?")
_LATEST = re.compile(r"(?:最[迟晚慢多长]|至[迟多])(?:不超过|也?就?是?|到|会?在|要|等)?$")
_TODAY = re.compile(r"今(?!明)|上午|下午|早|中午|晚上|傍晚|凌晨")
_DATED = re.compile(r"[号/]|\d月|日(?![之以]?内)|\d\.\d")
_ANY = re.compile(
    r"[\d零一二两俩仨三四五六七八九十半今明后大次翌隔第周星礼下这本月年早晚上中傍凌午夜清国春元端五劳双节假过放收]"
)
"""No time is named without one of these; most sentences have none and are done with."""
_ANY_DAY = re.compile(r"[今明后次翌隔第周星礼月年号日/.\-前当]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Time words at sentence[start:end]; `due` is None when they wait for an event or lie before they were said.

    `latest` when 最晚 stands before them, `today` when they name nothing but a time of the day on which they are said,
    `dated` when a day of the calendar, which may as well be over (12月5日).
    """

    start: int
    end: int
    due: datetime | None
    latest: bool = False
    today: bool = False
    dated: bool = False


def mentions(sentence: str, said_at: datetime) -> list[Mention]:
    """The time words of a plain sentence in order; raises NaiveTrigger when `said_at` has no time zone."""
    if said_at.utcoffset() is None:
        raise NaiveTrigger(f"The time {said_at.isoformat()} has no time zone.")
    if not _ANY.search(sentence):
        return []
    kept: list[Mention] = []
    found = [*_running(sentence, said_at), *_days(sentence, said_at), *_hours(sentence, said_at)]
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if _is_theirs(sentence, mention.start) and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return list(_together(sentence, kept))


def _is_theirs(sentence: str, start: int) -> bool:
    """Not 上周三, not 您三天内寄回 (the consumer's time), not 昨天下午 (over)."""
    if sentence.startswith("上", start) and not sentence.startswith("上午", start):
        return False
    before = sentence[max(0, start - 6) : start]
    return not (_YOURS.search(before) or _OVER.search(before))


def _running(sentence: str, said_at: datetime) -> Iterator[Mention]:
    for found in durations.FORM.finditer(sentence):
        if durations.holds(sentence, found):
            waiting = waits(sentence, found.start(), found.end())
            yield _mention(sentence, found.start(), found.end(), None if waiting else _guarded(found, said_at))


def _guarded(found: re.Match[str], said_at: datetime) -> datetime | None:
    try:
        return durations.due(found, said_at.astimezone(CHINA))
    except (OverflowError, ValueError, OutOfCalendar):
        return None


def _days(sentence: str, said_at: datetime) -> Iterator[Mention]:
    if not _ANY_DAY.search(sentence):
        return
    for form, candidates in (*days.FORMS, (festivals.FORM, festivals.days)):
        for found in form.finditer(sentence):
            after = clocks.AFTER_DAY.match(sentence, found.end())
            if not after or found.start() == found.end():
                continue
            running = days.is_running(found.group()) and waits(sentence, found.start(), found.end())
            due = None if running else _first_ahead(after, candidates, found, said_at)
            yield _mention(sentence, found.start(), after.end(), due)


def _first_ahead(
    after: re.Match[str], candidates: days.Candidates, found: re.Match[str], said_at: datetime
) -> datetime | None:
    """The first moment that the words may mean and that isn't over when they are said."""
    try:
        here = said_at.astimezone(CHINA)
        for day in candidates(found, here.date()):
            for moment in clocks.moments(after, day, here):
                if moment >= here:
                    return moment
    except (OverflowError, ValueError, OutOfCalendar):
        return None
    return None


def _hours(sentence: str, said_at: datetime) -> Iterator[Mention]:
    for found in clocks.ALONE.finditer(sentence):
        yield _mention(sentence, found.start(), found.end(), _first_ahead(found, _today, found, said_at))


def _today(found: re.Match[str], today: date) -> Iterator[date]:
    yield today
    if found["part"] == "凌晨":
        yield date.fromordinal(today.toordinal() + 1)


def _mention(sentence: str, start: int, end: int, due: datetime | None) -> Mention:
    return Mention(
        start,
        end,
        due,
        latest=_LATEST.search(sentence[max(0, start - 8) : start]) is not None,
        today=_TODAY.match(sentence, start) is not None,
        dated=_DATED.search(sentence, start, end) is not None,
    )


def _together(sentence: str, found: list[Mention]) -> Iterator[Mention]:
    """周三或周四 and 周五（27号）are one mention, with the later moment."""
    current: Mention | None = None
    for mention in found:
        if current and current.due and mention.due and _JOINED.fullmatch(sentence, current.end, mention.start):
            both = current.today and mention.today
            current = replace(current, end=mention.end, due=max(current.due, mention.due), today=both)
            continue
        if current:
            yield current
        current = mention
    if current:
        yield current
