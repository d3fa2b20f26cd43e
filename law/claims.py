"""What a consumer may ask for: refund, freight, the multiples of fraud, food and drugs, deposits, promises.

`claim` reckons one of them, `best` chooses those that go together. Nothing here says that a claim is justified: who
asks ticks what can be shown, and no multiple is asked for before all its conditions are ticked.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law.claims_amounts import BadAmount, Claim, claim, lacking
from law.claims_data import Group, Kind, Restores, alternatives, fitting, kind, kinds
from law.words import Words

__all__ = [
    "BadAmount", "Best", "Claim", "Demand", "Facts", "Kind", "alternatives", "best", "claim", "fitting", "kind", "kinds",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the purchase, in CNY; None where it isn't.

    `paid` for the goods in all, a `deposit` included; `price` is what the goods cost in all, `marked` what they should
    have cost, `multiple` what the seller promised. `goods` is the kind of goods, `on` the day of the purchase in China.
    """

    paid: Decimal
    freight: Decimal | None = None
    deposit: Decimal | None = None
    loss: Decimal | None = None
    price: Decimal | None = None
    marked: Decimal | None = None
    multiple: Decimal | None = None
    goods: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """Claims asked for together, alternatives already left out: what comes back, what comes on top, the freight.

    `least` is what remains of it when what is hard to show isn't granted.
    """

    parts: tuple[Claim, ...]
    refund: Decimal
    added: Decimal
    freight: Decimal
    least: Decimal

    @property
    def total(self) -> Decimal:
        return self.refund + self.added + self.freight


@dataclass(frozen=True, slots=True)
class Best:
    """The surest demand (what is due without a multiple) and the highest one whose conditions are all ticked.

    `instead` are claims that were possible too but are alternatives, so they weren't added; `missing` says of claims
    whose conditions are met what they lack.
    """

    secure: Demand | None
    ambitious: Demand | None
    instead: tuple[Claim, ...]
    missing: tuple[BadAmount, ...]


def best(ticked: Collection[str], facts: Facts, among: Iterable[Kind] | None = None) -> Best:
    """What to ask for when the conditions `ticked` can be shown; `among` the kinds that fit the case (all).

    No multiple is ever part of it unless all its conditions are ticked. Raises BadAmount for a deposit above what was paid.
    """
    if facts.deposit is not None and facts.deposit > facts.paid:
        raise BadAmount("deposit", _DEPOSIT_ABOVE)
    offered = kinds().values() if among is None else among
    met = [one for one in offered if one.suits(facts.goods) and one.in_force(facts.on) and one.met(ticked)]
    found, missing = _reckon(met, facts)
    plain = [one for one in found if one.kind.group is not Group.MULTIPLE]
    multiples = [one for one in found if one.kind.group is Group.MULTIPLE]
    secure = _together(plain) if plain else None
    ambitious = max((_together(plain, one) for one in multiples), key=lambda demand: demand.total, default=None)
    if ambitious and secure and ambitious.total <= secure.total:
        ambitious = None
    counted = (*(secure.parts if secure else ()), *(ambitious.parts if ambitious else ()))
    return Best(secure, ambitious, tuple(one for one in found if one not in counted), missing)


def _reckon(met: list[Kind], facts: Facts) -> tuple[list[Claim], tuple[BadAmount, ...]]:
    """The claims in CNY, and of those that can't be reckoned what they lack."""
    found: list[Claim] = []
    missing: list[BadAmount] = []
    for one in met:
        names = {fact: one.named(fact) for fact in ("paid", "loss", "price", "multiple")}
        given: dict[str, Decimal | None] = {fact: getattr(facts, name) for fact, name in names.items()}
        lacks = [lacking(one, names[fact]) for fact in one.needs if given[fact] is None]
        try:
            missing += lacks
            found += [] if lacks else [claim(one.id, **given)]
        except BadAmount as fault:
            missing.append(BadAmount(names[fault.fact], fault.words))
    return found, tuple(missing)


def _together(plain: list[Claim], multiple: Claim | None = None) -> Demand:
    """The demand of these claims: of the alternatives the best, of what gives the price back the larger."""
    price = _better((one for one in plain if one.kind.group is Group.PRICE), lambda one: one.refund)
    breach = _better((one for one in plain if one.kind.group is Group.BREACH), _on_top)
    if multiple and multiple.kind.restores is Restores.LOSS:
        breach = None  # the loss is in it already
    freight = [one for one in plain if one.kind.pays == "freight"]
    backs = [one for one in (price, breach, multiple) if one and one.kind.restores is not Restores.LOSS]
    refund = max((one.refund for one in backs), default=Decimal(0))
    carried = sum((one.refund for one in freight), Decimal(0))
    made_good = _on_top(breach) if breach else Decimal(0)
    parts = tuple(one for one in (price, *freight, breach, multiple) if one)
    if multiple is None:
        return Demand(parts, refund, made_good, carried, refund + carried)
    least = _together(plain).total if plain else Decimal(0)
    return Demand(parts, refund, made_good + _on_top(multiple), carried, least)


def _better(claims: Iterable[Claim], worth: Callable[[Claim], Decimal]) -> Claim | None:
    return max(claims, key=worth, default=None)


def _on_top(one: Claim) -> Decimal:
    """What of a claim goes beyond the price: what is added, and the loss it makes good."""
    return one.added + (one.refund if one.kind.restores is Restores.LOSS else 0)


_DEPOSIT_ABOVE = Words("定金比实际付的还多，请核对。", "The deposit is above what was paid; please check.")
