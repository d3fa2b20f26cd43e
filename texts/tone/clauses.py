"""How much of a clause goes with what is found in it: the empty rest goes, a fact of the case stays."""

import re

_STOP = re.compile(r"[,。!?;:\n「」『』“”\"()【】…~]")
_FACT = re.compile(r"\d|[退发换货钱单坏破错漏少款买收寄修裂胶图修掉拆]|[一二两三四五六七八九十]+[天件元块]|[了着过]$")
_LONGEST = 12
_DANGLING = re.compile(r"(?:和|上|给|把|被|向|在|我|你们?|这|那|怎么|让|想|要|用)$")
_ECHO = re.compile(
    r"^,(?:你们?(?:自己|最好|看着|好好|就|再)*(?:选|想清楚|想想|看着办|掂量|考虑|试试)|自己(?:选|看|掂量)|反正我|闹到|我知道你|看你|别后悔|不亏|划算|干不干|"
    r"不还价|行不行|可以吧|好吧|怎么样|就这么简单|一分不能少|说到做到)[^,。!?;:\n\d]{0,14}"
)


def from_start(plain: str, start: int) -> int:
    """Where to begin, so that no stub of the clause is left: 看我怎么(搞臭你们) goes, 鞋子开胶了 stays."""
    before = plain[max(0, start - 40) : start]
    stops = list(_STOP.finditer(before))
    stub = before[stops[-1].end() :] if stops else before
    fact = len(stub) > _LONGEST or (_FACT.search(stub) and not (_DANGLING.search(stub) and not re.search(r"\d", stub)))
    return start if fact else start - len(stub)


def to_end(plain: str, end: int) -> int:
    """Where to end, so that no stub of the clause is left."""
    after = plain[end : end + 40]
    stop = _STOP.search(after)
    stub = after[: stop.start()] if stop else after
    return end if len(stub) > _LONGEST or _FACT.search(stub) else end + len(stub)


def with_echo(plain: str, end: int) -> int:
    """With a clause behind that only drives it home: 你们自己选, 不亏吧."""
    echo = _ECHO.match(plain[end : end + 30])
    return end + echo.end() if echo else end
