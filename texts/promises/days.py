"""Days named in a chat: 明天, 下周三, 10号, 12月5日, 月底. Each gives its candidates, the likeliest first."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from texts.promises.numerals import CHINESE, DIGITS, number

Candidates = Callable[[re.Match[str], date], Iterator[date]]

_NUM = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
_SUNDAY = 6
_FAR = timedelta(days=300)
"""A day without a year that lies further ahead than this was rather yesterday's than next year's."""

_WORDS = {"今": 0, "明": 1, "后": 2, "大后": 3, "今明": 1, "明后": 2} | dict.fromkeys(
    ("次日", "翌日", "隔天", "隔日", "第二天"), 1
)
_WORD = re.compile(
    r"(?P<word>今明|明后(?=两?[天日]))两?[天日]?"
    r"|(?P<next>次日|翌日|隔[天日]|第二天)"
    r"|(?P<one>大后|(?<![以之])后|明|今)(?:[天日儿](?![天期])|(?=[早晚夜晨]|上午|中午|下午))(?!起|开始)"
)
_WHICH = r"下下个?|下个?|这个?|本|上个?"
_NO_COUNT = r"(?<![一两三半每几\d])"  # 一周三次 and 每周三 name no day
_WEEKDAY = (
    r"(?:[一二三四五六]、?(?=[二三四五六日天](?![天个日点小号月周分刻礼星])))?[一二三四五六日天]"  # 周六日, 周一、二
    r"|[1-7](?![\d天])"
)
_WEEK = re.compile(
    "|".join(
        (
            rf"(?P<which>{_WHICH})?{_NO_COUNT}(?P<end>周末)(?:[之以]?[前内])?",
            rf"(?<![每])(?P<which2>{_WHICH})(?:周|星期|礼拜)(?![一二三四五六日天末初中1-7])(?:[之以]?[前内]|里)?",
            r"(?<![一两二三四五六七八九十半每几\d下上这本个])(?P<bare>周)[之以]?内",
            rf"(?P<which3>{_WHICH})?{_NO_COUNT}(?:周|星期|礼拜)(?P<day>{_WEEKDAY})(?![周次])",
        )
    )
)
_ITS_MONTH = r"下下个?月|下个?月|本月|这个?月"
_MONTH = re.compile(
    "|".join(
        (
            rf"(?P<which>{_ITS_MONTH}|当月|(?<!\d)月|(?<![\d一两三半])年)(?P<part>底|末|尾|终|内|中旬|上旬|下旬|中(?!旬))",
            r"(?<![\d年])(?P<named>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?P<part2>底|末|尾|中旬|上旬|下旬|内)",
            rf"(?P<whole>{_ITS_MONTH}|(?<![个\d一两二三四五六七八九十半几])月(?=[之以]?内))"
            r"(?![\d一二三四五六七八九十的份初]|底|末|中)(?:[之以]?内)?",
        )
    )
)
_FULL = re.compile(
    rf"(?<!\d)(?P<y>20\d\d)(?:年|[-/.])(?P<m>{_NUM})(?:月|[-/.])(?P<d>{_NUM})[日号]?"
    rf"|(?<!\d)(?P<y2>\d\d)(?:年(?P<m2>{_NUM})月|\.(?P<m3>\d{{1,2}})\.)(?P<d2>{_NUM})[日号]?"
)
_M = r"1[0-2]|0?[1-9]"
_D = r"3[01]|[12]\d|0?[1-9]"
_NO_SUM = r"(?<![\d./退补赔付您你共-])"  # 退您11.5 is money
_ACT_AFTER = r"[之以]?前|当天|上午|中午|下午|晚|给您|给你|补|换|寄|打款|之间|统一|全部|会|我|由|到货|到账|出货|开始| \d"
_DATE = re.compile(
    "|".join(
        (
            rf"(?<![\d年])(?P<m>{_NUM})月份?(?P<d>{_NUM})(?:[日号]|(?=[之以]?前|左右|上午|中午|下午|晚|给|发|退|,|$))",
            rf"{_NO_SUM}(?P<m2>{_M})/(?P<d2>{_D})(?![\d./])[日号]?",
            rf"{_NO_SUM}(?:{_M})\.(?:{_D})[-~到至](?P<m5>{_M})\.(?P<d5>{_D})(?!\d)",
            # 11.5 may be a number: a day only with 日 or 号, or before a word that goes with a day, or after 预计.
            rf"{_NO_SUM}(?P<m3>{_M})(?:[.-](?P<d3>{_D}))(?!\d)(?:(?<=\.\d)[日号]|(?<=\.\d\d)[日号]|(?={_ACT_AFTER}))",
            rf"(?:(?<=预计)|(?<=最晚)|(?<=最迟)|(?<=于)|(?<=在))(?P<m4>{_M})\.(?P<d4>{_D})(?![\d.元块天折万%])",
        )
    )
)
_NUMBERED = re.compile(
    rf"(?<![\d{CHINESE}单编客第型月.])(?:(?P<which>{_ITS_MONTH}|次月|当月)的?)?"
    rf"(?:{_NUM}[日号]?[-~到至]|{_NUM}号(?:或者?|、))?(?P<d>{_NUM})"
    r"(?:号(?![店链接线楼码色机房]|仓(?!库)|客服是)|日(?![内常子期]|[之以]内|左右))"  # 2号店, 3日内 are no days
)
_RUNNING = ("次日", "翌日", "隔天", "隔日", "第二天")


def day_words(found: re.Match[str], today: date) -> Iterator[date]:
    """今天, 明天, 大后天, 今明两天; 次日."""
    yield today + timedelta(days=_WORDS[found["word"] or found["next"] or found["one"]])


def weeks(found: re.Match[str], today: date) -> Iterator[date]:
    """周三 is the next one, today included; 这周三 and 下周三 lie in their week, which begins on Monday."""
    which = found["which"] or found["which2"] or found["which3"]
    day = _weekday(found["day"])
    ahead = (day - today.weekday()) % 7
    if found["bare"]:
        yield today + timedelta(days=_SUNDAY - today.weekday())
    elif not which:
        yield from (today + timedelta(days=ahead), today + timedelta(days=ahead + 7))
    elif not which.startswith("上"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=which.count("下"))
        yield monday + timedelta(days=day)


def _weekday(written: str | None) -> int:
    """Monday is 0; of 周六日 the later, and a week without a day is its Sunday."""
    last = written[-1] if written else "日"
    if last in ("日", "天", "7"):
        return _SUNDAY
    return (int(last) if last.isdecimal() else DIGITS[last]) - 1


def months(found: re.Match[str], today: date) -> Iterator[date]:
    """月底 and 下个月 end with the month, 上旬 and 中旬 on its tenth and twentieth, 年底 with the year."""
    which = found["which"] or found["whole"]
    if which == "年":
        if found["part"] in ("底", "末", "尾", "终", "内"):
            yield date(today.year, 12, 31)
        return
    ahead = which.count("下") if which else ((number(found["named"]) or 13) - today.month) % 12
    first = _first(today, ahead)
    ends = {"上旬": 10, "中": 15, "中旬": 20}
    yield first.replace(day=ends.get(found["part"] or found["part2"] or "", monthrange(first.year, first.month)[1]))


def full_dates(found: re.Match[str], today: date) -> Iterator[date]:
    """2026-12-05, 2026年12月5日."""
    month = number(found["m"] or found["m2"] or found["m3"])
    yield from _made(2000 + int(found["y"] or found["y2"]) % 100, month, number(found["d"] or found["d2"]))


def dates(found: re.Match[str], today: date) -> Iterator[date]:
    """12月5日, 12/5, 11.5前: this year's, or next year's when that isn't far."""
    month = number(found["m"] or found["m2"] or found["m3"] or found["m4"] or found["m5"])
    day = number(found["d"] or found["d2"] or found["d3"] or found["d4"] or found["d5"])
    for year in (today.year, today.year + 1):
        for made in _made(year, month, day):
            if made - today <= _FAR:
                yield made


def numbered(found: re.Match[str], today: date) -> Iterator[date]:
    """10号: this month's, or the next month's when it is over; 下个月5号."""
    ahead = (found["which"].replace("次", "下").count("下"),) if found["which"] else (0, 1)
    for months_on in ahead:
        first = _first(today, months_on)
        yield from _made(first.year, first.month, number(found["d"]))


def is_running(written: str) -> bool:
    """Whether the words count from an event that is told (次日), not from the day on which they are said."""
    return written.startswith(_RUNNING)


FORMS: tuple[tuple[re.Pattern[str], Candidates], ...] = (
    (_FULL, full_dates),
    (_DATE, dates),
    (_NUMBERED, numbered),
    (_WORD, day_words),
    (_WEEK, weeks),
    (_MONTH, months),
)


def _first(today: date, months_on: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months_on, 12)
    return date(year, month + 1, 1)


def _made(year: int, month: int | None, day: int | None) -> Iterator[date]:
    if month and day and month <= 12 and day <= monthrange(year, month)[1]:
        yield date(year, month, day)
