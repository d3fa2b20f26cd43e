"""What the question whether goods may be returned rests on, as data: kinds of goods, what counts as intact, sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from law.packaged import Row, rows, words
from law.words import Words


class Category(StrEnum):
    """The kinds of goods that the law tells apart for returns; rows of exclusions.csv."""

    CLOTHING = "clothing"
    ELECTRONICS = "electronics"
    COSMETICS = "cosmetics"
    FOOD = "food"
    HEALTH = "health"
    BOOKS = "books"
    PERIODICALS = "periodicals"
    DIGITAL = "digital"
    PERISHABLE = "perishable"
    CUSTOM = "custom"
    OTHER = "other"


class Statutory(StrEnum):
    """When the law itself takes goods out (消费者权益保护法 art. 25(1)): never, always, or once they are unsealed."""

    NEVER = ""
    ALWAYS = "always"
    UNSEALED = "unsealed"


class Nature(StrEnum):
    """Whether goods are by nature of those a confirmation at purchase may take out: surely, or the piece decides."""

    UNSUITED = "yes"
    DEPENDS = "ask"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with the provisions it rests on (`norms`: ids of law/norms.csv; none for plain advice)."""

    key: str
    words: Words
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goods:
    """One kind of goods: what people call it, and how the exceptions treat it; `why` says so (None where nothing does)."""

    category: Category
    name: Words
    hint: Words
    statutory: Statutory
    nature: Nature
    why: Statement | None


@dataclass(frozen=True, slots=True)
class Spoiler:
    """What makes goods no longer intact: the fact, the answer that does it, how the list and the reason say it."""

    fact: str
    breaks: bool
    listed: Statement
    reason: Statement


@dataclass(frozen=True, slots=True)
class Intactness:
    """What counts as intact for one kind: what does no harm, what spoils it, what to photograph now."""

    fine: tuple[Statement, ...] = ()
    spoilers: tuple[Spoiler, ...] = ()
    photos: tuple[Statement, ...] = ()


@cache
def goods() -> Mapping[Category, Goods]:
    """Every kind of goods, in the order they are offered."""
    return {kind.category: kind for kind in map(_goods, rows("exclusions.csv"))}


def _goods(row: Row) -> Goods:
    category, why = Category(row["category"]), words(row, "why")
    return Goods(
        category, words(row, "name"), words(row, "hint"), Statutory(row["statutory"]), Nature(row["nature"]),
        Statement(f"why_{category}", why, _norms(row)) if why.zh else None,
    )  # fmt: skip


@cache
def intactness(category: Category) -> Intactness:
    """What counts as intact for `category` (七日无理由退货暂行办法 arts 8, 9)."""
    mine = [row for row in rows("intact.csv") if row["categories"] == "*" or category in row["categories"].split()]
    listed = {part: [row for row in mine if row["part"] == part] for part in ("fine", "spoils", "photo")}
    return Intactness(
        tuple(_listed(row) for row in listed["fine"]),
        tuple(_spoiler(row) for row in listed["spoils"]),
        tuple(_listed(row) for row in listed["photo"]),
    )


def _listed(row: Row) -> Statement:
    return Statement(row["fact"], words(row, "text"), _norms(row))


def _spoiler(row: Row) -> Spoiler:
    reason = Statement(f"spoiled_{row['fact']}", words(row, "reason"), _norms(row))
    return Spoiler(row["fact"], row["breaks"] == "yes", _listed(row), reason)


@cache
def _statements() -> Mapping[str, Statement]:
    return {row["key"]: Statement(row["key"], words(row, "text"), _norms(row)) for row in rows("eligibility.csv")}


def statement(key: str) -> Statement:
    """The sentence with this key; raises KeyError."""
    return _statements()[key]


def _norms(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, row["norms"].split(";")))
