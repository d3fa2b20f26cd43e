"""Whom a complaint names and which authority it goes to (Decree 121, art. 10 and 13).

The respondent is the holder of the licence, not the shop's nickname. For a shop on a platform the county's market
supervision of the address displayed there is competent, or that of the platform's domicile; where no address is
displayed, or the seller can't be reached at it, the platform's alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from law.areas import MUNICIPALITIES, Area, area, city_of, full_name, governs_itself, province_of
from law.areas_in_text import Clarity, Place, find
from law.errors import UnknownRule
from law.packaged import day, rows, words
from law.words import Words

XIAOHONGSHU = "xiaohongshu"
COMPETENCE = "D121_13"
FIRST_RECEIVER = "D121_14"
CONTENTS = "D121_10"
ASK_PLATFORM = ("CPL_44_1", "REG_13_2")

SUFFIX = "市场监督管理局"
_BRANCHES = ("4403",)  # Shenzhen has one bureau with branches (监管局) instead of a bureau in each district


@dataclass(frozen=True, slots=True)
class Platform:
    """Who runs a platform and where; `phone` is the id of its number, `confidence` that of the domicile."""

    id: str
    name: Words
    operator: str
    address: str
    domicile: Area
    source: Words
    confidence: str
    phone: str
    verified_on: date | None

    @property
    def confirmed(self) -> bool:
        return self.confidence.startswith("confirmed")


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whom the complaint names. With a `warning` the name won't do yet; `how` says what mends that, resting on `norms`."""

    name: str
    holds_licence: bool
    warning: Words | None = None
    how: tuple[Words, ...] = ()
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """Where to complain: `authority`, the reason, the provision; `or_else` is another authority that may take it too.

    `doubt` says what to look at before relying on it, None where the address names its county in full.
    """

    authority: str
    area: Area
    why: Words
    norms: tuple[str, ...]
    or_else: str = ""
    doubt: Words | None = None

    @property
    def sure(self) -> bool:
        return self.doubt is None


@cache
def platforms() -> Mapping[str, Platform]:
    """The platforms by id."""
    return {row["id"]: _platform(row) for row in rows("platforms.csv")}


def platform(platform_id: str = XIAOHONGSHU) -> Platform:
    """The platform with this id; raises UnknownRule."""
    try:
        return platforms()[platform_id]
    except KeyError:
        raise UnknownRule(f"There is no platform {platform_id!r}.") from None


def respondent(shop_name: str, licence_name: str = "") -> Respondent:
    """Who is named: the licence holder, else the shop, with what is missing and how to get it."""
    shop, licence = shop_name.strip(), licence_name.strip()
    if licence and licence != shop:
        return Respondent(licence, True, norms=(CONTENTS,))
    if licence:
        return Respondent(licence, True, _SAME_AS_SHOP, _HOW, (CONTENTS, *ASK_PLATFORM))
    return Respondent(shop, False, _NICKNAME, _HOW, (CONTENTS, *ASK_PLATFORM))


def competent_authority(displayed_address: str, on: Platform, *, reachable: bool = True) -> Venue:
    """Where to complain of a shop on the platform `on` that displays this address (empty: none).

    `reachable` is False when the seller can't be reached at it. An address that doesn't tell its county leads to the
    platform's domicile, and the reason says what is missing in it.
    """
    place = find(displayed_address)
    if place.area is None or not place.found or not reachable:
        return _at_platform(on, _why_platform(place, reachable))
    if place.area == on.domicile:
        why = Words(
            f"平台上展示的商家地址在{full_name(place.area)}，平台也在那里。",
            f"The address displayed on the platform lies in {full_name(place.area)}, and so does the platform.",
        )
        return Venue(authority_of(place.area), place.area, why, (COMPETENCE,), doubt=_doubt(place))
    why = Words(
        f"平台上展示的商家地址在{full_name(place.area)}。",
        f"The address displayed on the platform lies in {full_name(place.area)}.",
    )
    return Venue(
        authority_of(place.area),
        place.area,
        why,
        (COMPETENCE, FIRST_RECEIVER),
        authority_of(on.domicile),
        _doubt(place),
    )


def authority_of(place: Area) -> str:
    """The market supervision of a county, or of a city without counties: 杭州市余杭区市场监督管理局.

    Districts carry their city's name, counties and county-level cities stand alone.
    """
    city = city_of(place)
    if place.code.startswith(_BRANCHES) and city:
        return f"{city.name}{SUFFIX}{place.short_name}监管局"
    if not place.name.endswith("区") or governs_itself(place):
        return place.name + SUFFIX
    above = province_of(place) if place.code[:2] in MUNICIPALITIES else city
    return (above.name if above else "") + place.name + SUFFIX


def _at_platform(on: Platform, reason: Words) -> Venue:
    zh, en = ("在此之前，", "Until then") if reason.zh.endswith("。") else ("", "So")
    why = Words(
        f"{reason.zh}{zh}由平台所在地处理：{on.operator}在{full_name(on.domicile)}。",
        f"{reason.en} {en} it goes to the platform's domicile: {on.operator} in {full_name(on.domicile)}.",
    )
    return Venue(
        authority_of(on.domicile), on.domicile, why, (COMPETENCE,), doubt=None if on.confirmed else _footer(on)
    )


def _why_platform(place: Place, reachable: bool) -> Words:
    if place.clarity is Clarity.UNCLEAR:
        return _unclear(place.could_be)
    if place.clarity is Clarity.PARTIAL and place.area:
        where = full_name(place.area)
        return Words(
            f"这个地址写到了{where}，看不出是哪个区县；补上区县，就能知道商家所在地由谁处理。",
            f"This address names {where} but no county; add the county to learn whose authority it is.",
        )
    if place.found and not reachable:
        return Words("按展示的地址联系不上商家，", "The seller can't be reached at the displayed address.")
    return _REASONS[place.clarity]


def _unclear(could_be: tuple[Area, ...]) -> Words:
    names = [full_name(one) for one in could_be[:4]]
    if len(could_be) == 1:
        return Words(
            f"这个地址前后不一致，后面写的是{names[0]}；请对照平台上的地址再看一遍。",
            f"This address contradicts itself, further on it names {names[0]}; please compare it with the platform.",
        )
    zh = "、".join(names)
    return Words(
        f"这个地址可能在{zh}；补上城市，就能知道是哪一个。",
        f"This address may lie in {', '.join(names)}; add the city to tell which.",
    )


def _doubt(place: Place) -> Words | None:
    if place.formerly and place.area:
        return Words(
            f"地址里的{place.formerly}现在属于{place.area.name}，请在12315上再核对一次。",
            f"The {place.formerly} in the address belongs to {place.area.name} now; please check it on 12315.",
        )
    if place.clarity is Clarity.LIKELY:
        return Words(
            "地址里的区县是简写，请对照平台上的完整地址再看一遍。",
            "The county is shortened in the address; please compare it with the full one on the platform.",
        )
    return None


def _footer(on: Platform) -> Words:
    return Words(
        f"平台的地址取自{on.source.zh}，没有见到营业执照上的住所。",
        f"The platform's address is from the {on.source.en}; the domicile on its licence was not seen.",
    )


def _platform(row: Mapping[str, str]) -> Platform:
    domicile = area(row["area"])
    if domicile is None:
        raise UnknownRule(f"Platform {row['id']}: there is no area {row['area']!r}.")
    return Platform(
        row["id"], words(row, "name"), row["operator"], row["address"], domicile, words(row, "source"),
        row["confidence"], row["phone"], day(row["verified_on"]),
    )  # fmt: skip


_REASONS: Mapping[Clarity, Words] = {
    Clarity.NOTHING: Words(
        "还没有商家在平台上展示的地址，", "The address that the platform displays for the seller isn't known yet."
    ),
    Clarity.UNKNOWN: Words("这个地址里认不出区县，", "No county of the mainland can be made out in this address."),
    Clarity.OUTSIDE: Words("商家展示的地址不在内地，", "The displayed address lies outside the mainland."),
}
_NICKNAME = Words(
    "这只是店铺名。投诉要写营业执照上的名称，先查到它再提交。",
    "This is the shop's nickname only. A complaint names the holder of the licence: find it before you file.",
)
_SAME_AS_SHOP = Words(
    "和店铺名一模一样。请对照营业执照，执照上的名称通常更长。",
    "This is the shop's own name. Please compare it with the licence, where the name is usually longer.",
)
_HOW = (
    Words(
        "先看店铺主页里的证照信息、订单页和发票。",
        "Look at the licence page of the shop, the order page and the invoice first.",
    ),
    Words(
        "都没有的，向平台客服要商家的真实名称、地址和联系方式；平台应当提供，提供不了的，可以向平台要求赔偿。",
        "If none shows it, ask the platform's customer service for the seller's real name, address and contact: it must "
        "give them, and answers itself if it can't.",
    ),
)
