"""Numbers as they stand in chats: 48, 四十八, 两, 三五 (the larger), 十五."""

import re
from functools import lru_cache

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
CHINESE = "零〇一二两俩三仨四五六七八九十百"
NUMBER = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,6}})"
_HUNDREDS = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九]{1,2})百(?:零|〇)?)?"
    r"(?P<tens>[一二两三四五六七八九]{0,2}十)?(?P<ones>[一二两俩三仨四五六七八九]{0,2})"
)


@lru_cache(maxsize=1024)
def number(written: str) -> int | None:
    """The number, of 两三 or 三五 the larger; None for what is none (十百)."""
    if written.isdecimal():
        return int(written)
    found = _HUNDREDS.fullmatch(written)
    if not found or not written:
        return None
    hundreds = _last(found["hundreds"]) * 100
    tens = found["tens"]
    return hundreds + (10 * (_last(tens[:-1]) or 1) if tens else 0) + _last(found["ones"])


def _last(digits: str | None) -> int:
    return DIGITS[digits[-1]] if digits else 0
