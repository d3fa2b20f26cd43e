"""国庆节后, 节前, 年后: days around a holiday, by the calendar of the law."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import law
from texts.promises.numerals import NUMBER, number

_DAY = timedelta(days=1)
_REACH = 200
"""Days within which a holiday is looked for; one that is further off isn't the one that was meant."""
_NEAR = 20
_NAMES = {"国庆": "国庆节", "十一": "国庆节", "中秋": "中秋节", "春节": "春节", "过年": "春节", "年": "春节", "元旦": "元旦",
          "清明": "清明节", "五一": "劳动节", "劳动": "劳动节", "端午": "端午节"}  # fmt: skip
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}
_SALES = {"双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "618": (6, 18), "圣诞": (12, 25)}

FORM = re.compile(
    r"(?P<sale>双十一|双11|双十二|双12|(?<!\d)618|圣诞)节?(?:当[天日]|(?:当[天日])?[之以]?前(?!后))"
    r"|(?P<day>元旦|国庆|中秋|端午|清明|五一|春节)节?(?:当[天日])"
    r"|(?P<name>国庆|(?<!双)十一(?!点|月|个|天|号|日)|中秋|春节|元旦|清明|五一|劳动|端午|过年|(?<![\d今明去后前当每周半一两二三四五])年(?=[前后](?!天)))?"
    r"(?:节?(?:假期|长假|小长假|放假|放)|节|假期|长假|收假|放假)?(?<=[节假期收年一庆旦秋明午放])"
    r"(?P<side>结束之?后|[之以过]?后|[之以]?前(?!后))"
    rf"(?:(?:上班)?第?(?P<n>{NUMBER})个?(?:工作日|天上班))?(?:上班)?(?:[之以]?内)?"
)


def days(found: re.Match[str], today: date) -> Iterator[date]:
    """Before a holiday: the last day before it. After: the first working day, or the n-th where a number is named."""
    if found["sale"]:
        month, day = _SALES[found["sale"]]
        yield from _ahead(month, day, today)
        return
    if found["day"]:
        yield from _itself(found["day"], today)
        return
    block = _block(_NAMES.get(found["name"]) if found["name"] else None, today)
    if not block:
        return
    first, last = block
    if found["side"].endswith("前"):
        yield first - _DAY
        return
    nth = (number(found["n"]) if found["n"] else 1) or 1
    yield law.load().calendar.nth_working(last, nth)


def _itself(name: str, today: date) -> Iterator[date]:
    """The festival's own day, this year's or the next. Those that follow the moon aren't told apart within their holiday."""
    if name in _FIXED:
        yield from _ahead(*_FIXED[name], today)


def _ahead(month: int, day: int, today: date) -> Iterator[date]:
    """This year's day, and next year's unless it is too far off to be meant."""
    for made in (date(today.year, month, day), date(today.year + 1, month, day)):
        if made - today <= timedelta(days=_REACH):
            yield made


def _block(name: str | None, today: date) -> tuple[date, date] | None:
    """First and last day off of the holiday that lasts or comes next."""
    calendar = law.load().calendar
    for ahead in range(_REACH if name else _NEAR):
        day = today + ahead * _DAY
        named = calendar.name(day)
        if named and (named == name or not name) and not calendar.is_working(day):
            return _edge(day, -_DAY), _edge(day, _DAY)
    return None


def _edge(day: date, step: timedelta) -> date:
    calendar = law.load().calendar
    while not calendar.is_working(day + step):
        day += step
    return day
