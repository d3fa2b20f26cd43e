"""Matters that market supervision doesn't handle, and who does: registration, couriers, telecoms, payment, crime.

Most disputes about goods belong to it (trademark, quality, price, advertising, food). A route here is offered beside
it, never instead of it: one dispute often has a part of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from law.packaged import rows, words
from law.words import Words


@dataclass(frozen=True, slots=True)
class Route:
    """A matter and who handles it. `phone` and `source` are ids, "" where none is known; `confidence` as elsewhere.

    `kinds` are the types of complaint it belongs to, `keywords` the words of goods or stories that point to it.
    """

    id: str
    kinds: tuple[str, ...]
    keywords: tuple[str, ...]
    matter: Words
    to: Words
    phone: str
    source: str
    confidence: str
    advice: Words

    @property
    def confirmed(self) -> bool:
        return self.confidence.startswith("confirmed")


@cache
def routes() -> tuple[Route, ...]:
    """All of them, in the order of the table."""
    return tuple(map(_route, rows("routes.csv")))


def routing(kind: str, said: str = "") -> tuple[Route, ...]:
    """The routes for a complaint of type `kind` about goods or in a story with the words `said`."""
    return tuple(route for route in routes() if kind in route.kinds or any(word in said for word in route.keywords))


def _route(row: Mapping[str, str]) -> Route:
    return Route(
        row["id"], tuple(row["kinds"].split()), tuple(row["keywords"].split()), words(row, "matter"), words(row, "to"),
        row["phone"], row["source"], row["confidence"], words(row, "advice"),
    )  # fmt: skip
