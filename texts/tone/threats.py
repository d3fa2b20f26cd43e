"""Threats: to expose, to ruin, to harm, with or without a condition; a lawful next step said calmly is none."""

import re
from collections.abc import Iterator

from law import precheck_wording
from texts.tone.bargains import demand_before
from texts.tone.clauses import from_start, with_echo
from texts.tone.consequences import consequences, ultimatums
from texts.tone.figures import AMOUNT, WHEN
from texts.tone.finding import Finding
from texts.tone.lexicon import Hit
from texts.tone.reading import Reading
from texts.tone.remark import Kind
from texts.tone.voice import FULL_STOP, Voices, sentence_after, sentence_before

_NO = (
    r"(?:给|赔|退|处理|解决|同意|答复|回复|回应|发货|补发|换|道歉|认错|理|管|还|办|认|付|改|满足|打钱|转|到账|搞定|拿|兑现|履行|出面|"
    r"弄好|给钱|回我|回消息|回话|撤|负责|补|履约|发|安排|说清|交代|行|听|配合|识相|老实)"
)
CONDITION = re.compile(
    rf"否则|要不然|不然|逾期|(?:如果|要是|若|你们?|还|再|敢|仍|就是|一直|继续|今天|明天)?(?:拒不|拒绝|不肯|不给我?|不|没|没有|别想)(?:给我|给|能|想|愿意|肯|按时|及时|马上|立刻|全额)?{_NO}"
    r"|(?:再|继续|还)(?:敢)?(?:拖|推|装死|装傻|不理|骗|赖|耍|废话|磨叽|墨迹|这样|忽悠|敷衍|踢皮球|糊弄|嘴硬)|要么[^,。!?;\n]{0,12},?要么|除非|要不(?!要)|(?:如果|要是|倘若|假如|若是)[^,。!?;\n]{0,10}?[不没再还拖敢仍]|谁敢|敢|(?:没|不)(?:看|见|收)?到[^,。!?;\n]{0,8}(?:钱|到账|退款|元|块)|拖(?:一|1)天"
)
_LEAD = re.compile(
    rf"(?:如果|要是|若|倘若|假如|你们?|您|他们|商家|卖家|店家|客服|老板|贵店|还是?|再|就|要|敢|仍然?|依然|继续|一直|我们?|咱们?|那么?|的话|会|去|"
    rf"一定|肯定|必定|必将|必|绝对|将|马上|立刻|立马|直接|到时候?|把|让|给|得|只好|只能|可以|准备|打算|信不信|小心|等着|看我|迟早|"
    rf"今天|限你们?|限|最后|之内|以内|以前|之前|内|前|要么|逼|在|跟|和|也|都|说到做到|便|现在|非|不|找|叫|带|人|"
    rf"(?:{WHEN}))$"
)
_PAST = re.compile(rf"(?:{WHEN})$")
_DEADLINE = re.compile(r"(?:内|前|今天|今日|今晚|明天|明日|明晚|后天|周.|月底|点)$")
_INTENT = re.compile(
    r"(?:(?:我们?|咱们?|老子|老娘|本人|小爷|姐|哥)[^,。!?;\n]{0,6}(?:就|会|要|将|一定|肯定|必|马上|立刻|立马|直接|去|准备|打算|可以|能|得|让|把|天天|每天)?"
    r"|就|要|会|等着|小心|信不信|别怪|看我|必须|迟早|准备|马上|立马|立刻|直接|天天|统统|全部|否则|不然|让你们?)[^,。!?;\n]{0,10}$"
)
_LAWFUL = re.compile(
    r"[^,。!?;\n]{0,6}?(?:发|交|提供|给|到|至)?(?:给|到|至)?(?:平台|(?:小红书)?(?:官方)?客服|官方|12315|12345|市场?监|法院|消协|消费者协会|调解|监管|邮箱|附件|"
    r"聊天|订单页|申请|售后|工作人员|你们?(?:看|核对|确认|参考|查看)|上传)"
)
_FACT = re.compile(
    r"附件|如下|见下|见图|证据|截图|上传|提供|显示|为证|开箱|介入|申请|提交|依法|法律|法院|起诉|诉讼|12315|12345|消协|消费者协会|市场?监|监管|"
    r"报警|调解|如实|客观|下单|收到|宣传|页面|有人|别人|其他|反映|推荐|播放|拍摄|里[说写讲面]|中[说写展]|上[说写展的]|承诺|流程|规则|规定|客服说|证明"
)
_ALSO = re.compile(r"^[^我]*(?:还|反而|却|并且?|又|也|然后|只|而且|但)(?![不有得])[^我]*$")
_OTHERS_ACT = re.compile(
    r"^(?:但是?|而且?|结果|然后|后来|现在|可是?|因为|由于|该|这家|这个|昨天|今天|反而|还有)*(?:商家|卖家|店家|店主|店铺|客服|对方|他们|她们?|他|主播|平台|快递员?|物流|售后)[^我你]*$"
)
_PAUSE = re.compile(r"[,?!]")
_HONEST = re.compile(r"如实|真实|客观|实事求是|真诚")
_ME_AFTER = re.compile(r"我(?!们?(?:就|会|要|也|将))|本人|消费者|顾客|买家")
_ME_BEFORE = re.compile(r"(?:把|将|拿|用)(?:我|本人|顾客|买家)[^,。!?;\n]{0,8}$")
_ASKS = re.compile(r"(?:请|麻烦|希望|建议|恳请)(?:你们?|平台|贵店|贵司|商家|客服)?[^,。!?;\n]{0,6}$")
_STOP = re.compile(r"[,。!?;:\n「」『』“”()()【】…~]")
_TAIL = 30  # how far a threat is followed within its clause
_OWN = re.compile(r"(?:我们?|本人|老子|咱)(?:就|会|要|将|便|一定|肯定|马上|立马|直接)")
_PIECE = re.compile(r"[^。!?;\n]{1,400}")


def threats(reading: Reading, voices: Voices, hits: Iterator[Hit]) -> Iterator[Finding]:
    """The threats among the hits and those that the pre-check finds, as whole clauses; wording comes later."""
    places = [(hit.start, hit.end, hit.entry.why) for hit in hits if _is_threat(reading.plain, hit)]
    for start, end, why in [*places, *_of_the_precheck(reading.plain), *_unforeseen(reading.plain)]:
        if found := _whole(reading, voices, start, end, why):
            yield found


def _is_threat(plain: str, hit: Hit) -> bool:
    if hit.entry.kind is not Kind.THREAT:
        return False
    if hit.entry.form == "always":
        return True
    before, after = sentence_before(plain, hit.start, FULL_STOP), sentence_after(plain, hit.end)
    if _HONEST.search(before[-14:]) or _ASKS.search(before) or _LAWFUL.match(after):
        return False
    condition = _condition(before)
    if hit.entry.form == "ransom":
        return bool(condition and _buys(_from(before, condition)))
    clause = before.rpartition(",")[2]
    if condition and hit.entry.form == "condition":
        told = _from(before, condition)[len(condition.group()) :]
        fact = _FACT.search(clause + plain[hit.start : hit.end] + after.partition(",")[0]) or _ALSO.search(told)
        return not fact
    acts = _INTENT.search(before) and not _OTHERS_ACT.search(clause)
    return bool(condition) or (hit.entry.form == "intent" and bool(acts))


def _of_the_precheck(plain: str) -> Iterator[tuple[int, int, str]]:
    """What an office would refuse is remarked on here too."""
    for piece in _PIECE.finditer(plain):
        if words := precheck_wording.threatens(piece.group()):
            at = piece.group().find(words)
            if at >= 0:
                yield piece.start() + at, piece.start() + at + len(words), "expose"


def _unforeseen(plain: str) -> Iterator[tuple[int, int, str]]:
    for start, end, pays in consequences(plain):
        if not pays:
            yield start, end, "menace"
    for start, end in ultimatums(plain):
        yield start, end, "expose"


def _condition(before: str) -> re.Match[str] | None:
    """The nearest 不退, 否则 or 再不 before the threat, at most one clause away."""
    pauses = [pause.end() for pause in _PAUSE.finditer(before)]
    reach = before[pauses[-3] if len(pauses) > 2 else 0 :][-36:]
    conditions = list(CONDITION.finditer(reach))
    return conditions[-1] if conditions else None


def _whole(reading: Reading, voices: Voices, start: int, end: int, why: str) -> Finding | None:
    plain = reading.plain
    before, after = sentence_before(plain, start, FULL_STOP), sentence_after(plain, end)
    if _ME_AFTER.match(after) or _ME_BEFORE.search(before):
        return None
    resolved = bool(_OWN.search(before[-12:] + plain[start:end]))
    condition = _condition(before)
    first = start - len(_from(before, condition)) if condition else start
    first -= _lead(sentence_before(plain, first))
    if not (voices.is_writers(first, resolved=resolved) and voices.is_writers(start, resolved=resolved)):
        return None
    demand = demand_before(sentence_before(plain, first))
    kind = Kind.EXTORTION if demand or _buys(plain[first:start]) else Kind.THREAT
    stop = _STOP.search(after)
    last = with_echo(plain, end + min(stop.start() if stop else len(after), _TAIL))
    first = first - len(demand) if demand else from_start(plain, first)
    return Finding(kind, *reading.span(first, last), "silence" if kind is Kind.EXTORTION else why, None)


def _from(before: str, condition: re.Match[str]) -> str:
    return before[before.rindex(condition.group()) :]


def _lead(before: str) -> int:
    """How many characters right before belong to the threat: who, when, how surely; a time gone by doesn't."""
    rest = before
    for _ in range(12):
        found = _LEAD.search(rest)
        if not found or (_PAST.fullmatch(found.group()) and not _is_deadline(found.group(), rest[: found.start()])):
            break
        rest = rest[: found.start()]
    return len(before) - len(rest)


def _is_deadline(when: str, before: str) -> bool:
    return bool(_DEADLINE.search(when)) or not before or before[-1] in ",:再你们我限"


def _buys(words: str) -> bool:
    """不给5000就…: a sum to be given, not a refund or damages."""
    return bool(re.search(rf"(?:给|拿|转|打|掏|出)(?:我|我们|咱)?(?:钱|{AMOUNT}|\d{{3,7}}(?!\d))", words))
