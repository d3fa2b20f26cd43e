"""Limits that run: 48小时内, 3个工作日, 一周左右, 半个月."""

import re
from calendar import monthrange
from datetime import datetime, timedelta
from functools import lru_cache

import law
from texts.promises.clocks import END_OF_DAY, at
from texts.promises.numerals import CHINESE, number

_NUM = rf"(?:\d{{1,4}}(?:\.\d)?|[{CHINESE}]{{1,6}})"
_UNIT = "|".join(
    (
        r"个?(?:工作|营业|上班)[日天]|天工作日",
        r"个?小时|个?钟头|个钟(?!头)|分钟|刻钟",
        r"h(?:ours?|rs?)?(?![a-z])|d(?:ays?)?(?![a-z])|min(?![a-z])",
        r"个?自然[日天]|天|日|周|个?星期|个?礼拜|个?月|年",
    )
)
_JOIN = r"[-~—–到至/、]|或者?"
FORM = re.compile(
    rf"(?<![第每那几\d.{CHINESE}*×x/])(?<![^马晚早以加]上)(?<!^上)(?:{_NUM}(?:{_UNIT})?(?:{_JOIN}))?"
    rf"(?:(?P<times>{_NUM})[*×x])?(?P<n>{_NUM})(?P<half>个半)?(?P<unit>{_UNIT})(?P<tail>[之以]?内|左右|[之以]?后|上下)?"
    r"|(?<![二两三四五六七八九十\d])(?P<one>一个?)?半个?(?P<unit2>小时|钟头?|月|年)(?P<tail2>[之以]?内|左右|[之以]?后)?"
    r"|下一?个(?P<unit3>工作日)(?:[之以]?内)?"
)
_BEFORE = (
    r"等了|拖了|隔了|过了|过去|最近|近|已经?|都快|满|逾|超出",  # over already
    r"(?<!不)(?<!不会)(?<!不得)(?<!不能)(?<!不可)超过",
    r"(?<![目之以])前|(?<![如线私以])下|本|全年",  # 前三天, 下两周
)
_NOT_BEFORE = re.compile(rf"(?:{'|'.join(_BEFORE)})$")
_AFTER = (
    r"[之以]?前|多|没(?!问题|有?问题)|未|还没|了",  # over already
    r"无理由|价?保|质保|包[退换]|试[用穿]|退换|可[退换申]|不退|自动确认|最低价",  # rules of the shop
    r"在线|客服|营业|服务|热线|人工|值班|不打烊|猫|气",  # opening hours; 天猫 and 天气
    r"(?<=周)[一二三四五六日天末]",  # 三周四
)
_NOT_AFTER = re.compile(rf"的?(?:{'|'.join(_AFTER)})")
# 两日 and 三五日 are spans; 三日 alone may be the third of the month.
_DAYS_BY_NUMBER = re.compile(r"[两俩]|[一二三四五六七八九]{2}")
_TOO_MUCH = 3660
"""Days; nobody means more than ten years."""


def holds(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words name a limit ahead, not one that is over (三天前), a warranty or opening hours."""
    unit, tail = _unit(found), found["tail"] or found["tail2"]
    if unit == "日" and tail is None and not _DAYS_BY_NUMBER.match(found["n"]) and "-" not in found.group():
        return False
    if unit == "年" and not tail:
        return False
    if unit == "月" and not (found["unit2"] or found["unit"].startswith("个") or found["n"] in ("俩", "仨", "两")):
        return False  # 三月 is March
    before = sentence[max(0, found.start() - 6) : found.start()]
    if before.endswith("这") and found["n"] == "两":
        return False
    if _NOT_BEFORE.search(before) and not before.endswith("不超过"):
        return False
    if before.endswith("过") and found["n"] == "两" and unit == "天":  # 过两天 is some day or other
        return False
    return not _NOT_AFTER.match(sentence, found.end())


def due(found: re.Match[str], said_at: datetime) -> datetime | None:
    """Hours and minutes to the moment; days, weeks and months to the end of their last day."""
    unit = _unit(found)
    if found["unit2"] and found["one"]:  # 一个半月
        months = _months(said_at, 1) if unit == "月" else None
        return months + timedelta(days=15) if months else said_at + timedelta(minutes=90)
    if found["unit2"]:
        halves = {"小时": timedelta(minutes=30), "钟": timedelta(minutes=30), "月": timedelta(days=15)}
        if unit in halves:
            moment = said_at + halves[unit]
            return moment if unit != "月" else at(moment.date(), END_OF_DAY)
        return _months(said_at, 6)
    amount = 1.0 if found["unit3"] else _amount(found["n"])
    if amount is None or amount > _TOO_MUCH:
        return None
    if found["times"]:
        amount *= number(found["times"]) or 1
    if found["half"]:
        amount += 0.5
    return _count(unit, amount, said_at)


def _count(unit: str, amount: float, said_at: datetime) -> datetime | None:
    if unit in ("小时", "钟"):
        return said_at + timedelta(hours=amount)
    if unit in ("分", "刻"):
        return said_at + timedelta(minutes=amount * (15 if unit == "刻" else 1))
    if unit == "工作日":
        return at(law.load().calendar.nth_working(said_at.date(), int(amount)), END_OF_DAY) if amount >= 1 else None
    if unit in ("月", "年"):
        whole = _months(said_at, int(amount) * (12 if unit == "年" else 1))
        return whole + timedelta(days=15) if amount % 1 else whole
    days = amount * (7 if unit == "周" else 1)
    return at(said_at.date() + timedelta(days=int(days)), END_OF_DAY)


def _unit(found: re.Match[str]) -> str:
    return _plain_unit(found["unit"] or found["unit2"] or found["unit3"])


@lru_cache(maxsize=64)
def _plain_unit(written: str) -> str:
    """个小时 and h are 小时, 营业日 is 工作日."""
    written = written.removeprefix("个")
    if written.endswith(("作日", "作天", "业日", "业天", "班日", "班天")):
        return "工作日"
    if written in ("星期", "礼拜"):
        return "周"
    if written.startswith(("h", "小时", "钟")):
        return "小时"
    if written.startswith("d"):
        return "天"
    if written.startswith(("m", "分")):
        return "分"
    return {"刻钟": "刻", "自然日": "天", "自然天": "天"}.get(written, written)


def _amount(written: str) -> float | None:
    if written[0].isdecimal() and "." in written:
        return float(written)
    return number(written)


def _months(said_at: datetime, months: int) -> datetime:
    year, month = divmod(said_at.year * 12 + said_at.month - 1 + months, 12)
    day = min(said_at.day, monthrange(year, month + 1)[1])
    return at(said_at.date().replace(year=year, month=month + 1, day=day), END_OF_DAY)
