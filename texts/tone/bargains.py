"""Bargains: silence or a review for money. Taking a complaint back once the refund is there is none."""

import re
from collections.abc import Iterator

from law import precheck_wording
from texts.tone.clauses import from_start, with_echo
from texts.tone.consequences import COUNTED, MONEY, consequences, hush_money
from texts.tone.figures import AMOUNT
from texts.tone.finding import Finding
from texts.tone.lexicon import Hit
from texts.tone.reading import Reading
from texts.tone.remark import Kind
from texts.tone.voice import FULL_STOP, Voices, sentence_after, sentence_before

_SUM = rf"(?:{AMOUNT}|{COUNTED}|\d{{2,7}}(?!\d)|钱|红包|现金|好处|返现|费|补偿|赔偿|优惠券|个?意思)"
_PAY = (
    r"(?<![实已共])(?:给|赔|付|转|打|补偿|补|返|拿|掏|加|发|支付)"
    r"(?:我|我们|咱|偿|付|给|点|个|现|来|出|够|到位|上|多|再|一点|一个)*"
)
_THEN = r"(?:就|便|即可|可以|才|马上|立马|立刻|我|保证|一定|,)"
_BEFORE = re.compile(
    rf"(?P<pay>{_PAY}[^,。!?;\n退换]{{0,6}}?{_SUM}|钱(?:打|转|汇)(?:过来|给我|到)?|免单)[^。!?;\n]{{0,10}}?{_THEN}[^。!?;\n]{{0,8}}$"
)
_REFUND = re.compile(r"退(?:款|货|钱|了|我)*[^。!?;\n]{0,10}?(?:就|便|才|立马|马上|可以|即可)[^。!?;\n]{0,8}$")
_AFTER = re.compile(
    rf"^[^。!?;\n]{{0,8}}(?:可以|行|没问题|条件|前提|得|要|先|就|必须|除非|的话|价格|费用|[,?])[^。!?;\n退]{{0,8}}?(?:{_PAY}[^。!?;\n退换]{{0,6}}?{_SUM}|{AMOUNT})"
)
_WANT = re.compile(r"(?:想|要|想要)(?:让|要|叫)?我[^,。!?;\n]{0,4}$")
_SETTLES = re.compile(
    r"(?:到账|收到|完成|成功|处理完|解决)[^,。!?;\n]{0,4}(?:后|之后|以后|了)|愿意|同意|会主动|协商一致"
)
_LAWFUL = re.compile(r"^(?:撤|不(?:再)?(?:追究|投诉|举报))")
_DEMAND = re.compile(rf"(?:{_PAY}[^,。!?;\n]{{0,6}}?(?:{AMOUNT}|\d{{3,7}}(?!\d))[^,。!?;\n]{{0,4}},(?:我)?)$")
_DUE = re.compile(r"退|赔|补偿|运费")
_STOP = re.compile(r"[,。!?;:\n「」『』“”()【】…~]")
_NEAR = 26
_MONEY = re.compile(
    rf"(?<![实已共支])(?:给|赔|转|打|补|返|拿|掏|加|发|收)(?:我|我们|给|点|个|现|来|多|再)*[^,。!?;\n退换付]{{0,6}}?(?:{_SUM}|一?点|一些)|免单|多(?:赔|补|给|返)|"
    rf"(?:{AMOUNT}|\d{{2,6}})[^。;\n]{{0,4}}(?:转|打|支付宝|微信|红包|到账|现金)|(?:红包|返现)[^,。!?;\n]{{0,6}}(?:{AMOUNT}|\d{{2,6}}|到|来|发)|[条个]{AMOUNT}|[条个]\d{{2,5}}"
)
_OFFERS = re.compile(
    r"我(?!的|写|给了|发了|已)|换|删|撤|改|帮|给你|可以|自然|就|随便|配合|保证|立马|马上|包你|的话|想要|条件是"
)
_OTHER_SIDE = re.compile(r"商家|卖家|店家|客服|店主|老板说|对方|主播|让我|要我|要求|叫我|逼我|卡片|页面|如实|真实")
_TAIL = 24
_LEAD = re.compile(
    r"(?:你们?|您|商家|卖家|店家|老板|只要|如果|要是|要么|先|再|私下|私底下|直接|现在|马上|微信|支付宝|把|拿|限|那就?|就|我|可以|"
    r"[0-9一二两三四五六七八九十半]+(?:天|小时|个工作日|日)(?:之?内|以内|之?前)|(?:今天|明天|今晚)(?:之?内|之?前)?)$"
)
_REVIEW = re.compile(r"[差好中追]评|评价|评论|评分|五星|晒图|种草")
_SILENCE = re.compile(r"帖|贴|笔记|视频|投诉|举报|曝光|撤诉|热搜|媒体|记者|不给|否则|不然|再不")
_WHY = {Kind.EXTORTION: "silence", Kind.REVIEW: "review", Kind.THREAT: "violence"}
_BY_OTHERS = re.compile(
    r"(?:商家|卖家|店家|店主|客服|对方|他们|主播|平台|我|我们|已经?)(?:还|又|先|主动|想|要|愿意|私下|表示|私信|后来|曾|只|也|都|已经?|就|才|一共)*$"
)
_REFUSED = re.compile(r"不(?:会|能|想|可能|愿意?|同意|答应|打算|接受)$")
_PIECE = re.compile(r"[^。!?;\n]{1,400}")
_OWN = re.compile(
    r"(?<![让要叫逼使])我(?:们|也|这边|保证|肯定|一定|马上|立马|立刻|可以)*(?:就|会|要|将|便|给|帮|把|删|撤|不)"
)


def bargains(reading: Reading, voices: Voices, hits: Iterator[Hit]) -> Iterator[Finding]:
    """Money for silence and money for a review, as whole bargains; their wording comes later."""
    for hit in hits:
        kind, form = hit.entry.kind, hit.entry.form
        if kind not in (Kind.EXTORTION, Kind.REVIEW):
            continue
        if _REFUSED.search(sentence_before(reading.plain, hit.start)):
            continue
        piece = (hit.start, hit.end) if form == "always" else _bargain(reading.plain, hit)
        if piece and (found := _whole(reading, voices, kind, piece, hit.entry.why)):
            yield found
    unforeseen = [(Kind.EXTORTION, (start, end)) for start, end, pays in consequences(reading.plain) if pays]
    hushed = [(Kind.EXTORTION, piece) for piece in hush_money(reading.plain)]
    for kind, piece in [*_of_the_precheck(reading.plain), *unforeseen, *hushed]:
        if found := _whole(reading, voices, kind, piece, _WHY[kind]):
            yield found


def demand_before(before: str) -> str:
    """A sum of money to be given, when nothing but a comma stands between it and what follows; empty without one."""
    found = _DEMAND.search(before)
    return found.group() if found and not _DUE.search(found.group()) else ""


def _bargain(plain: str, hit: Hit) -> tuple[int, int] | None:
    before, after = sentence_before(plain, hit.start, FULL_STOP), sentence_after(plain, hit.end, FULL_STOP)
    settles = _LAWFUL.match(plain[hit.start : hit.end]) and _SETTLES.search(before)
    if (paid := _BEFORE.search(before)) and not settles:
        return hit.start - len(before) + paid.start("pay"), hit.end
    if hit.entry.kind is Kind.REVIEW and (refund := _REFUND.search(before)):
        return hit.start - len(before) + refund.start(), hit.end
    if paid := _AFTER.search(after):
        return hit.start - len(wanted.group() if (wanted := _WANT.search(before)) else ""), hit.end + paid.end()
    return _loose(plain, hit, before[-_NEAR:], after[:_NEAR]) if hit.entry.kind is Kind.REVIEW else None


def _loose(plain: str, hit: Hit, before: str, after: str) -> tuple[int, int] | None:
    """A review and money in one breath: 多赔我一点，评价我会帮你们写好."""
    around = before + plain[hit.start : hit.end] + after
    if _OTHER_SIDE.search(around) or not _OFFERS.search(around):
        return None
    if paid := _MONEY.search(before) or MONEY.search(before):
        return hit.start - len(before) + paid.start(), hit.end
    if paid := _MONEY.search(after) or MONEY.search(after):
        return hit.start, hit.end + paid.end()
    return None


def _of_the_precheck(plain: str) -> Iterator[tuple[Kind, tuple[int, int]]]:
    for piece in _PIECE.finditer(plain):
        words = precheck_wording.extorts(piece.group())
        at = piece.group().find(words) if words else -1
        if at >= 0:
            yield _kind(words), (piece.start() + at, piece.start() + at + len(words))


def _kind(words: str) -> Kind:
    if "评" in words:
        return Kind.REVIEW
    return Kind.EXTORTION if re.search(r"\d|[元万千钱]|费|[一二两三四五六七八九]百", words) else Kind.THREAT


def _whole(reading: Reading, voices: Voices, kind: Kind, piece: tuple[int, int], why: str) -> Finding | None:
    plain, (start, end) = reading.plain, piece
    first = start - _lead(sentence_before(plain, start))
    resolved = bool(_OWN.search(plain[start:end]))
    if not resolved and _BY_OTHERS.search(sentence_before(plain, first)):
        return None
    if not (voices.is_writers(first, resolved=resolved) and not voices.is_quoted(end - 1)):
        return None
    after = sentence_after(plain, end)
    stop = _STOP.search(after)
    around = plain[max(0, first - 12) : end + 8]
    if kind is Kind.EXTORTION and _REVIEW.search(around) and not _SILENCE.search(around):
        kind, why = Kind.REVIEW, "review"
    last = with_echo(plain, end + min(stop.start() if stop else len(after), _TAIL))
    return Finding(kind, *reading.span(from_start(plain, first), last), why, "")


def _lead(before: str) -> int:
    rest = before
    for _ in range(8):
        found = _LEAD.search(rest)
        if not found:
            break
        rest = rest[: found.start()]
    return len(before) - len(rest)
