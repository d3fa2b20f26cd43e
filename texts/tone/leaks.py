"""Numbers and addresses that must not leave: ID and card numbers, and what is private to somebody else."""

import re
from collections.abc import Collection, Iterator

from texts.tone.finding import Finding
from texts.tone.lexicon import phrases
from texts.tone.numbers_private import is_card_number, is_identity_number, numbers
from texts.tone.reading import Reading
from texts.tone.remark import Kind

_ORDER = re.compile(r"(?:订单|单号|运单|快递|物流|流水|交易|编号|条码|防伪码|序列号)[^,。!?;\n]{0,6}$")
_IDENTITY = re.compile(r"身份证|证件号|公民身份")
_ACCOUNT = re.compile(
    r"卡号|银行卡|账号|储蓄卡|信用卡|借记卡|开户|打到卡|收款卡|[工农建交]行|[工农商建]{1,2}设?银行|卡是|户名|卡\s*[:：]?\s*$|尾号"
)
_NEAR = 24
_NAME = (
    r"(?:[\u4e00-\u9fff]{1,2}某{1,2}|某{1,2}|小[\u4e00-\u9fff]"
    r"|[\u4e00-\u9fff](?:先生|女士|小姐|姐|哥|总)|[\u4e00-\u9fff]{2,3}(?=的))"
)
_PERSON = (
    rf"(?:(?:店主|老板娘?|店长|法定代表人|法人|主播|快递员|卖家本人|客服(?:人员)?|店员|卖家|商家|买家|顾客|邻居|同事|朋友|家长)(?:叫|是|名叫|:)?{_NAME}|"
    r"(?:店主|老板娘?|店长|法定代表人|法人|主播|快递员|客服|店员|卖家)(?:的?(?:私人|个人|本人|家里)|(?=的?手机))|店主|老板娘?|"
    r"(?<![其吉])(?:他|她)(?:本人|老婆|老公|妈|爸|家里|家)?(?!们))"
)
_PHONE = re.compile(
    rf"{_PERSON}的?(?:私人|个人|本人|家里)?的?(?:手机|手机号码?|电话号?码?|号码|联系方式|微信号?|座机)(?:号码?)?(?:是|为|:|,|=|就是|叫)?\s*"
    r"(?P<number>(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|0\d{2,3}-?\d{7,8}(?!\d))"
)
_HOME = re.compile(
    rf"(?:(?:店主|老板娘?|店长|法定代表人|法人|主播|客服|店员|卖家|商家|快递员)[\u4e00-\u9fff]{{0,4}}?(?:的?(?:家庭|家里|家)的?(?:住址|地址)|的?住址|家?就?住|的?家)"
    r"|(?<![其吉])(?:他|她)(?:本人)?(?:的?(?:家庭|家里|家)?的?(?:住址|地址)|家?就?住|的?家)"
    r"|(?:真名|名叫|本名|叫|姓名)[:是叫]{0,2}[\u4e00-\u9fff]{2,3}[,，]?家?住"
    rf"|(?:买家|顾客|邻居|同事|朋友){_NAME}(?:的?(?:家庭|家里|家)?的?(?:住址|地址)|家?就?住|的?家))"
    r"(?:就?在|是|于|为|的是|:){0,2}(?P<place>[^,。!?;\n「」“”()（）]{2,40})"
)
_PLACE = re.compile(r"[路街巷弄区县镇村苑栋幢室]|小区|花园|号楼|\d+号|单元|公寓|大厦|家园|新城|[省市].{2}")
_OWN_WORDS = re.compile(r"我(?:们)?$")
_NOT_DIGIT = re.compile(r"[^0-9x]")


def leaks(reading: Reading, own: Collection[str]) -> Iterator[Finding]:
    """What must go; a number in `own` (the writer's phone) may stay."""
    allowed = {_digits(number) for number in own} - {""}
    for start, end, why in (
        *_identity(reading.level),
        *_cards(reading.level),
        *_phones(reading.level),
        *_homes(reading.level),
    ):
        if _digits(reading.level[start:end]) not in allowed:
            yield Finding(Kind.LEAK, start, end, why, phrases()["hidden"])


def _digits(number: str) -> str:
    return _NOT_DIGIT.sub("", number.lower())


def _identity(level: str) -> Iterator[tuple[int, int, str]]:
    for start, end, digits in numbers(level, 18, 18):
        before = level[max(0, start - 12) : start]
        if is_identity_number(digits) and (_IDENTITY.search(before) or not _ORDER.search(before)):
            yield start, end, "identity_number"


def _cards(level: str) -> Iterator[tuple[int, int, str]]:
    for start, end, digits in numbers(level, 16, 19):
        before, after = level[max(0, start - _NEAR) : start], level[end : end + 10]
        before = re.split(r"[。!?;\n]", before)[-1]
        near = _ACCOUNT.search(before) or "户名" in after or _ACCOUNT.search(after)
        if near and is_card_number(digits) and not _ORDER.search(before):
            yield start, end, "card_number"


def _phones(level: str) -> Iterator[tuple[int, int, str]]:
    for found in _PHONE.finditer(level):
        if not _OWN_WORDS.search(level[max(0, found.start() - 2) : found.start()]):
            yield *found.span("number"), "other_number"


def _homes(level: str) -> Iterator[tuple[int, int, str]]:
    for found in _HOME.finditer(level):
        if _PLACE.search(found["place"]) and not _OWN_WORDS.search(level[max(0, found.start() - 2) : found.start()]):
            start, end = found.span("place")
            yield start, end - (len(found["place"]) - len(found["place"].rstrip())), "other_address"
