"""From a text to a value: money, moments, order and parcel numbers. Blanks mean nothing: recognisers invent and drop them."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from evidence.reading.order.labels import CARRIERS

_MONEY = re.compile(
    r"(?P<sign>[-−–]?)\s?[¥￥](?P<sign2>[-−–]?)\s?(?P<whole>\d{1,3}(?:[,，]\d{3})+|\d{1,8})(?:[.．](?P<cents>\d{1,2}))?(?![\d,])"
)
_PLAIN = re.compile(r"(?P<sign>[-−–]?)(?P<sign2>)(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,8})\.(?P<cents>\d{2})(?!\d)元?")
_MOMENT = re.compile(
    r"(?P<year>20\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{2}|\d(?=\s|日|$))\s?日?\s?"
    r"(?P<hour>\d{1,2})\s?:\s?(?P<minute>\d{2})(?:\s?:\s?(?P<second>\d{2}))?(?!\d)"
)
_ORDER_NO = re.compile(r"[A-Z]{0,2}\d[\d\s]{9,30}\d")
USUAL_ORDER_NO = re.compile(r"P\d{18}")
"""小红书's own: P and eighteen digits."""
_PARCEL = re.compile(r"[A-Z]{0,4}\d[\dA-Z]{6,19}")


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a text: itself, where it stands, and whether its shape is the usual one."""

    value: str
    start: int
    end: int
    usual: bool = True


def money(text: str, *, plain: bool = False) -> tuple[Decimal, Found] | None:
    """An amount with a currency sign (or, if `plain`, one with two decimals), as 268.00; negative where it says so."""
    found = _MONEY.search(text) or (_PLAIN.search(text) if plain else None)
    if not found:
        return None
    amount = Decimal(f"{re.sub(r'[,，]', '', found['whole'])}.{(found['cents'] or '0').ljust(2, '0')}")
    amount = -amount if found["sign"] or found["sign2"] else amount
    return amount, Found(f"{amount:.2f}", found.start(), found.end(), usual=len(found["cents"] or "") == 2)


def moment(text: str) -> Found | None:
    """A moment to the minute, as 2026-02-19T22:05: what the page shows, in China's time."""
    found = _MOMENT.search(text)
    if not found:
        return None
    year, month, day, hour, minute = (int(found[name]) for name in ("year", "month", "day", "hour", "minute"))
    try:
        said = datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    return Found(f"{said:%Y-%m-%dT%H:%M}", found.start(), found.end())


def order_no(text: str) -> Found | None:
    """An order number: letters, then digits."""
    found = _ORDER_NO.search(text)
    if not found:
        return None
    value = re.sub(r"\s", "", found[0])
    return Found(value, found.start(), found.end(), usual=bool(USUAL_ORDER_NO.fullmatch(value)))


def parcel(text: str) -> tuple[Found | None, Found | None]:
    """The carrier and the parcel's number, whichever stands there."""
    name = next((name for name in sorted(CARRIERS, key=len, reverse=True) if name in text), "")
    at = text.find(name) if name else 0
    carrier = Found(name, at, at + len(name)) if name else None
    found = _PARCEL.search(text, at + len(name) if name else 0)
    if not found:
        return carrier, None
    usual = bool(name and re.fullmatch(CARRIERS[name], found[0]))
    return carrier, Found(found[0], found.start(), found.end(), usual=usual)
