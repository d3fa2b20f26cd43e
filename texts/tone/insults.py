"""Insults and swearing: names, adjectives, whole sentences and oaths, each replaced in its own way."""

import re
from collections.abc import Iterator

from texts.tone.clauses import from_start, to_end
from texts.tone.finding import Finding
from texts.tone.lexicon import Hit, nouns, phrases
from texts.tone.reading import Reading
from texts.tone.remark import Kind
from texts.tone.voice import Voices, sentence_after, sentence_before

_NOUN = re.compile(
    rf"(?:的)?(?P<noun>{'|'.join(sorted(nouns(), key=len, reverse=True))})(?!面|员|长|主|里|名|号|内|方)"
)
_WHO = (
    r"(?:你们?|您|他们?|她们?|它|这(?:家|个|种)?(?:商家|卖家|店铺?|店家|客服|平台|公司|人)?"
    r"|商家|卖家|店家|店铺|客服|老板|平台|贵店|真)"
)
_HOW = (
    r"(?:就|都|真的?|才|果然|根本|完全|简直|绝对|肯定|明显|全|也|还|不愧|一看就|太|好"
    r"|这么|如此|那么|怎么|实在|特别|非常|有点|的确|确实)"
)
_BUNCH = r"(?:一?[个群帮伙些窝种家]|纯|大|臭|死|狗|破|烂)"
_IS = re.compile(rf"{_WHO}?{_HOW}{{0,3}}(?:是不是|不就是|是|当|算)(?:{_BUNCH}){{0,3}}$")
_YOU = re.compile(r"(?P<you>你们?)(?:这|那)?(?:一?[个群帮伙些窝种家])?(?:只会骗人的|死|臭|大|狗)?(?:的)?$")
_THIS = re.compile(r"(?:这|那)(?:一?[个群帮伙些窝种家])?(?:死|臭|大|狗)?$")
_SUBJECT = re.compile(rf"(?:{_WHO})?{_HOW}{{0,4}}(?:是)?$")
_PARTICLES = re.compile(
    r"(?:的|了|啊|呀|吧|吗|嘛|啦|呢|哦|哈|透顶|至极|极了|到家了?|死了|得很|疯了|了吧)*(?=$|[,。!?;\n~…:)）])"
)
_DEGREE = re.compile(rf"{_HOW}$")
_PEOPLE = {"东西": "商家", "玩意": "商家", "玩意儿": "商家", "货": "商家"}
_EDGE = re.compile(r"^(?:[的啊呀吧吗嘛啦!?]*)(?=$|[,。!?;\n~…])")


def insults(reading: Reading, voices: Voices, hits: Iterator[Hit]) -> Iterator[Finding]:
    """The insults among the hits, with what each takes along before and after it."""
    for hit in hits:
        if hit.entry.kind is Kind.INSULT and (piece := _FORMS[hit.entry.form](reading.plain, hit)):
            start, end, gentler = piece
            if voices.is_writers(start) and voices.is_writers(hit.start):
                yield Finding(Kind.INSULT, *reading.span(start, end), hit.entry.why, gentler)


def _name(plain: str, hit: Hit) -> tuple[int, int, str]:
    """骗子 → 商家, 你们这群骗子 → 你们, 你们就是骗子 → a sentence that says what the writer thinks."""
    before, after = sentence_before(plain, hit.start), sentence_after(plain, hit.end)
    noun = _NOUN.match(after)
    end = hit.end + (noun.end() if noun else 0)
    if verdict := _IS.search(before):
        return _verdict(plain, hit.start - len(verdict.group()), end, hit)
    if you := _YOU.search(before):
        start, end = hit.start - len(you.group()), _swallow(plain, end)
        return start, end, "" if _is_clause(plain, start, end) else you["you"]
    this = _THIS.search(before)
    start = hit.start - (len(this.group()) if this else 0)
    return start, end, nouns()[noun["noun"]] if noun else hit.entry.gentler


def _attribute(plain: str, hit: Hit) -> tuple[int, int, str] | None:
    """垃圾店 → 店铺, 太垃圾 → the writer's view; 垃圾 alone goes. Garbage that was thrown away is none."""
    before, after = sentence_before(plain, hit.start), sentence_after(plain, hit.end)
    noun = _NOUN.match(after)
    if verdict := _DEGREE.search(before) if noun else _IS.search(before) or _DEGREE.search(before):
        return _verdict(plain, hit.start - len(verdict.group()), hit.end, hit)
    if noun:
        return hit.start, hit.end + noun.end(), nouns()[noun["noun"]]
    if you := _YOU.search(before):
        return hit.start - len(you.group()), hit.end, you["you"]
    if edge := _EDGE.match(after):
        return hit.start, hit.end + len(edge.group().rstrip("!?")), ""
    return None


def _predicate(plain: str, hit: Hit) -> tuple[int, int, str]:
    """你们真不要脸 → the writer's view, 不要脸的商家 → 商家."""
    noun = _NOUN.match(sentence_after(plain, hit.end))
    if noun and noun.group().startswith("的"):
        return hit.start, hit.end + noun.end(), _PEOPLE.get(noun["noun"], nouns()[noun["noun"]])
    subject = _SUBJECT.search(sentence_before(plain, hit.start))
    return _verdict(plain, hit.start - len(subject.group() if subject else ""), hit.end, hit)


def _oath(plain: str, hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end + plain.startswith("的", hit.end), hit.entry.gentler


_FORMS = {"name": _name, "attribute": _attribute, "predicate": _predicate, "oath": _oath}


def _is_clause(plain: str, start: int, end: int) -> bool:
    return all(not side or not side.isalnum() for side in (plain[max(0, start - 1) : start], plain[end : end + 1]))


def _verdict(plain: str, start: int, end: int, hit: Hit) -> tuple[int, int, str]:
    """What the writer thinks, in place of the clause; facts in it stay beside it."""
    return (
        from_start(plain, start),
        to_end(plain, _swallow(plain, end)),
        phrases()["mismatch" if hit.entry.why == "goods" else "view"],
    )


def _swallow(plain: str, end: int) -> int:
    particles = _PARTICLES.match(sentence_after(plain, end))
    return end + len(particles.group()) if particles else end
