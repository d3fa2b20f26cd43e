"""What one claim comes to, in exact CNY. Amounts are Decimals of whole fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from law.claims_data import Caution, Condition, Kind, Restores, kind
from law.errors import LawError
from law.snapshot import load
from law.words import Words

MOST = Decimal("99999999.99")
MOST_TIMES = Decimal(1000)
FEN = Decimal("0.01")
STATUTE = "fraud"  # a promised multiple counts where it is above what the law itself gives, 消费者权益保护法 art. 55(1)

NAMES: Mapping[str, Words] = {
    "paid": Words("实际付的金额", "the amount paid"),
    "loss": Words("损失的金额", "the loss"),
    "price": Words("商品的价格", "the price"),
    "marked": Words("本来该付的价格", "the price it should have cost"),
    "freight": Words("运费的金额", "the freight"),
    "deposit": Words("定金的金额", "the deposit"),
    "multiple": Words("承诺的倍数", "the multiple"),
}

Amounts = Mapping[str, Decimal | None]


class BadAmount(LawError):
    """An amount that can't be reckoned with, or one that is missing; `fact` is which, `words` says what is wrong."""

    def __init__(self, fact: str, said: Words) -> None:
        super().__init__(said.en)
        self.fact, self.words = fact, said


def lacking(one: Kind, fact: str) -> BadAmount:
    """That this claim can't be reckoned before `fact` is known."""
    name = NAMES[fact]
    return BadAmount(fact, Words(f"「{one.name.zh}」还要填{name.zh}。", f"“{one.name.en}” needs {name.en}."))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim in CNY: `refund` is given back or made good, `added` is what the law puts on top."""

    kind: Kind
    refund: Decimal
    added: Decimal

    @property
    def total(self) -> Decimal:
        return self.refund + self.added

    @property
    def article(self) -> Words:
        """The provisions it rests on, such as 《消费者权益保护法》第55条第1款."""
        norms = [load().reference.norm(norm_id) for norm_id in self.kind.norms]
        return Words("、".join(norm.citation_zh for norm in norms), "; ".join(norm.citation_en for norm in norms))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must be ticked before it may be asked for."""
        return self.kind.conditions

    @property
    def cautions(self) -> tuple[Caution, ...]:
        return self.kind.cautions


def claim(
    kind_id: str, *, paid: Decimal | None = None, loss: Decimal | None = None, price: Decimal | None = None,
    multiple: Decimal | None = None,
) -> Claim:  # fmt: skip
    """One claim for what was `paid` for the thing it is about: the goods, for a deposit the deposit.

    `price` is what the goods cost in all (deposit) or should have cost (overcharge). What the kind doesn't take changes
    nothing. Raises UnknownRule, and BadAmount for an amount that is missing, negative, too large or not in whole fen.
    """
    one, given = kind(kind_id), {"paid": paid, "loss": loss, "price": price, "multiple": multiple}
    for fact, amount in given.items():
        _check(one, fact, amount)
    return Claim(one, _refund(one, given), _added(one, given))


def _refund(one: Kind, given: Amounts) -> Decimal:
    if one.restores is Restores.LOSS:
        return _of(given, "loss")
    paid = _of(given, "paid")
    if one.restores is Restores.PRICE:
        return paid
    if (price := _of(given, "price")) > paid:
        raise BadAmount("price", _PRICE_ABOVE)
    return paid - price


def _added(one: Kind, given: Amounts) -> Decimal:
    """民法典 art. 586 caps what a deposit doubles; the floors are those of the provisions in claims.csv."""
    if "multiple" in one.needs:
        return _promised(given)
    added = max(one.times_price * _of(given, "paid"), one.times_loss * _of(given, "loss"), one.floor)
    if one.cap_of_price is not None and given["price"] is not None:
        added = min(added, (one.cap_of_price * given["price"]).quantize(FEN, ROUND_DOWN))
    return added


def _promised(given: Amounts) -> Decimal:
    """法释〔2022〕8号 art. 10: the promise counts where it is above the statute."""
    added = (_of(given, "multiple") * _of(given, "paid")).quantize(FEN, ROUND_HALF_UP)
    if added <= (statute := _added(kind(STATUTE), given)):
        raise BadAmount("multiple", _not_above(added, statute))
    return added


def _of(given: Amounts, fact: str) -> Decimal:
    return given[fact] or Decimal(0)


def _check(one: Kind, fact: str, amount: Decimal | None) -> None:
    """Raises BadAmount unless `amount` can be reckoned with; the multiple is a number of times, the others are CNY."""
    name = NAMES[fact]
    if amount is None:
        if fact in one.needs:
            raise lacking(one, fact)
        return
    most = MOST_TIMES if fact == "multiple" else MOST
    if not amount.is_finite():
        raise BadAmount(fact, Words(f"{name.zh}不是一个数。", f"{_start(name)} isn't a number."))
    if amount < 0:
        raise BadAmount(fact, Words(f"{name.zh}不能小于零。", f"{_start(name)} can't be below zero."))
    if amount > most:
        raise BadAmount(fact, Words(f"{name.zh}最多是{most}。", f"{_start(name)} can't be above {most}."))
    if amount != round(amount, 2):
        raise BadAmount(fact, Words(f"{name.zh}最多写两位小数。", f"{_start(name)} has more than two decimals."))


def _start(name: Words) -> str:
    return name.en[0].upper() + name.en[1:]


def _not_above(added: Decimal, statute: Decimal) -> Words:
    return Words(
        f"承诺的倍数算出来是{added}元，没有高于法律规定的{statute}元，按法律规定算。",
        f"The promised multiple comes to {added}, which isn't above the {statute} of the law itself.",
    )


_PRICE_ABOVE = Words(
    "这个价格比实际付的还高，没有多收。", "The price is above what was paid, so nothing was overcharged."
)
