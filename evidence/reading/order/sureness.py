"""How sure a value is: what the recogniser says, its shape, and whether the page's other values bear it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from evidence.reading.lines import Box
from evidence.reading.order import parsing
from evidence.reading.order.labelled import Labelled
from evidence.reading.order.labels import MOMENTS

SURE = 0.9
"""From here on a value is shown as sure; calibrated by `python -m tests.evidence.reading_measured`."""
_SHARP = 0.93
"""What the recogniser says of a line that it read without doubt."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value before it is judged: `sharpness` is the recogniser's own word, `usual` that its shape is as expected, `exact`
    that its label is.
    """

    value: str
    box: Box
    sharpness: float
    usual: bool
    exact: bool


def judged(
    readings: Mapping[str, Reading], found: Mapping[str, Sequence[Labelled]], size: tuple[int, int]
) -> Iterator[tuple[str, Reading, float]]:
    """Each reading with its confidence, 0 to 1."""
    disordered = _disordered(readings)
    for name, one in readings.items():
        confidence = 0.97 if one.sharpness >= _SHARP else 0.55 + 0.3 * one.sharpness
        confidence *= 1.0 if one.usual else 0.85
        confidence *= 1.0 if one.exact else 0.9
        confidence *= 0.6 if _is_cut(one.box, size) else 1.0
        confidence *= 0.6 if name in disordered else 1.0
        if name == "paid":
            confidence *= {True: 1.02, None: 0.96, False: 0.7}[_adds_up(one, found)]
        yield name, one, round(min(confidence, 0.99), 3)


def _is_cut(box: Box, size: tuple[int, int]) -> bool:
    """Whether it touches the picture's edge: the rest of it may be outside."""
    width, height = size
    slack = max(2, width // 250)
    return box.left <= slack or box.top <= slack or box.right >= width - slack or box.bottom >= height - slack


def _disordered(readings: Mapping[str, Reading]) -> set[str]:
    """Moments that come before what must come before them."""
    known = [name for name in MOMENTS if name in readings]
    return {
        name for one, other in pairwise(known) if readings[one].value > readings[other].value for name in (one, other)
    }


def _adds_up(paid: Reading, found: Mapping[str, Sequence[Labelled]]) -> bool | None:
    """Whether goods and freight without the discounts come to what was paid; None where the page doesn't say."""
    totals = [amount for place in found.get("total", ()) if (amount := _amount(place)) is not None]
    if not totals:
        return None
    freight = sum((amount for place in found.get("freight", ()) if (amount := _amount(place)) is not None), Decimal(0))
    less = sum(
        (abs(amount) for place in found.get("discount", ()) if (amount := _amount(place)) is not None), Decimal(0)
    )
    return any(total + freight - less == Decimal(paid.value) for total in totals)


def _amount(place: Labelled) -> Decimal | None:
    found = parsing.money(place.text, plain=True)
    return found[0] if found else None
