"""Accusations stated as facts: 卖假货, 诈骗, 犯法. With proof, a law or a doubt in the same sentence they pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from texts.tone.finding import Finding
from texts.tone.lexicon import Hit, phrases
from texts.tone.reading import Reading
from texts.tone.remark import Kind
from texts.tone.voice import Voices, sentence_after, sentence_before

_SELLER = (
    r"(?:你们?(?:家|店|店铺|公司|平台|商家|这家店|这店)?|您|他们(?:家)?|他家|她家|这(?:家|个)?(?:商家|卖家|店铺?|店家|公司|平台|人)|"
    r"该(?:商家|卖家|店铺?|店家|公司)|商家|卖家|店家|店铺|贵店|贵司|老板|客服)"
)
_SURELY = (
    r"(?:肯定|绝对|百分百|百分之百|明显|明摆着|根本|一定|一看|明明|纯粹|完全|简直|分明|妥妥的?|铁定|赤裸裸的?|公然|明目张胆地?|"
    r"就|都|全|全部|也|真的?|居然|竟然|竟|敢|还|在|一直|专门|故意|恶意|又|才)"
)
_FAKE = re.compile(
    r"假货|冒牌货?|高仿货?|山寨货?|a货|仿品|仿货|赝品|假冒(?:伪劣|商品|产品|品牌|货|的)|假(?:包|鞋|酒|药|烟|表|香水|口红|化妆品)"
    r"|假的(?=$|[,。!?;\n了吧啊呀])"
)
_SELLS = re.compile(
    rf"(?:{_SELLER}[^,。!?;\n\d]{{0,4}}?)?{_SURELY}{{0,3}}(?:卖|售|出售|销售|发|寄|给我发|拿)(?:给我|我|来|出来|了|过来|出去)?(?:的)?"
    rf"(?:[^,。!?;\n\d]{{0,6}}?{_SURELY}{{0,2}}是)?(?:一?[个堆件双些])?$"
)
_THING = r"(?:东西|货|商品|产品|鞋子?|包包?|衣服|香水|口红|手机|耳机|化妆品|护肤品|面霜|精华|这双|这个|这件|这款|这瓶|这|那|它)"
_IS = re.compile(rf"(?:(?:这|那|该)?(?:个|款|件|双|瓶|批|些)?{_THING})?{_SURELY}{{0,4}}是(?:一?[个堆件双些])?$")
_CERTAINLY = re.compile(r"(?:肯定|绝对|百分百|百分之百|妥妥的?|铁定)(?:的)?$")
_DEALS = re.compile(r"知假(?:卖|售)假|(?:制|贩|卖|售)假(?:售假)?(?=$|[,。!?;\n的了,])|造假")
_FRAUD = re.compile(
    r"(?:诈骗|欺诈|电信诈骗|合同诈骗|消费欺诈|欺骗消费者|骗人|骗钱|骗(?:我们?|消费者|顾客|大家)(?:的)?(?:血汗)?(?:钱)?|"
    r"坑蒙拐骗|坑人|坑钱|抢钱|抢劫|敲诈|明抢|割韭菜|圈钱)(?:消费者|行为|团伙|公司|勾当|犯)?"
)
_GANG = re.compile(r"诈骗(?:犯|团伙|集团|公司|店铺?|分子)")
_DOES = re.compile(
    rf"{_SELLER}的?(?:这|那|就这|这样|这种|如此)?(?:种|样)?(?:做法|行为|操作|么做|样做)?{_SURELY}{{0,3}}"
    rf"(?:是|属于|纯属|等于|不就是|叫|叫做)?{_SURELY}{{0,2}}(?:赤裸裸的?|明目张胆的?|典型的?)?$"
)
_THIS_IS = re.compile(
    rf"(?:这|那)(?:种|样|么做|样做)?(?:做法|行为)?{_SURELY}{{0,3}}(?:是|属于|纯属|叫)(?:赤裸裸的?|明目张胆的?|典型的?|在)?$"
)
_CRIME = re.compile(r"(?:违法)?犯罪(?:行为)?|犯法")
_DOUBTED = re.compile(
    r"怀疑|疑似|疑为|涉嫌|可能|似乎|好像|觉得|认为|感觉|感到|担心|害怕|是不是|是否|有没有|如果|若|假如|要是|倘若|万一|假一赔|核实|核查|确认|"
    r"不确定|无法判断|难以判断|分辨|真假|嫌疑|质疑|不排除|举报|防止|避免|杜绝|打击|据说"
)
_PROVEN = re.compile(
    r"鉴定|检测|检验|报告|质检|验货|验出|专柜|柜台|品牌方|官方|厂家|厂商|防伪|查询|扫码|显示|证明|承认|出具|判定|认定|比对|法院|判决|"
    r"通报|处罚|公告|依据|根据|按照|规定|法》|监管|市监|公安|立案|证据"
)
_ASKED = re.compile(r"^[^,。!?;\n]{0,4}(?:吗|么|\?|还是)")
_TAIL = re.compile(r"(?:的|了|吧|啊|呀|嘛|啦|呢|行为|消费者|我们)*(?=$|[,。!?;\n~…])")


_OF_SELLER = re.compile(
    r"你们?|他们|这(?:家|个)?(?:店|商家|卖家|公司|平台)|商家|卖家|店家|店铺|平台|老板|奸商|这种|这帮|这群"
)
_FIRMLY = re.compile(r"就是|全是|都是|明摆着|分明|绝对|肯定|百分百|不就|纯粹|没一[条个件]|根本")
_EXPLAINED = re.compile(r"未标|没有标|缺少|没有生产|无生产|希望|请|建议|是否|吗|注明|标注|介绍|商品名|名称")


@dataclass(frozen=True, slots=True)
class _Claim:
    core: re.Pattern[str]
    before: tuple[re.Pattern[str], ...]
    why: str
    phrase: str


_CLAIMS = (
    _Claim(_GANG, (), "fraud", "seller"),
    _Claim(_FAKE, (_SELLS, _IS, _CERTAINLY), "fake", "fake"),
    _Claim(_DEALS, (re.compile(rf"{_SELLER}{_SURELY}{{0,3}}(?:是|在)?$"),), "fake", "fake"),
    _Claim(_FRAUD, (_DOES, _THIS_IS), "fraud", "mismatch"),
    _Claim(_CRIME, (_DOES, _THIS_IS), "crime", "crime"),
)


def accusations(reading: Reading, voices: Voices, hits: Iterator[Hit]) -> Iterator[Finding]:
    """The accusations that nothing in their sentence proves or softens; 以次充好 and the like come without a suggestion."""
    for hit in hits:
        if hit.entry.kind is Kind.ACCUSATION and _is_stated(reading.plain, hit, voices):
            yield Finding(Kind.ACCUSATION, *reading.span(hit.start, hit.end), hit.entry.why, None)
    for claim in _CLAIMS:
        for core in claim.core.finditer(reading.plain):
            start = _start(reading.plain, core.start(), claim.before)
            if start is None or _is_reasoned(reading.plain, core, voices) or not voices.is_writers(start):
                continue
            tail = _TAIL.match(sentence_after(reading.plain, core.end()))
            end = core.end() + (tail.end() if tail and claim.before else 0)
            yield Finding(Kind.ACCUSATION, *reading.span(start, end), claim.why, phrases()[claim.phrase])


def _is_stated(plain: str, hit: Hit, voices: Voices) -> bool:
    """Said of the seller in this sentence, with nothing that proves, doubts or explains it."""
    before, after = sentence_before(plain, hit.start), sentence_after(plain, hit.end)
    around = before + after
    if (
        _PROVEN.search(around)
        or _DOUBTED.search(around)
        or _EXPLAINED.search(around)
        or not voices.is_writers(hit.start)
    ):
        return False
    return bool(_OF_SELLER.search(before) or _FIRMLY.search(around) or not before.rpartition(",")[2])


def _start(plain: str, core: int, patterns: tuple[re.Pattern[str], ...]) -> int | None:
    """Where the accusation begins; None where the words before it make it no statement."""
    before = sentence_before(plain, core)
    found = [core - len(hit.group()) for pattern in patterns if (hit := pattern.search(before))]
    return min(found) if found else None if patterns else core


def _is_reasoned(plain: str, core: re.Match[str], voices: Voices) -> bool:
    before, after = sentence_before(plain, core.start()), sentence_after(plain, core.end())
    clause = before.rpartition(",")[2]
    proven = _PROVEN.search(before) or _PROVEN.search(after)
    asked = _ASKED.search(after + plain[core.end() + len(after) : core.end() + len(after) + 1])
    doubted = _DOUBTED.search(clause) or _DOUBTED.search(after.partition(",")[0])
    return bool(proven or asked or doubted) or not voices.is_writers(core.start())
