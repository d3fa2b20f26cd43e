"""The kinds of claim as data: what each gives, when it fits, which conditions must be met and what would show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from law.errors import BadRules, UnknownRule
from law.packaged import Row, day, rows, words
from law.words import Words


class Restores(StrEnum):
    """What a claim gives back or makes good: the price paid, what was paid above the right price, or the loss."""

    PRICE = "price"
    EXCESS = "excess"
    LOSS = "loss"


class Group(StrEnum):
    """Claims of one group are alternatives: the better one is asked for, they are never added together.

    For MULTIPLE see 法释〔2024〕9号 art. 9; of BREACH, the deposit returned twice already answers for the loss.
    """

    NONE = ""
    PRICE = "price"
    BREACH = "breach"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True)
class Condition:
    """One sentence to tick: the evidence that would show it, and the provisions it comes from (ids of law/norms.csv)."""

    key: str
    text: Words
    shows: Words
    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What to know before asking for it."""

    key: str
    text: Words
    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of claim.

    It gives back what it `restores` and adds the larger of `times_price` × price and `times_loss` × loss, `floor` CNY
    at least and `cap_of_price` of the price at most. `pays` names the fact that counts as paid for it: paid, freight
    or deposit. `needs` are the facts without which it can't be computed, `takes` those that may change it.
    One condition is enough where `any_of`, else all must be met. `at_most`: a court may give less of what is added.
    `cases` are the types of dispute it fits, `goods` the kinds of goods (none named: all), `danger`: only after harm.
    """

    id: str
    name: Words
    remedy: Words
    pays: str
    restores: Restores
    times_price: Decimal
    times_loss: Decimal
    floor: Decimal
    cap_of_price: Decimal | None
    group: Group
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    any_of: bool
    at_most: bool
    norms: tuple[str, ...]
    cases: frozenset[str]
    goods: frozenset[str]
    danger: bool
    effective_from: date | None
    effective_to: date | None
    conditions: tuple[Condition, ...]
    cautions: tuple[Caution, ...]

    def in_force(self, on: date | None) -> bool:
        """Whether it could be claimed for a purchase of that day (in China); for an unknown day, today's law counts."""
        if on is None:
            return self.effective_to is None
        after_start = self.effective_from is None or self.effective_from <= on
        return after_start and (self.effective_to is None or on <= self.effective_to)

    def suits(self, goods: str | None) -> bool:
        """Whether goods of that kind can give rise to it; claims for certain goods need to know them."""
        return not self.goods or goods in self.goods

    def named(self, fact: str) -> str:
        """Which fact of a purchase counts for it as what was "paid", or as the "price"; the others keep their names."""
        if fact == "price" and self.restores is Restores.EXCESS:
            return "marked"
        return self.pays if fact == "paid" else fact

    def met(self, ticked: Collection[str]) -> bool:
        """Whether the conditions among `ticked` are enough; a claim without conditions is never met."""
        answers = [condition.key in ticked for condition in self.conditions]
        return any(answers) and (self.any_of or all(answers))


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of claim by its id, in the order they are shown; raises BadRules when the data contradicts itself."""
    listed = list(rows("conditions.csv"))
    found = {row["id"]: _kind(row, listed) for row in rows("claims.csv")}
    for row in listed:
        if unknown := set(row["claims"].split()) - found.keys():
            raise BadRules(f"Condition {row['key']} belongs to claims that don't exist: {', '.join(sorted(unknown))}.")
    return found


def kind(kind_id: str) -> Kind:
    """The kind of claim with this id; raises UnknownRule."""
    try:
        return kinds()[kind_id]
    except KeyError:
        raise UnknownRule(f"There is no claim {kind_id!r}; there are {', '.join(kinds())}.") from None


def alternatives(one: Kind) -> tuple[Kind, ...]:
    """The kinds that can't be asked for together with `one`."""
    return tuple(other for other in kinds().values() if one.group and other.group == one.group and other != one)


def fitting(case: str, *, goods: str | None = None, danger: bool = False, on: date | None = None) -> tuple[Kind, ...]:
    """The kinds that can come up in a dispute of type `case` about such goods, bought on that day (in China).

    `danger` is whether somebody was or could be hurt.
    """
    return tuple(
        one
        for one in kinds().values()
        if case in one.cases and one.suits(goods) and one.in_force(on) and (danger or not one.danger)
    )


def _kind(row: Row, listed: list[dict[str, str]]) -> Kind:
    mine = [entry for entry in listed if row["id"] in entry["claims"].split()]
    return Kind(
        id=row["id"],
        name=words(row, "name"),
        remedy=words(row, "remedy"),
        pays=row["pays"],
        restores=Restores(row["restores"]),
        times_price=Decimal(row["times_price"] or 0),
        times_loss=Decimal(row["times_loss"] or 0),
        floor=Decimal(row["floor"] or 0),
        cap_of_price=Decimal(row["cap_of_price"]) if row["cap_of_price"] else None,
        group=Group(row["group"]),
        needs=tuple(row["needs"].split()),
        takes=tuple(row["takes"].split()),
        any_of=row["tick"] == "any",
        at_most=row["at_most"] == "yes",
        norms=_norms(row),
        cases=frozenset(row["cases"].split()),
        goods=frozenset(row["goods"].split()),
        danger=row["danger"] == "yes",
        effective_from=day(row["effective_from"]),
        effective_to=day(row["effective_to"]),
        conditions=tuple(_condition(entry) for entry in mine if entry["part"] == "condition"),
        cautions=tuple(_caution(entry) for entry in mine if entry["part"] == "caution"),
    )


def _condition(row: Row) -> Condition:
    return Condition(row["key"], words(row, "text"), words(row, "shows"), _norms(row))


def _caution(row: Row) -> Caution:
    return Caution(row["key"], words(row, "text"), _norms(row))


def _norms(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, row["norms"].split(";")))
