"""Provinces, cities and counties of the mainland by their six-digit codes (GB/T 2260), under the names of today.

A code tells where an area lies: 33 0000 the province, 33 01 00 the city, 33 01 10 the county. Counties under a
municipality (11, 12, 31, 50) and those governed by the province itself (such as 429004) have no city above them.
The data: `areas.csv`, and `areas_former.csv` for names that licences and older addresses still show.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from law.packaged import rows

MUNICIPALITIES = ("11", "12", "31", "50")
PROVINCES = (
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
    "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65",
)  # fmt: skip

_PEOPLES = (
    "各族|蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|塔吉克族|塔吉克|怒族|"
    "鄂温克族|保安族|裕固族|京族|独龙族|鄂伦春|普米族"
)
_AUTONOMOUS = re.compile(rf"^(?P<stem>.+?)(?:{_PEOPLES})*自治(?P<kind>[州县旗])$")
_PLAIN = re.compile(r"^(?P<stem>.{2,}?)(?:新区|林区|特区|地区|[区县市盟])$")
_PROVINCE = re.compile(r"^(?P<stem>内蒙古|黑龙江|..)")


@dataclass(frozen=True)
class Area:
    """One division: 余杭区, 330110."""

    code: str
    name: str

    @property
    def is_province(self) -> bool:
        return self.code.endswith("0000")

    @property
    def is_city(self) -> bool:
        return self.code.endswith("00") and not self.is_province

    @property
    def is_county(self) -> bool:
        return not self.code.endswith("00")

    @cached_property
    def long_names(self) -> tuple[str, ...]:
        """Names that say what kind of division it is: 景宁畲族自治县, 景宁县."""
        found = _AUTONOMOUS.match(self.name)
        return (self.name, found["stem"].removesuffix("族") + found["kind"]) if found else (self.name,)

    @cached_property
    def short_name(self) -> str:
        """The name as people shorten it (余杭, 恩施, 内蒙古); empty where too little would be left (赵县)."""
        if self.is_province:
            head = _PROVINCE.match(self.name)
            return head["stem"] if head else ""
        found = _AUTONOMOUS.match(self.name) or _PLAIN.match(self.name)
        stem = found["stem"].removesuffix("族") if found else ""
        return stem if len(stem) > 1 else ""


@cache
def areas() -> Mapping[str, Area]:
    """All areas by code."""
    return {row["code"]: Area(row["code"], row["name"]) for row in rows("areas.csv")}


@cache
def former() -> Mapping[str, tuple[str, Area]]:
    """By the code it had: the name of an area that is gone or renamed, and where it belongs today."""
    return {row["code"]: (row["name"], areas()[row["now"]]) for row in rows("areas_former.csv")}


def area(code: str) -> Area | None:
    """The area that has this code, or had it once; None for a code that is none."""
    known = areas().get(code)
    return known or (former()[code][1] if code in former() else None)


def province_of(place: Area) -> Area:
    """The province, autonomous region or municipality of `place`, itself included."""
    return areas()[place.code[:2] + "0000"]


def city_of(place: Area) -> Area | None:
    """The prefecture-level city, prefecture, league or autonomous prefecture of `place`; None where there is none."""
    return None if place.is_province else areas().get(place.code[:4] + "00")


def path(place: Area) -> tuple[Area, ...]:
    """From the province down to `place`: 浙江省, 杭州市, 余杭区."""
    way = (province_of(place), city_of(place), place)
    return tuple(dict.fromkeys(step for step in way if step))


def full_name(place: Area) -> str:
    """The names from the province down, written together: 浙江省杭州市余杭区."""
    return "".join(step.name for step in path(place))


@cache
def counties_in(place: Area | None = None) -> tuple[Area, ...]:
    """The counties of a province or a city, of the whole mainland for None."""
    return tuple(one for one in areas().values() if one.is_county and _inside(one, place))


@cache
def cities_in(place: Area | None = None) -> tuple[Area, ...]:
    """The cities of a province, of the whole mainland for None."""
    return tuple(one for one in areas().values() if one.is_city and _inside(one, place))


def provinces() -> Iterator[Area]:
    """The 31 of the mainland."""
    return (one for one in areas().values() if one.is_province)


def governs_itself(city: Area) -> bool:
    """Whether the city has no counties at all, as 东莞市, 中山市, 儋州市 and 嘉峪关市."""
    return city.is_city and not counties_in(city)


def _inside(one: Area, place: Area | None) -> bool:
    return place is None or one.code.startswith(place.code[:2] if place.is_province else place.code[:4])
