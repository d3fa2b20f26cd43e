"""The fields of an order's page, each with the place it was read from and how sure that is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evidence.reading.lines import Box, Line
from evidence.reading.order import goods, parsing
from evidence.reading.order.labelled import Labelled, labelled
from evidence.reading.order.labels import MOMENTS
from evidence.reading.order.sureness import Reading, judged
from evidence.reading.page import Page


@dataclass(frozen=True, slots=True)
class Value:
    """What was read for one field: `paid` as 268.00 (CNY), moments as 2026-02-19T22:05 (China's time).

    `confidence` from 0 to 1; `box` in pixels of the upright picture.
    """

    value: str
    confidence: float
    box: Box


def read_order(lines: Sequence[Line], size: tuple[int, int]) -> dict[str, Value]:
    """The values that the lines of a picture of `size` (width, height) show, by field: order_no, shop, product, paid,
    placed_at, paid_at, shipped_at, received_at, carrier, tracking_no; those it doesn't show are absent.
    """
    page = Page(lines)
    found = labelled(page)
    readings: dict[str, Reading] = {}
    for name, read in _PARSERS.items():
        for place in found.get(name, ()):
            for key, reading in read(name, place):
                readings.setdefault(key, reading)
    readings |= {key: reading for key, reading in goods.read(page, found).items() if key not in readings}
    return {key: Value(one.value, confidence, one.box) for key, one, confidence in judged(readings, found, size)}


def _moment(name: str, place: Labelled) -> Iterator[tuple[str, Reading]]:
    if found := parsing.moment(place.text):
        yield name, _reading(place, found)


def _order_no(name: str, place: Labelled) -> Iterator[tuple[str, Reading]]:
    if found := parsing.order_no(place.text):
        yield name, _reading(place, found)


def _paid(name: str, place: Labelled) -> Iterator[tuple[str, Reading]]:
    if found := parsing.money(place.text, plain=True):
        yield name, _reading(place, found[1])


def _parcel(name: str, place: Labelled) -> Iterator[tuple[str, Reading]]:
    carrier, number = parsing.parcel(place.text)
    if number and name == "tracking_no":
        yield "tracking_no", _reading(place, number)
    if carrier:
        yield "carrier", _reading(place, carrier)


def _words(name: str, place: Labelled) -> Iterator[tuple[str, Reading]]:
    if text := place.text.strip(goods.MARKS):
        start = place.text.index(text)
        yield name, _reading(place, parsing.Found(text, start, start + len(text)))


def _reading(place: Labelled, found: parsing.Found) -> Reading:
    return Reading(
        value=found.value, box=place.box(found.start, found.end), sharpness=place.sharpness, usual=found.usual,
        exact=place.exact,
    )  # fmt: skip


_PARSERS: dict[str, Callable[[str, Labelled], Iterator[tuple[str, Reading]]]] = {
    "order_no": _order_no,
    **dict.fromkeys(MOMENTS, _moment),
    "paid": _paid,
    "tracking_no": _parcel,
    "carrier": _parcel,
    "shop": _words,
    "product": _words,
}
