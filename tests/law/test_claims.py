"""What one claim comes to: amounts against a table reckoned by hand, and amounts that can't be."""

from decimal import Decimal

import pytest

from law import UnknownRule
from law.claims import BadAmount, claim, kind

D = Decimal
AMOUNTS = [
    # Refund and freight: what was paid, nothing on top (消费者权益保护法 arts 24, 25).
    ("refund", {"paid": "268"}, "268.00", "0.00"),
    ("refund", {"paid": "0.01"}, "0.01", "0.00"),
    ("refund", {"paid": "0"}, "0.00", "0.00"),
    ("refund", {"paid": "99999999.99"}, "99999999.99", "0.00"),
    ("refund", {"paid": "268", "loss": "50"}, "268.00", "0.00"),  # the loss is a claim of its own
    ("freight", {"paid": "12.5"}, "12.50", "0.00"),
    # Fraud: 3 × the price, 500 on top at least (art. 55(1)). The line lies at 500 / 3 = 166.666…
    ("fraud", {"paid": "166.66"}, "166.66", "500.00"),  # 3 × 166.66 = 499.98
    ("fraud", {"paid": "166.67"}, "166.67", "500.01"),
    ("fraud", {"paid": "120"}, "120.00", "500.00"),  # 360
    ("fraud", {"paid": "300"}, "300.00", "900.00"),
    ("fraud", {"paid": "0.01"}, "0.01", "500.00"),
    ("fraud", {"paid": "1"}, "1.00", "500.00"),
    ("fraud", {"paid": "9.9"}, "9.90", "500.00"),  # 29.70
    ("fraud", {"paid": "166.6"}, "166.60", "500.00"),  # 499.80
    ("fraud", {"paid": "166.65"}, "166.65", "500.00"),  # 499.95
    ("fraud", {"paid": "167"}, "167.00", "501.00"),
    ("fraud", {"paid": "200"}, "200.00", "600.00"),
    ("fraud", {"paid": "268"}, "268.00", "804.00"),
    ("fraud", {"paid": "499.99"}, "499.99", "1499.97"),
    ("fraud", {"paid": "1497"}, "1497.00", "4491.00"),
    ("fraud", {"paid": "33333.33"}, "33333.33", "99999.99"),
    ("fraud", {"paid": "99999999.99"}, "99999999.99", "299999999.97"),
    ("fraud", {"paid": "100", "loss": "5000"}, "100.00", "500.00"),  # art. 55(1) knows no multiple of a loss
    # Price fraud: the difference back, 3 × the price paid on top.
    ("price_fraud", {"paid": "200", "price": "150"}, "50.00", "600.00"),
    ("price_fraud", {"paid": "99", "price": "79"}, "20.00", "500.00"),  # 297
    ("price_fraud", {"paid": "166.67", "price": "166.67"}, "0.00", "500.01"),
    # Overcharge: the difference (价格法 art. 41).
    ("overcharge", {"paid": "99", "price": "79"}, "20.00", "0.00"),
    ("overcharge", {"paid": "99", "price": "99"}, "0.00", "0.00"),
    ("overcharge", {"paid": "100.01", "price": "99.99"}, "0.02", "0.00"),
    ("overcharge", {"paid": "50", "price": "0"}, "50.00", "0.00"),
    # Food: 10 × the price or 3 × the loss, 1000 on top at least (食品安全法 art. 148(2)).
    ("food", {"paid": "99.99"}, "99.99", "1000.00"),  # 999.90
    ("food", {"paid": "100"}, "100.00", "1000.00"),
    ("food", {"paid": "100.01"}, "100.01", "1000.10"),
    ("food", {"paid": "60", "loss": "500"}, "60.00", "1500.00"),  # 600 or 1500
    ("food", {"paid": "60", "loss": "200"}, "60.00", "1000.00"),  # 600 or 600, so the least
    ("food", {"paid": "60", "loss": "333.33"}, "60.00", "1000.00"),  # 999.99
    ("food", {"paid": "60", "loss": "333.34"}, "60.00", "1000.02"),
    ("food", {"paid": "150", "loss": "500"}, "150.00", "1500.00"),  # 1500 or 1500
    ("food", {"paid": "150.01", "loss": "500"}, "150.01", "1500.10"),
    ("food", {"paid": "300", "loss": "0"}, "300.00", "3000.00"),
    ("food", {"paid": "3.5"}, "3.50", "1000.00"),
    ("food", {"paid": "0"}, "0.00", "1000.00"),
    ("food", {"paid": "19.9", "loss": "2000"}, "19.90", "6000.00"),
    ("food", {"paid": "1280"}, "1280.00", "12800.00"),
    # Drugs: the same (药品管理法 art. 144(3)).
    ("drug", {"paid": "99.99"}, "99.99", "1000.00"),
    ("drug", {"paid": "100.01"}, "100.01", "1000.10"),
    ("drug", {"paid": "45", "loss": "1200.5"}, "45.00", "3601.50"),
    ("drug", {"paid": "400", "loss": "1000"}, "400.00", "4000.00"),  # 4000 or 3000
    # Serious harm: the loss, and up to twice the loss on top (art. 55(2)); the price plays no part.
    ("harm", {"loss": "1000"}, "1000.00", "2000.00"),
    ("harm", {"loss": "1000", "paid": "88"}, "1000.00", "2000.00"),
    ("harm", {"loss": "0.01"}, "0.01", "0.02"),
    ("harm", {"loss": "12345.67"}, "12345.67", "24691.34"),
    # Damages: the loss (民法典 arts 577, 584).
    ("damages", {"loss": "80"}, "80.00", "0.00"),
    ("damages", {"loss": "80", "paid": "268"}, "80.00", "0.00"),
    # Deposit: once more on top, up to 20 % of the price (民法典 arts 586, 587).
    ("deposit", {"paid": "200"}, "200.00", "200.00"),
    ("deposit", {"paid": "200", "price": "1000"}, "200.00", "200.00"),  # exactly 20 %
    ("deposit", {"paid": "200.01", "price": "1000"}, "200.01", "200.00"),
    ("deposit", {"paid": "200", "price": "999.99"}, "200.00", "199.99"),  # 199.998, a limit is cut, not rounded up
    ("deposit", {"paid": "200", "price": "500"}, "200.00", "100.00"),
    ("deposit", {"paid": "50", "price": "500"}, "50.00", "50.00"),
    ("deposit", {"paid": "50", "price": "0"}, "50.00", "0.00"),
    ("deposit", {"paid": "0.03", "price": "0.14"}, "0.03", "0.02"),  # 0.028
    # A promise: as many times as promised, where that is above art. 55(1).
    ("promise", {"paid": "100", "multiple": "10"}, "100.00", "1000.00"),
    ("promise", {"paid": "300", "multiple": "4"}, "300.00", "1200.00"),
    ("promise", {"paid": "50.01", "multiple": "10"}, "50.01", "500.10"),
    ("promise", {"paid": "200", "multiple": "3.5"}, "200.00", "700.00"),
    ("promise", {"paid": "333.33", "multiple": "3.33"}, "333.33", "1109.99"),  # 1109.9889
    ("promise", {"paid": "12.35", "multiple": "100"}, "12.35", "1235.00"),
]  # fmt: skip


def amounts(given: dict[str, str]) -> dict[str, Decimal]:
    return {name: D(text) for name, text in given.items()}


@pytest.mark.parametrize(("kind_id", "given", "refund", "added"), AMOUNTS)
def test_amounts_reckoned_by_hand(kind_id: str, given: dict[str, str], refund: str, added: str) -> None:
    found = claim(kind_id, **amounts(given))
    assert (f"{found.refund:.2f}", f"{found.added:.2f}") == (refund, added)
    assert found.total == D(refund) + D(added)


@pytest.mark.parametrize(
    ("kind_id", "article"),
    [
        ("fraud", "《消费者权益保护法》第55条第1款"),
        ("food", "《食品安全法》第148条第2款"),
        ("drug", "《药品管理法》第144条第3款"),
        ("harm", "《消费者权益保护法》第55条第2款"),
        ("deposit", "《民法典》第587条"),
        ("overcharge", "《价格法》第41条"),
    ],
)
def test_the_article_is_the_one_of_the_claim(kind_id: str, article: str) -> None:
    given = {"paid": D(100), "loss": D(1), "price": D(1)}
    assert claim(kind_id, **given).article.zh == article


@pytest.mark.parametrize(
    ("kind_id", "given", "fact"),
    [
        ("fraud", {}, "paid"),
        ("harm", {"paid": "5"}, "loss"),
        ("damages", {"paid": "5"}, "loss"),
        ("overcharge", {"paid": "5"}, "price"),
        ("price_fraud", {"paid": "5"}, "price"),
        ("promise", {"paid": "5"}, "multiple"),
        ("fraud", {"paid": "-0.01"}, "paid"),
        ("fraud", {"paid": "1.001"}, "paid"),
        ("fraud", {"paid": "100000000"}, "paid"),
        ("fraud", {"paid": "1e30"}, "paid"),
        ("fraud", {"paid": "NaN"}, "paid"),
        ("fraud", {"paid": "-Infinity"}, "paid"),
        ("fraud", {"paid": "5", "loss": "-1"}, "loss"),
        ("overcharge", {"paid": "5", "price": "5.01"}, "price"),
        ("promise", {"paid": "100", "multiple": "3"}, "multiple"),  # 300, less than the 500 of the law
        ("promise", {"paid": "100", "multiple": "5"}, "multiple"),  # 500, not above it
        ("promise", {"paid": "300", "multiple": "3"}, "multiple"),  # 900, the same
        ("promise", {"paid": "300", "multiple": "1000.01"}, "multiple"),
    ],
)
def test_amounts_that_cannot_be_reckoned_with_are_said(kind_id: str, given: dict[str, str], fact: str) -> None:
    with pytest.raises(BadAmount) as refused:
        claim(kind_id, **amounts(given))
    assert refused.value.fact == fact
    assert refused.value.words.zh.endswith("。")
    assert str(refused.value) == refused.value.words.en


def test_an_unknown_claim_is_told_which_there_are() -> None:
    with pytest.raises(UnknownRule, match="no claim 'prison'; there are refund, "):
        kind("prison")
