"""Which claims are asked for together: the surest demand, the highest, and that no multiple comes without its conditions."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from law import Words, load
from law.claims import BadAmount, Demand, Facts, Kind, alternatives, best, fitting, kind, kinds

D = Decimal
Sums = tuple[str, str, str]
GOODS = (None, "food", "health", "cosmetics")


def known(*, paid: str = "268", goods: str | None = None, on: date | None = None, **amounts: str) -> Facts:
    return Facts(paid=D(paid), goods=goods, on=on, **{name: D(text) for name, text in amounts.items()})


def sums(demand: Demand | None) -> Sums | None:
    """Refund, what comes on top, freight: without superfluous zeros."""
    if demand is None:
        return None
    refund, added, freight = (f"{amount.normalize():f}" for amount in (demand.refund, demand.added, demand.freight))
    return refund, added, freight


REFUND, FRAUD = {"not_conforming"}, {"consumer", "false_fact", "seller_knew", "relied_on", "not_trifling"}
PRICE = {"consumer", "false_price", "price_relied_on", "price_on_purpose"}
FOOD = {"consumer", "food_unsafe", "food_seller_knew", "food_not_label_only", "fair_amount"}
HARM = {"consumer", "defect_known", "serious_harm", "harm_caused"}
PROMISE, DEPOSIT = {"consumer", "promised", "promise_met"}, {"deposit_word", "seller_defaulted"}
DAMAGES, FREIGHT = {"breach", "loss_proven", "loss_foreseeable"}, {"seller_fault"}

CHOICES = [
    # ticked, facts, (refund, on top, freight) of the surest, of the highest, kinds counted in the highest
    ("nothing", set(), known(), None, None, ""),
    ("a refund", REFUND, known(), ("268", "0", "0"), None, ""),
    ("freight too", REFUND | FREIGHT, known(freight="12"), ("268", "0", "12"), None, ""),
    ("both grounds for freight count once", REFUND | FREIGHT | {"freight_promised"}, known(freight="12"),
     ("268", "0", "12"), None, ""),
    ("a loss too", REFUND | DAMAGES, known(loss="30"), ("268", "30", "0"), None, ""),
    ("fraud", REFUND | FRAUD, known(), ("268", "0", "0"), ("268", "804", "0"), "refund fraud"),
    ("fraud without a ground for a refund", FRAUD, known(), None, ("268", "804", "0"), "fraud"),
    ("fraud at the floor, with freight", REFUND | FRAUD | FREIGHT, known(paid="120", freight="8"),
     ("120", "0", "8"), ("120", "500", "8"), "refund freight fraud"),
    ("fraud with a loss", REFUND | FRAUD | DAMAGES, known(loss="30"), ("268", "30", "0"), ("268", "834", "0"),
     "refund damages fraud"),
    ("food, so ten times and not three more", REFUND | FRAUD | FOOD, known(paid="100", goods="food"),
     ("100", "0", "0"), ("100", "1000", "0"), "refund food"),
    ("food with a great loss", REFUND | FOOD, known(paid="60", loss="500", goods="food"),
     ("60", "0", "0"), ("60", "1500", "0"), "refund food"),
    ("food whose loss is shown too", REFUND | FOOD | DAMAGES, known(paid="60", loss="500", goods="food"),
     ("60", "500", "0"), ("60", "2000", "0"), "refund damages food"),
    ("food conditions ticked for a cream", REFUND | FOOD, known(goods="cosmetics"), ("268", "0", "0"), None, ""),
    ("food conditions ticked for who knows what", REFUND | FOOD, known(), ("268", "0", "0"), None, ""),
    ("a promise above the law", REFUND | FRAUD | PROMISE, known(multiple="10"), ("268", "0", "0"),
     ("268", "2680", "0"), "refund promise"),
    ("a promise below the law", REFUND | FRAUD | PROMISE, known(multiple="2"), ("268", "0", "0"),
     ("268", "804", "0"), "refund fraud"),
    ("a promise less than ten times for food", FOOD | PROMISE, known(paid="200", multiple="5", goods="food"),
     None, ("200", "2000", "0"), "food"),
    ("a promise of fifteen for food", FOOD | PROMISE, known(paid="200", multiple="15", goods="food"),
     None, ("200", "3000", "0"), "promise"),
    ("harm, the loss only once", REFUND | HARM | DAMAGES, known(loss="1000"), ("268", "1000", "0"),
     ("268", "3000", "0"), "refund harm"),
    ("harm against fraud", REFUND | HARM | FRAUD, known(loss="200"), ("268", "0", "0"), ("268", "804", "0"),
     "refund fraud"),  # harm: 600
    ("a deposit", DEPOSIT, known(paid="200", deposit="200"), ("200", "200", "0"), None, ""),
    ("a deposit within what was paid", REFUND | DEPOSIT, known(paid="1000", deposit="100", price="1000"),
     ("1000", "100", "0"), None, ""),
    ("a deposit above a fifth", DEPOSIT, known(paid="300", deposit="300", price="1000"), ("300", "200", "0"), None, ""),
    ("a deposit or the loss, a greater one", REFUND | DEPOSIT | DAMAGES,
     known(paid="200", deposit="200", loss="350"), ("200", "350", "0"), None, ""),
    ("a deposit or the loss, a smaller one", REFUND | DEPOSIT | DAMAGES,
     known(paid="200", deposit="200", loss="50"), ("200", "200", "0"), None, ""),
    ("an overcharge", {"charged_above"}, known(marked="200"), ("68", "0", "0"), None, ""),
    ("an overcharge is part of the whole refund", REFUND | {"charged_above"}, known(marked="200"),
     ("268", "0", "0"), None, ""),
    ("price fraud, the goods kept", {"charged_above"} | PRICE, known(marked="200"), ("68", "0", "0"),
     ("68", "804", "0"), "overcharge price_fraud"),
    ("price fraud, the goods given back", REFUND | PRICE, known(marked="200"), ("268", "0", "0"), ("268", "804", "0"),
     "refund price_fraud"),
    ("two frauds are one multiple", REFUND | FRAUD | PRICE, known(marked="200"), ("268", "0", "0"), ("268", "804", "0"),
     "refund fraud"),
    ("a purchase before the law on food", FOOD, known(goods="food", on=date(2015, 9, 30)), None, None, ""),
    ("a purchase on its first day", FOOD, known(goods="food", on=date(2015, 10, 1)), None, ("268", "2680", "0"), "food"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "ticked", "facts", "secure", "ambitious", "counted"), CHOICES)
def test_the_surest_and_the_highest_demand(
    case: str, ticked: set[str], facts: Facts, secure: Sums | None, ambitious: Sums | None, counted: str
) -> None:
    found = best(ticked, facts)
    assert (sums(found.secure), sums(found.ambitious)) == (secure, ambitious), case
    assert [part.kind.id for part in (found.ambitious.parts if found.ambitious else ())] == counted.split()


def test_what_was_possible_but_is_an_alternative_is_told_and_not_added() -> None:
    found = best(REFUND | FRAUD | FOOD | PROMISE, known(paid="100", goods="food", multiple="6"))
    assert [one.kind.id for one in found.instead] == ["fraud", "promise"]
    assert found.ambitious
    assert found.ambitious.total == D(1100)


def test_a_range_goes_from_what_is_due_anyway_to_the_whole() -> None:
    found = best(REFUND | FREIGHT | DAMAGES | FRAUD, known(freight="12", loss="30"))
    assert found.secure
    assert (found.secure.least, found.secure.total) == (D(280), D(310))
    assert found.ambitious
    assert (found.ambitious.least, found.ambitious.total) == (D(310), D(1114))


def test_a_claim_whose_conditions_are_met_says_what_it_still_lacks() -> None:
    found = best(REFUND | FREIGHT | DAMAGES | {"charged_above"}, known())
    assert [(fault.fact, str(fault)) for fault in found.missing] == [
        ("marked", "“Return of what was overcharged” needs the price it should have cost."),
        ("freight", "“Freight” needs the freight."),
        ("loss", "“Compensation of a loss” needs the loss."),
    ]
    assert found.secure
    assert found.secure.total == D(268)


def test_a_promise_that_is_not_above_the_law_is_told() -> None:
    (fault,) = best(PROMISE, known(multiple="2")).missing
    assert (fault.fact, fault.words.zh) == (
        "multiple", "承诺的倍数算出来是536.00元，没有高于法律规定的804元，按法律规定算。",
    )  # fmt: skip


def test_a_deposit_above_what_was_paid_is_refused() -> None:
    with pytest.raises(BadAmount, match="The deposit is above what was paid"):
        best(DEPOSIT, known(paid="100", deposit="100.01"))


def test_only_the_kinds_that_fit_the_case_are_looked_at() -> None:
    found = best(REFUND | FRAUD, known(), among=fitting("service_attitude"))
    assert found.secure
    assert found.ambitious is None


MULTIPLES = [one for one in kinds().values() if one.group == "multiple"]


@pytest.mark.parametrize("one", MULTIPLES, ids=lambda one: one.id)
def test_no_multiple_is_asked_for_without_all_its_conditions(one: Kind) -> None:
    """Every way to leave out at least one of them, whatever else is ticked."""
    everything = known(
        paid="300", freight="1", loss="900", price="300", marked="200", multiple="20", goods=goods_of(one)
    )
    own = [condition.key for condition in one.conditions]
    assert own
    for count in range(len(own)):
        for ticked in combinations(own, count):
            assert best({*ticked, *REFUND}, everything, among=[*kinds().values()]).ambitious is None
    assert best(set(own), everything, among=[one]).ambitious


@pytest.mark.parametrize("ticks", range(200))
def test_whatever_is_ticked_one_multiple_at_most_is_in_it(ticks: int) -> None:
    draw = Random(ticks)
    every = [condition.key for one in kinds().values() for condition in one.conditions]
    ticked = {key for key in every if draw.random() < 0.8}
    found = best(ticked, known(paid="300", freight="1", loss="90", price="300", multiple="4", goods=draw.choice(GOODS)))
    for demand, most in ((found.secure, 0), (found.ambitious, 1)):
        parts = demand.parts if demand else ()
        assert sum(part.kind.group == "multiple" for part in parts) == most * bool(demand)
        assert all(part.kind.met(ticked) for part in parts)
        assert demand is None or D(0) <= demand.least <= demand.total
    if found.secure and found.ambitious:
        assert found.ambitious.total > found.secure.total


def test_which_claims_fit_a_dispute() -> None:
    assert [one.id for one in fitting("counterfeit")] == ["refund", "freight", "damages", "fraud", "promise"]
    assert "food" in [one.id for one in fitting("counterfeit", goods="food")]
    assert "drug" in [one.id for one in fitting("quality", goods="health")]
    assert "harm" in [one.id for one in fitting("quality", danger=True)]
    assert [one.id for one in fitting("service_attitude")] == ["refund", "damages"]
    assert "deposit" in [one.id for one in fitting("shipping")]
    assert "promise" not in [one.id for one in fitting("counterfeit", on=date(2022, 3, 14))]


def test_alternatives_know_each_other() -> None:
    assert [one.id for one in alternatives(kind("food"))] == ["fraud", "price_fraud", "drug", "harm", "promise"]
    assert [one.id for one in alternatives(kind("refund"))] == ["overcharge"]
    assert alternatives(kind("freight")) == ()


def test_every_kind_has_conditions_and_every_provision_exists() -> None:
    norms = load().reference.norms
    for one in kinds().values():
        assert one.conditions
        assert one.norms
        cited = {*one.norms}.union(*(part.norms for part in one.conditions), *(part.norms for part in one.cautions))
        assert cited - norms.keys() == set(), one.id
        assert all(condition.shows.zh and condition.norms for condition in one.conditions)


def test_keys_of_conditions_are_one_thing_each_and_fit_where_answers_are_kept() -> None:
    seen: dict[str, Words] = {}
    for one in kinds().values():
        for condition in one.conditions:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", condition.key)
            assert seen.setdefault(condition.key, condition.text) == condition.text


def test_the_texts_are_written_as_chinese_is() -> None:
    texts = [one.remedy for one in kinds().values()] + [
        words
        for one in kinds().values()
        for words in (
            *(c.text for c in one.conditions),
            *(c.shows for c in one.conditions),
            *(c.text for c in one.cautions),
        )
    ]
    assert [words for words in texts if re.search("[,;:!?您“”]|[\u4e00-\u9fff] ", words.zh)] == []


def goods_of(one: Kind) -> str | None:
    return min(one.goods, default=None)
