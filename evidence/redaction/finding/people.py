"""Names: after a word that announces one (收货人), and beside a phone number."""

import re
from collections.abc import Iterator

from evidence.reading.page import Page
from evidence.redaction.finding.found import Kind, Span
from evidence.redaction.finding.numbers import MASKED

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿"
    "关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司卓古阎萧岑巫褚景柏车桂闵栾郁芦荆茅慕仲费廉薄宫佟连靖晏瞿池敖谌桑隋傅"
    "黃陳張劉趙吳鄭馮韓楊葉羅許蕭孫馬萬龍閻譚鄧呂蘇盧賈錢湯顧龔"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "慕容", "司徒", "夏侯", "皇甫", "尉迟", "长孙", "令狐", "东方", "端木")
_TITLE = "(?:先生|女士|小姐|同学|阿姨)"
_HAN = r"[\u4e00-\u9fff]"
NAME = rf"(?:(?:{'|'.join(_DOUBLE)}){_HAN}{{1,2}}|[{_SURNAMES}](?:{_TITLE}|{_HAN}{{1,2}})|{_HAN}{{2,8}}·{_HAN}{{2,8}})"
_NO_NAME = re.compile(
    "客服|店|快递|电话|手机|号|地址|公司|订单|物流|派|联系|热线|售后|商家|平台|信息|时间|方式|金额|不能|请|为空|必填|填写|商品|发货|"
    "付款|包裹|安全|管理|方便|任何|高级|专员|部|后台|本人|确认|签收|收货|服务|全部|地区|市|区|路|街"
)
_LABEL = (
    "(?:收货人|收件人|寄件人|发件人|联系人|真实姓名|姓名|户名|持卡人|开户人|签收人|申请人|投诉人|"
    "快递员|派件员|配送员|骑手|收款人|乘客|入住人)"
)
_AFTER_LABEL = re.compile(
    rf"{_LABEL}(?:姓名)?\s?(?P<sure>:?)\s?(?P<name>{NAME}|{_HAN}{{2,4}})(?=$|手机|电话|收|[^\u4e00-\u9fff])"
)
_ONLY_LABEL = re.compile(rf"{_LABEL}(?:姓名)?\s?:?")
_WHOLE = re.compile(rf"{NAME}")
_LEAD = (
    r"(?:^|[^\u4e00-\u9fff]|联系|叫|是|找|员|师傅|人|给|姓名|收|寄"
    r"|老板|房东|邻居|同事|朋友|同学|我|和|室|层|栋|幢|号|座|楼|单元)"
)
_BEFORE_NUMBER = re.compile(
    rf"{_LEAD}(?P<name>{NAME})\s?[,:()]?\s?(?:的?(?:手机|电话|联系方式)号?码?)?\s?[,:(]?\s?(?:\+)?$"
)
_AFTER_NUMBER = re.compile(rf"\)?\s?[,(]?\s?(?P<name>{NAME})(?=$|收|[^\u4e00-\u9fff])")
_SHORT = 6
"""Characters before a number at the beginning of a line: the rest of a name and a comma."""
Place = tuple[int, int, int]


def names(page: Page, numbers: list[Span]) -> list[Span]:
    """The spans of all names, without two that overlap."""
    spans: list[Span] = []
    for pieces in (*_announced(page), *_beside(page, _phones(page, numbers))):
        whole = "".join(page.lines[line].text[start:end] for line, start, end in pieces)
        found = [Span(Kind.NAME, *piece) for piece in pieces]
        if not _NO_NAME.search(whole) and not any(one.meets(other) for one in found for other in spans):
            spans += found
    return spans


def _announced(page: Page) -> Iterator[list[Place]]:
    for at, line in enumerate(page.lines):
        for found in _AFTER_LABEL.finditer(line.text):
            if found["sure"] or _WHOLE.fullmatch(found["name"]):
                yield [(at, *found.span("name"))]
        if _ONLY_LABEL.fullmatch(line.text.strip()):
            for other in (*page.right_of(at)[:1], page.below(at)):
                if other is not None and (name := re.match(rf"\s?(?P<name>{NAME})(?!{_HAN})", page.lines[other].text)):
                    yield [(other, *name.span("name"))]
                    break


def _phones(page: Page, numbers: list[Span]) -> Iterator[Place]:
    """All mobile numbers, masked ones too, for a name may stand beside one whose digits are hidden."""
    yield from ((span.line, span.start, span.end) for span in numbers if span.kind == Kind.PHONE)
    for at, line in enumerate(page.lines):
        yield from ((at, *found.span()) for found in MASKED.finditer(line.text))


def _beside(page: Page, phones: Iterator[Place]) -> Iterator[list[Place]]:
    for at, start, end in phones:
        text = page.lines[at].text
        if before := _BEFORE_NUMBER.search(text[:start]):
            yield [(at, *before.span("name"))]
        elif broken := _broken_name(page, at, start):
            yield broken
        elif after := _AFTER_NUMBER.match(text, end):
            yield [(at, *after.span("name"))]
        alone = not text[:start].strip() and not text[end:].strip()
        neighbours = (*page.left_of(at)[-1:], *page.right_of(at)[:1], page.above(at), page.below(at)) if alone else ()
        for other in neighbours:
            if other is not None and _WHOLE.fullmatch(bare := page.lines[other].text.strip()):
                begin = page.lines[other].text.index(bare)
                yield [(other, begin, begin + len(bare))]
                break


def _broken_name(page: Page, at: int, start: int) -> list[Place]:
    """A name that begins at the end of the line above, for the message was too narrow."""
    above = page.above(at)
    if start > _SHORT or above is None or page.goes_on(above) != at:
        return []
    head = page.lines[above].text
    found = _BEFORE_NUMBER.search(head + page.lines[at].text[:start])
    if not found or found.start("name") >= len(head):
        return []
    begin, end = found.span("name")
    pieces = [(above, begin, min(end, len(head)))]
    return [*pieces, (at, 0, end - len(head))] if end > len(head) else pieces
