"""Numbers that lead to a person: mobiles and landlines, resident IDs (GB 11643), bank cards (Luhn), accounts.

Not: 400 and 95 numbers, which shops give to everybody; masked ones; orders, parcels, amounts, dates.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.reading.page import Page
from evidence.redaction.finding.found import Kind, Span
from texts.tone.numbers_private import is_card_number, is_identity_number, numbers

_SHAPES = {
    (11,), (3, 8), (3, 4, 4), (4, 3, 4), (4, 4, 3), (7, 4), (3, 3, 5), (5, 6), (5, 3, 3),
    (13,), (2, 11), (2, 3, 8), (2, 3, 4, 4),
}  # fmt: skip
"""How a mobile number is broken into groups; the second row with China's code (86) before it."""
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
MASKED = re.compile(r"1[3-9]\d[\s-]?[*xX×•·]{4,}[\s-]?\d{2,4}")
"""A mobile number as order pages show it, 138****1234: nothing to cover, but a name may stand beside it."""
_LANDLINE = re.compile(
    r"(?<![\dA-Za-z*.-])(?:\(?0(?:10|2\d|[3-9]\d{2})\)?(?P<gap>[\s-]{0,2}))[2-8]\d{2,3}(?P<inner>[\s-]?)\d{4}(?![\d*.])"
)
_CALL = re.compile(r"(?:电话|手机|联系|座机|号码|拨打|致电|话+|☎|\+)[^\d,。;]{0,6}$")
_HOTLINE = re.compile(r"(?:客服|热线|商家|店铺|官方|卖家|投诉|举报|售后|总机|前台|门店)[^\d,。;]{0,8}$")
_ORDER = re.compile(
    r"(?:单号|订单|编号|流水|交易|商户|凭证|条码|防伪|序列号|货号|款号|批号|许可|备案|执照|信用代码|编码|型号|取件|包裹|工单|"
    r"运单|快递号|物流|no\.?|id)[^\d,。;]{0,8}$"
)
_IDENTITY = re.compile(r"(?:身份证|证件号|公民身份|身份号)[^\d,。;]{0,6}$")
_ACCOUNT = re.compile(
    r"(?:卡号|银行卡?|[账帐]号|[账帐]户|储蓄卡|信用卡|借记卡|开户|[工农建交招]行|收款)[^\d,。;]{0,12}$"
)
_PAYEE = re.compile(r"(?:支付宝|alipay|[账帐][号户]|收款|微信)[^\d,。;@]{0,10}$")
_WECHAT = re.compile(r"(?:微信号?|wechat|v信|wx)\s*(?:id)?\s*[::是]\s*(?P<name>[a-z][-_a-z0-9]{5,19})(?![-_a-z0-9@.])")
_MAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,20}){1,3}")
_CALL_ENGLISH = re.compile(r"tel|phone|mobile|mob")
_UPPER = str.maketrans({chr(n): chr(n + 32) for n in range(ord("A"), ord("Z") + 1)})
_NOT_BEFORE, _NOT_AFTER = "*¥$#/", "*%/"
Place = tuple[int, int, Kind]


def private_numbers(page: Page) -> list[Span]:
    """The spans of all lines, without two that overlap: what is surer goes first."""
    spans: list[Span] = []
    for at, line in enumerate(page.lines):
        _add(spans, ([Span(kind, at, *place)] for *place, kind in _search(page, at, _level(line.text))))
    for at, line in enumerate(page.lines):
        below = page.goes_on(at)
        if below is not None and re.search(r"[\d-]\s?$", line.text) and re.match(r"[\d-]", page.lines[below].text):
            level, whole = _level(line.text), _level(line.text + page.lines[below].text)
            cut = len(level)
            _add(spans, (
                [Span(kind, at, start, cut), Span(kind, below, 0, end - cut)]
                for start, end, kind in _search(page, at, whole) if start < cut < end
            ))  # fmt: skip
    return spans


def _add(spans: list[Span], found: Iterable[list[Span]]) -> None:
    """Put those in that meet none: what is surer was found first."""
    for pieces in found:
        if not any(piece.meets(other) for piece in pieces for other in spans):
            spans.extend(pieces)


def _search(page: Page, at: int, level: str) -> Iterator[Place]:
    for find in (_identities, _cards, _mobiles, _landlines, _accounts):
        yield from find(page, at, level)


def _context(page: Page, at: int, start: int) -> str:
    return _level(page.before(at, start))


def _level(text: str) -> str:
    """As long as `text`: small letters, and what announces a phone in English made Chinese, for no digit touches that."""
    return _CALL_ENGLISH.sub(lambda word: "话" * len(word.group()), text.translate(_UPPER))


def _identities(page: Page, at: int, level: str) -> Iterator[Place]:
    for start, end, digits in _longest_first(level, 15, 18):
        named = _IDENTITY.search(_context(page, at, start))
        if (len(digits) == 18 and is_identity_number(digits)) or (named and len(digits) in (15, 17, 18)):
            yield start, end, Kind.ID_NUMBER


def _cards(page: Page, at: int, level: str) -> Iterator[Place]:
    for start, end, digits in _longest_first(level, 12, 19):
        before = _context(page, at, start)
        if "x" in digits or _ORDER.search(before) or not _stands_alone(level, start, end):
            continue
        groups = _shape(level, start, end)
        if _ACCOUNT.search(before) or (
            len(digits) >= 16 and is_card_number(digits) and _looks_like_card(digits, groups)
        ):
            yield start, end, Kind.ACCOUNT


def _longest_first(level: str, shortest: int, longest: int) -> list[tuple[int, int, str]]:
    return sorted(numbers(level, shortest, longest), key=lambda found: (found[0], -len(found[2])))


def _looks_like_card(digits: str, groups: tuple[int, ...]) -> bool:
    """UnionPay's numbers (62) of 16 or 19 digits, or any written in fours as cards are; orders have 18 in one piece."""
    in_fours = len(groups) > 3 and set(groups[:-1]) == {4}
    return in_fours or (digits.startswith("62") and len(digits) in (16, 19))


def _mobiles(page: Page, at: int, level: str) -> Iterator[Place]:
    for length in (13, 11):
        for start, end, digits in numbers(level, length, length):
            if not _MOBILE.fullmatch(digits) or _shape(level, start, end) not in _SHAPES:
                continue
            before = _context(page, at, start)
            if _stands_alone(level, start, end) and (_CALL.search(before) or not _ORDER.search(before)):
                yield start, end, Kind.PHONE


def _landlines(page: Page, at: int, level: str) -> Iterator[Place]:
    for found in _LANDLINE.finditer(level):
        before = _context(page, at, found.start())
        in_groups = found["gap"] or found.group().startswith("(")
        if not _HOTLINE.search(before) and (_CALL.search(before) or (in_groups and not _ORDER.search(before))):
            yield *found.span(), Kind.PHONE


def _accounts(page: Page, at: int, level: str) -> Iterator[Place]:
    for found in _MAIL.finditer(level):
        if _PAYEE.search(_context(page, at, found.start())):
            yield *found.span(), Kind.ACCOUNT
    for found in _WECHAT.finditer(level):
        yield *found.span("name"), Kind.ACCOUNT


def _shape(level: str, start: int, end: int) -> tuple[int, ...]:
    return tuple(len(group) for group in re.findall(r"\d+", level[start:end]))


def _stands_alone(level: str, start: int, end: int) -> bool:
    """Not part of a masked number, an amount, a fraction."""
    before, after = level[:start], level[end:]
    if before.endswith(tuple(_NOT_BEFORE)) or after.startswith(tuple(_NOT_AFTER)):
        return False
    return not re.search(r"\d\.$", before) and not re.match(r"\.\d", after)
