"""Addresses: by the words that Chinese ones are made of (省市区县镇路街号栋单元室), also when they go on in the next line."""

import re
from dataclasses import dataclass

from evidence.reading.page import Page
from evidence.redaction.finding.found import Kind, Span

_HAN = r"[\u4e00-\u9fff]"
_PROVINCE = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|"
    r"青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
)
_CITY = re.compile(rf"{_HAN}{{2,5}}?(?:(?<![超城上门都夜股])市(?![场面值价民监])|自治州|地区|盟)")
_DISTRICT = re.compile(rf"{_HAN}{{1,5}}?(?:(?<![小专社论景地园片时])区|县|旗(?!舰))")
_ROAD = re.compile(rf"(?:{_HAN}|[\d*]){{1,9}}?(?:街道|大道|大街|公路|路|街|巷|胡同|镇|乡|村|弄)")
_DOOR = re.compile(
    r"(?<![\d.*¥月])(?:\d{1,5}|[一二三四五六七八九十]{1,3}|[A-Za-z]\d{0,3})(?:-\d{1,4}){0,3}\s?"
    r"(?:号楼|号院|号(?!线|店|机)|弄|栋|幢|座|单元|室|楼|层|户|组|房)"
)
_BROKEN_OFF = re.compile(r"(?:号楼|号|弄|栋|幢|座|单元|室|楼|层)(?=$|[\d,。\u4e00-\u9fff])|[\d-]{1,9}(?:室)?$")
"""How a line begins whose door stands at the end of the line above."""
_ESTATE = re.compile(r"小区|花园|公寓|大厦|家园|花苑|名苑|新村|新城|广场|宿舍|大学|校区|社区|写字楼|产业园|科技园")
_LABEL = re.compile(
    r"(?:收货地址|收件地址|收货信息|配送至|送至|寄到|寄往|退货地址|联系地址|家庭地址|详细地址|所在地区|住址|地址|住在)\s*[::是为]?\s*"
)
_OFFICE = re.compile(r"法院|管理局|派出所|公安|协会|营业[部点厅]|网点|转运|分拨|集散|中转|揽收|公司|服务站")
_END = re.compile(r"[,。;!?|]")
_BUTTONS = re.compile(r"(?:\s*(?:复制|修改|编辑|更改地址|查看|默认|[>›»]))+\s*$")
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class _Levels:
    """How much of an address is in a text."""

    areas: int
    roads: int
    doors: int
    estates: int
    is_named: bool
    is_office: bool

    def is_address(self) -> bool:
        """Whether somebody could knock at a door there; a city, a district or an office alone is nobody's."""
        if self.doors and (self.areas or self.is_named) and (self.roads or self.estates or self.doors > 1):
            return True
        if self.doors > 1 and (self.roads or self.estates):
            return True
        inner = self.roads + self.estates
        return not self.is_office and bool(inner) and (self.areas > 2 or (self.is_named and self.areas > 1))


def addresses(page: Page, numbers: list[Span]) -> list[Span]:
    """The spans of all addresses, one a line; they end before any of `numbers`."""
    spans: list[Span] = []
    used: set[int] = set()
    for at in range(len(page.lines)):
        if at not in used and (found := _from(page, at, numbers)):
            spans += found
            used |= {span.line for span in found}
    return spans


def _from(page: Page, at: int, numbers: list[Span]) -> list[Span]:
    """The longest address that begins in line `at`: what goes on below is asked first."""
    start = _begin(page.lines[at].text)
    if start is None:
        return []
    named = bool(_LABEL.search(page.before(at, start)[-14:]))
    spans = [Span(Kind.ADDRESS, at, start, _end(page, at, start, numbers))]
    while len(spans) < _MOST_LINES and spans[-1].end >= len(_bare(page.lines[spans[-1].line].text)):
        below = page.below(spans[-1].line)
        if below is None or not _goes_on(page.lines[below].text):
            break
        spans.append(Span(Kind.ADDRESS, below, 0, _end(page, below, 0, numbers)))
    whole = "".join(page.lines[span.line].text[span.start : span.end] for span in spans)
    return spans if _levels(whole, named).is_address() else []


def _begin(text: str) -> int | None:
    """Where an address may begin: after a label, else at the first name of an area, a road or a door."""
    starts = [found.start() for part in (_PROVINCE, _CITY, _DISTRICT, _ROAD, _DOOR) if (found := part.search(text))]
    label = _LABEL.search(text)
    if label and label.end() < len(text) and (not starts or label.start() <= min(starts) + 4):
        return label.end()
    return min(starts) if starts else None


def _end(page: Page, at: int, start: int, numbers: list[Span]) -> int:
    """Where it ends in its line: before a number, a button, or a stop behind which there is no door."""
    text = page.lines[at].text
    end = min([span.start for span in numbers if span.line == at and span.start > start], default=len(_bare(text)))
    for stop in _END.finditer(text, start, end):
        if not _DOOR.search(text, stop.end(), end):
            end = stop.start()
            break
    return max(start + 1, len(text[:end].rstrip()))


def _bare(text: str) -> str:
    return _BUTTONS.sub("", text)


def _goes_on(text: str) -> bool:
    """Whether a line can be the rest of an address: no new label, and a part of one near its beginning."""
    if _LABEL.match(text) or ":" in text[:8] or "¥" in text:
        return False
    return any(part.search(text[:24]) for part in (_DOOR, _ESTATE, _ROAD, _DISTRICT)) or bool(
        re.match(r"[\d-]{1,9}$", text)
    )


def _levels(text: str, is_named: bool) -> _Levels:
    areas, rest = 0, text
    for part in (_PROVINCE, _CITY, _DISTRICT):
        found = part.search(rest)
        if found:
            areas, rest = areas + 1, rest[: found.start()] + " " + rest[found.end() :]
    roads = len(_ROAD.findall(rest))
    doors, estates = len(_DOOR.findall(text)), len(_ESTATE.findall(text))
    return _Levels(areas, roads, doors, estates, is_named, bool(_OFFICE.search(text)))
