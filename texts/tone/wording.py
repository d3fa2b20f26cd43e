"""Gentler words for threats and bargains: the next step and the claim, with every number and day of the original."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from texts.tone.figures import Figure, FigureKind, figures
from texts.tone.finding import Finding
from texts.tone.lexicon import phrases
from texts.tone.reading import Reading
from texts.tone.remark import Kind

_OFFICES = {"12315", "12345"}
_TV = "315"
_WITH_PLATFORM = re.compile(
    r"平台(?:客服)?(?:已经?|都|也)?(?:介入|处理|不管|不处理|驳回|没有?)|你们?平台|小红书(?:平台)?(?:官方)?客服|官方客服"
)
_STEP_SAID = re.compile(r"(?:申请|请|让)(?:平台|小红书)(?:客服)?介入")
_LATER = re.compile(r"(?:之后|以后|后)$")
_WITHIN = re.compile(r"(?:内|前|天内)$")
_LENGTH = re.compile(r"(?:天|小时|工作日|自然日|日|分钟|周|星期|礼拜|年|h)$")
_DATE = re.compile(r"月\s*\S+\s*[日号]?$|^\d{4}|[日号]$")
_DEADLINE = re.compile(r"(?:内|前|后|今天|今日|今晚|今夜|明天|明日|明晚|后天|[本这下]?周.|月底|年底|点|分)$")
_IN_WORD = re.compile(r"[a-zA-Z]*\d[a-zA-Z\d]*[a-zA-Z]|[a-zA-Z]+\d+")  # 2b, s13
_WORD = re.compile(r"[\w）)」』”]")


def reworded(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with words for threats (which come with None) and bargains (with ""); threats side by side are one."""
    said, seen = False, set[str]()
    sentences = {phrases()["view"], phrases()["mismatch"]}
    for piece in _merged(reading, found):
        if piece.kind in (Kind.THREAT, Kind.EXTORTION):
            gentler = _step(reading, piece, said)
            said = said or piece.kind is Kind.THREAT or bool(gentler)
            yield replace(piece, gentler=_fitted(reading.text, piece, gentler))
        elif piece.kind is Kind.REVIEW:
            yield replace(piece, gentler=_fitted(reading.text, piece, _review(reading, piece)))
        elif piece.kind is Kind.INSULT and piece.gentler in sentences:
            yield _keeping(reading, _once(reading, piece, seen))
        else:
            yield _keeping(reading, piece)


def _once(reading: Reading, piece: Finding, seen: set[str]) -> Finding:
    """The writer's view, fitted into its sentence, the first time; the next time nothing."""
    view = piece.gentler or ""
    new = view not in seen
    seen.add(view)
    return replace(piece, gentler=_fitted(reading.text, piece, view) if new else "")


def _merged(reading: Reading, found: Iterable[Finding]) -> list[Finding]:
    merged: list[Finding] = []
    for piece in found:
        last = merged[-1] if merged else None
        between = reading.text[last.end : piece.start] if last else ""
        if last and _is_one(last.kind, piece.kind) and len(between) <= 2 and not between.strip(",，、 \u3000"):
            kind = Kind.EXTORTION if Kind.EXTORTION in (last.kind, piece.kind) else piece.kind
            merged[-1] = replace(last, kind=kind, end=piece.end, gentler=piece.gentler or last.gentler)
        elif last and last.kind is piece.kind is Kind.INSULT and not between:
            merged[-1] = replace(last, end=piece.end, gentler=piece.gentler or last.gentler)
        else:
            merged.append(piece)
    return merged


def _is_one(left: Kind, right: Kind) -> bool:
    return left in (Kind.THREAT, Kind.EXTORTION) and right in (Kind.THREAT, Kind.EXTORTION)


def _step(reading: Reading, piece: Finding, said: bool) -> str:
    numbers = list(figures(reading.text, reading.level, piece.start, piece.end))
    office = next((number.said for number in numbers if number.said in _OFFICES or number.said == _TV), "")
    rest = [number for number in numbers if number.said != office]
    claim, mention = _claim(rest)
    if _is_bargain(reading, piece):
        return (claim or phrases()["claim"]) + mention
    step = "" if said and not office else _next(reading, piece, office)
    return "；".join(filter(None, (claim, step))) + mention


def _next(reading: Reading, piece: Finding, office: str) -> str:
    if office:
        return phrases()["office_step"].format(office=office if office in _OFFICES else "12315")
    text = reading.plain
    others = reading.level[: piece.start] + reading.level[piece.end :]
    further = _WITH_PLATFORM.search(text) or _STEP_SAID.search(others)
    return phrases()["further_step" if further else "platform_step"]


def _is_bargain(reading: Reading, piece: Finding) -> bool:
    """Silence offered for money leaves nothing to announce; 不给5000就曝光 does."""
    return piece.kind is Kind.EXTORTION and piece.gentler == ""


def _claim(numbers: list[Figure]) -> tuple[str, str]:
    """The claim with its sums and its day, and a mention of the numbers that are neither."""
    sums = [number.said for number in numbers if number.kind is FigureKind.AMOUNT]
    days = [number.said for number in numbers if number.kind is FigureKind.WHEN]
    when = next((day for day in days if _DEADLINE.search(day)), days[0] if len(days) == 1 else "")
    rest = [n.said for n in numbers if n.kind is FigureKind.REST or (n.kind is FigureKind.WHEN and n.said != when)]
    mention = phrases()["rest"].format(rest="、".join(dict.fromkeys(rest))) if rest else ""
    slots = {"days": _by(when), "amount": "、".join(dict.fromkeys(sums))}
    key = {(True, True): "days_amount", (True, False): "days", (False, True): "amount"}.get((bool(when), bool(sums)))
    return (phrases()[key].format(**slots) if key else ""), mention


def _by(when: str) -> str:
    """三天 and 三天后 as 三天内, 3月5日 as 3月5日前."""
    if _LATER.search(when):
        when = _LATER.sub("", when)
    if _WITHIN.search(when) or not when:
        return when
    if _DATE.search(when) and not re.fullmatch(r"[^月]*\d\s*日", when):
        return f"{when}前"
    return f"{when}内" if _LENGTH.search(when) and not re.search(r"[今明后]天$|[今明]日$|周[一-龥]$", when) else when


def _review(reading: Reading, piece: Finding) -> str:
    claim, mention = _claim(
        [n for n in figures(reading.text, reading.level, piece.start, piece.end) if not _is_star(n)]
    )
    return "，".join(filter(None, (claim, phrases()["review"]))) + mention


def _is_star(number: Figure) -> bool:
    return number.said.endswith("星") and not number.said[0].isdecimal()


def _keeping(reading: Reading, piece: Finding) -> Finding:
    """A suggestion that would lose a number isn't made."""
    if piece.kind is Kind.LEAK or piece.gentler is None:
        return piece
    numbers = [number.said for number in figures(reading.text, reading.level, piece.start, piece.end)]
    lost = [said for said in numbers if said not in piece.gentler and not _IN_WORD.fullmatch(said)]
    if not lost:
        return piece
    return replace(piece, gentler=piece.gentler + phrases()["rest"].format(rest="、".join(lost)))


def _fitted(text: str, piece: Finding, gentler: str) -> str:
    """With a comma where the clause goes on before or after it."""
    if not gentler:
        return gentler
    before, after = text[: piece.start][-1:], text[piece.end : piece.end + 1]
    return ("，" if _WORD.match(before) else "") + gentler + ("，" if _WORD.match(after) else "")
