"""Numbers, amounts, days and dates in a piece of a text: what a gentler wording must not lose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_CN = "[一二两三四五六七八九十百千万亿零〇半几]"
_NUMERAL = rf"(?<!{_CN}){_CN}{{1,12}}"
"""A numeral from its first sign on; bounded, for a row of a thousand such signs is no number."""
_DIGITS = r"\d[\d,]{0,14}(?:\.\d{1,4})?"
AMOUNT = (
    rf"(?:(?:¥|rmb|人民币)\s*{_DIGITS}(?:\s*[万千百kw])?(?:\s*(?:元|块钱|块|圆))?"
    rf"|{_DIGITS}\s*多?(?:[万千百亿]?\s*(?:元|块钱|块|圆|rmb|大洋|大毛)|[万千百]|[kw](?![a-z]))"
    rf"|{_NUMERAL}多?(?:元|块钱|块|大洋)|(?<!{_CN})[一二两三四五六七八九十]{{1,12}}[万千百]{_CN}{{0,12}}(?![种个条次人遍回样倍家件名位张句段])"
    rf"|(?<=[给转打返送拿补赔付退我])[一二两三四五六七八九]?十[一二三四五六七八九]?(?![种个条次人遍回样倍家件名位张句段天点日月小分几万千百]))"
)
"""A sum of money in a levelled text, digits or Chinese numerals."""
_AGO = r"(?:之内|以内|内|之前|以前|前|之后|以后|后)?"
_PERIOD = (
    rf"(?:{_DIGITS}|{_NUMERAL})\s*个?\s*(?:工作日|自然日|天|日|小时|钟头|h(?![a-z])|分钟|周|星期|礼拜|月|年)\s*{_AGO}"
)
_DATE = (
    r"(?:(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|\d{4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,2}|\d{1,2}\s*[日号](?!\d)"
    rf"|{_CN}{{1,2}}月{_CN}{{1,3}}[日号]?)\s*{_AGO}"
)
_DAY_WORD = (
    r"(?:今天|今日|今晚|今夜|今早|明天|明日|明早|明晚|后天|大后天|本周[日天末一二三四五六]?|这周[日天末一二三四五六]?|下周[日天末一二三四五六]?"
    r"|周[日天末一二三四五六]|星期[日天一二三四五六]|月底|年底)(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s*[点:](?!击|赞|评)\s*(?:\d{1,2}分?|半)?)?"
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?:之内|以内|内|之前|以前|前)?"
)
_PART = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|半夜)"
_CLOCK = (
    rf"{_PART}?\s*(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})\s*(?:点(?!击|开|赞|评|名|钱|也|都|不)|:\s*\d{{2}})"
    rf"\s*(?:半|整|\d{{1,2}}分)?\s*{_AGO}"
)
WHEN = rf"(?:{_DATE}|{_PERIOD}|{_DAY_WORD}|{_CLOCK})"
"""A day, a date or a length of time in a levelled text."""
_PIECES = "条双个次倍盒瓶号楼栋箱台名人篇家件张套折星%"
_REST = (
    rf"[a-z]{{0,4}}\d(?:[\d,.a-z-]*[\da-z])?\s*[{_PIECES}]?"
    rf"|(?<!{_CN}){_CN}{{0,12}}[二两三四五六七八九十百千万]{_CN}{{0,12}}\s*[倍件双盒瓶台箱名篇张套折]"
)
_ANY = re.compile(rf"(?P<amount>{AMOUNT})|(?P<when>{WHEN})|(?P<rest>{_REST})")
_PAYING = re.compile(r"(?:给|赔|退|付|转|打|补|要|拿|出|偿|还)(?:我|咱|们|了|个|点|款|钱|偿)*\s*$")


class FigureKind(StrEnum):
    """What a number is about."""

    AMOUNT = "amount"
    WHEN = "when"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text, as it was typed, at its place there."""

    kind: FigureKind
    start: int
    end: int
    said: str


def figures(text: str, level: str, start: int, end: int) -> Iterator[Figure]:
    """The numbers in text[start:end]; `level` is the same text in half width (see `reading`)."""
    for found in _ANY.finditer(level, start, end):
        kind = FigureKind(found.lastgroup or "rest")
        said = text[found.start() : found.end()].strip()
        bare = found.group().replace(",", "")
        if kind is FigureKind.REST and bare.isdecimal() and 2 <= len(bare) <= 7 and _paid(level, found.start()):
            kind, said = FigureKind.AMOUNT, f"{said}元"
        yield Figure(kind, found.start(), found.end(), said)


def _paid(level: str, start: int) -> bool:
    return bool(_PAYING.search(level[max(0, start - 8) : start]))
