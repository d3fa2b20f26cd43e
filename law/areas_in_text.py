"""Which province, city and county an address names, as people and platforms really write addresses.

Parts may be missing (浙江余杭, 义乌市…), repeated (上海市上海市…) or shortened. A county's name alone counts only when no
other county has it. Nothing is guessed: what stays open is said, with the areas it could be.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from law.areas import (
    MUNICIPALITIES,
    Area,
    cities_in,
    city_of,
    counties_in,
    former,
    governs_itself,
    province_of,
    provinces,
)


class Clarity(StrEnum):
    """How far an address says which county it lies in.

    `named` in full; `likely` by a short or a former name; `partial`: a province or city alone; `unclear`: several
    counties of that name; `outside` the mainland; `unknown`: nothing was recognised; `nothing` was written.
    """

    NAMED = "named"
    LIKELY = "likely"
    PARTIAL = "partial"
    UNCLEAR = "unclear"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """What was found: the narrowest `area` that is certain, and the counties it `could_be` when several are.

    `formerly` is the name in the address, where the area was renamed or joined to another since.
    """

    clarity: Clarity
    area: Area | None = None
    could_be: tuple[Area, ...] = ()
    formerly: str = ""

    @property
    def found(self) -> bool:
        """Whether the county (or the city without counties) is known."""
        return self.clarity in (Clarity.NAMED, Clarity.LIKELY)


FURTHEST = 60  # where in a text an address may begin: a company's name or a label often stands before it
GAP = 14  # what may stand between city and county: 高新技术产业开发区

_MARKS = re.compile(r"[\s,，.。、;；:：·•・/|()（）\[\]【】「」<>《》\"'—–_-]+")
_LABEL = re.compile(r"^[^省市区县州盟旗]{0,8}?(?:地址|住所|所在地|发货地)为?")
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国大陆|中国)")
_FILLER = re.compile(r"(?:市辖区|(?:省|自治区)?直辖县级?行政(?:区划|单位)|县级行政区划)?")
_ROAD = re.compile(r".?(?:路|街(?!道)|(?<!街)道|巷|弄|胡同|大桥)")
_ABROAD = re.compile(
    r"^(?:香港|澳门|台湾|台北|高雄|新北市|九龙|新界|美国|日本|韩国|英国|法国|德国|意大利|西班牙|荷兰|瑞士|俄罗斯|澳大利亚|"
    r"新西兰|加拿大|新加坡|马来西亚|泰国|越南|印度尼西亚|印尼|菲律宾|阿联酋|迪拜)"
)
_REGION = re.compile(r"^中国(?=香港|澳门|台湾)")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the text; the one with the most points counts."""

    points: int
    clarity: Clarity
    areas: tuple[Area, ...]
    formerly: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    areas: tuple[Area, ...]
    end: int
    points: int
    sure: bool = True
    formerly: str = ""


def find(address: str) -> Place:
    """The place that `address` names."""
    text = plain(address)
    if not text:
        return Place(Clarity.NOTHING)
    if (abroad := _ABROAD.match(_REGION.sub("", text))) and not _ROAD.match(text, abroad.end()):
        return Place(Clarity.OUTSIDE)
    best = max(_readings(text), key=lambda reading: reading.points, default=None)
    if best is None:
        return Place(Clarity.UNKNOWN)
    if len(best.areas) > 1 or _contradicts(text, best.areas[0]):
        return Place(Clarity.UNCLEAR, could_be=best.areas)
    return Place(best.clarity, best.areas[0], formerly=best.formerly)


def _contradicts(text: str, found: Area) -> bool:
    """Whether the address begins with another province than the one that was found further on."""
    return any(text.startswith(one.name) and one != province_of(found) for one in provinces())


def plain(address: str) -> str:
    """`address` half-width, without blanks, marks, a label before it and the country's name."""
    text = _MARKS.sub("", unicodedata.normalize("NFKC", address))
    text = _LABEL.sub("", text)
    return text if _REGION.match(text) else _COUNTRY.sub("", text)


def _readings(text: str) -> Iterator[_Reading]:
    for start in range(min(len(text), FURTHEST)):
        for province in _starting(text, start, _province_names(), first=start == 0):
            for city in _cities(text, start, province):
                if reading := _read(text, start, province, city):
                    yield reading


def _read(text: str, start: int, province: _Hit, city: _Hit) -> _Reading | None:
    known = city.areas or province.areas
    points = province.points + city.points - min(start, 30)
    end = max(start, province.end, city.end)
    if known and governs_itself(known[0]):
        return _Reading(points + 90, _clarity(city.sure), known)
    if hit := _county(text, end, known[0] if known else None, first=start == 0):
        return _Reading(points + hit.points, _clarity(hit.sure), hit.areas, hit.formerly)
    return _Reading(points, Clarity.PARTIAL, known) if known else None


def _clarity(sure: bool) -> Clarity:
    return Clarity.NAMED if sure else Clarity.LIKELY


@cache
def _province_names() -> tuple[tuple[str, Area, bool], ...]:
    return tuple(_names(provinces()))


@cache
def _city_names(province: Area | None) -> tuple[tuple[str, Area, bool], ...]:
    # A municipality stands in the city's place once more: 上海市上海市黄浦区.
    twice = [province] if province and province.code[:2] in MUNICIPALITIES else []
    return tuple(_names(iter([*twice, *cities_in(province)])))


def _names(areas: Iterator[Area]) -> Iterator[tuple[str, Area, bool]]:
    for area in areas:
        yield from ((name, area, True) for name in area.long_names)
        if area.short_name:
            yield area.short_name, area, False


def _starting(text: str, start: int, names: tuple[tuple[str, Area, bool], ...], *, first: bool) -> Iterator[_Hit]:
    """The areas whose name stands at `start`, short names only where nothing or a province stands before; and none."""
    yield _Hit((), start, 0)
    for name, area, long in names:
        if text.startswith(name, start) and (long or (first and not _ROAD.match(text, start + len(name)))):
            end = start + len(name)
            filler = _FILLER.match(text, end)
            yield _Hit((area,), filler.end() if filler else end, 12 if long else 8, sure=long)


def _cities(text: str, start: int, province: _Hit) -> Iterator[_Hit]:
    scope = province.areas[0] if province.areas else None
    yield from _starting(text, province.end, _city_names(scope), first=bool(scope) or start == 0)
    if scope:  # 新疆生产建设兵团第八师石河子市 is a county, but 广东省某某开发区东莞市 is a city behind a gap
        for name, area, long in _city_names(scope):
            place = text.find(name, province.end, province.end + GAP + len(name))
            if long and place > province.end:
                yield _Hit((area,), place + len(name), 6)


def _county(text: str, start: int, scope: Area | None, *, first: bool) -> _Hit | None:
    """The county named at `start` or soon after it; all of that name, if there are several in `scope`."""
    if scope is None and not first:
        return None
    hits = [hit for hit in (_at(text, start, scope), _was(text, start, scope), _short(text, start, scope)) if hit]
    if scope and not hits:
        hits = [hit for hit in (_behind_gap(text, start, scope),) if hit]
    return max(hits, key=lambda hit: (hit.points, hit.end), default=None)


def _at(text: str, start: int, scope: Area | None) -> _Hit | None:
    named = [(name, one) for one in counties_in(scope) for name in one.long_names if text.startswith(name, start)]
    if not named:
        return None
    longest = max(len(name) for name, _ in named)
    found = tuple(dict.fromkeys(one for name, one in named if len(name) == longest))
    old = tuple(now for name, now in _former_in(scope) if now not in found and any(name == n for n, _ in named))
    return _Hit((*found, *old), start + longest, 100)


def _was(text: str, start: int, scope: Area | None) -> _Hit | None:
    named = [(name, now) for name, now in _former_in(scope) if text.startswith(name, start)]
    if not named:
        return None
    areas = tuple(dict.fromkeys(now for _, now in named))
    return _Hit(areas, start + len(named[0][0]), 80, sure=False, formerly=named[0][0])


def _former_in(scope: Area | None) -> Iterator[tuple[str, Area]]:
    """Names that are no longer any area's of `scope`, and where those areas belong now."""
    for name, now in former().values():
        if name != now.name and (scope is None or scope in (province_of(now), city_of(now))):
            yield name, now


def _short(text: str, start: int, scope: Area | None) -> _Hit | None:
    if scope is None:
        return None
    for one in counties_in(scope):
        end = start + len(one.short_name)
        if one.short_name and text.startswith(one.short_name, start) and not _ROAD.match(text, end):
            return _Hit((one,), end, 70, sure=False)
    return None


def _behind_gap(text: str, start: int, scope: Area) -> _Hit | None:
    """A full name that follows something else, as 高新区 between city and district; 城区 and its like are too common."""
    found: dict[int, list[Area]] = {}
    for one in counties_in(scope):
        place = text.find(one.name, start, start + GAP + len(one.name)) if len(one.name) > 2 else -1
        if place > start:
            found.setdefault(place, []).append(one)
    if not found:
        return None
    place = min(found)
    longest = max(len(one.name) for one in found[place])
    areas = tuple(one for one in found[place] if len(one.name) == longest)
    return _Hit(areas, place + longest, 90 - (place - start))
