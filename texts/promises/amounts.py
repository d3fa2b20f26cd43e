"""The sum of money in a sentence: 退您20元, ¥1,299, 补五十块, 1.2万元."""

import re
from decimal import Decimal

from texts.promises.numerals import CHINESE, number

_MOST = Decimal("99999999.99")
_NUMBER = rf"\d{{1,9}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,2}})?|[{CHINESE}]{{1,6}}"
_SUM = re.compile(
    rf"¥(?P<a>\d{{1,9}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,2}})?)"
    rf"|(?<![\d.,])(?P<b>{_NUMBER})(?P<wan>[万千])?(?:元|块钱?|圆|rmb|人民币|大洋)(?P<jiao>\d(?!\d))?"
    rf"|(?:退|补|赔|返|偿|付|转|打|差价|运费)(?:款|给)?[您你]?(?P<c>\d{{1,6}}(?:\.\d{{1,2}})?)(?=$|,|[哈哦呢吧的啊给可好行])"
)
_MANY = {"万": 10000, "千": 1000}
_GIVING = re.compile(r"退|补|赔|返|偿")


def amount(words: str) -> Decimal | None:
    """The sum in yuan that stands after what is promised, else the first; None when there is none."""
    sums = [value for found in _SUM.finditer(words) if (value := _value(found)) is not None]
    promised = _GIVING.search(words)
    if promised and len(sums) > 1:
        after = [value for found in _SUM.finditer(words, promised.start()) if (value := _value(found)) is not None]
        sums = after or sums
    return sums[0] if sums else None


def _value(found: re.Match[str]) -> Decimal | None:
    written = (found["a"] or found["b"] or found["c"]).replace(",", "")
    if written[0].isdecimal():
        value = Decimal(written)
    else:
        spoken = number(written)
        if spoken is None:
            return None
        value = Decimal(spoken)
    value *= _MANY.get(found["wan"] or "", 1)
    if found["jiao"]:
        value += Decimal(found["jiao"]) / 10
    return value if value <= _MOST else None
