"""The claim calculator's page: what it offers, what it keeps, what it makes of it, who may use it."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints import answers, filing
from complaints.models import Complaint
from complaints.status import ClaimKind, Kind, Scope
from law.claims import kinds
from tests import cases
from tests.complaints.conftest import LetIn, reopen_as

pytestmark = pytest.mark.django_db
FRAUD = ("consumer", "false_fact", "seller_knew", "relied_on", "not_trifling")
FOOD = ("consumer", "food_unsafe", "food_seller_knew", "food_not_label_only", "fair_amount")


def page_of(case: Complaint) -> str:
    return reverse("complaints:calculator", args=[case.public_code])


def text_of(client: Client, case: Complaint) -> str:
    page = client.get(page_of(case))
    assert page.status_code == 200
    return page.content.decode()


def offered(page: str) -> set[str]:
    return set(re.findall(r'name="shown" value="(\w+)"', page))


def tick(client: Client, case: Complaint, *keys: str, **fields: str) -> Any:
    """Send the form as the page shows it, with these conditions ticked."""
    page = text_of(client, case)
    data: dict[str, Any] = {"paid": "268.00", "goods": case.answers.get("goods.category", ""), **fields}
    return client.post(page_of(case), data | {"ticked": list(keys), "shown": sorted(offered(page))})


def ask(client: Client, case: Complaint, which: str, total: str) -> Any:
    return client.post(page_of(case), {"ask": f"{which} {total}"})


def claims(case: Complaint) -> dict[str, Decimal | None]:
    return {kind.value: amount for kind, amount in filing.claims_of(case).items()}


@pytest.fixture
def fake(alice: User) -> Complaint:
    """An open case about a counterfeit of ¥268."""
    return cases.opened(alice, kind=Kind.COUNTERFEIT)


def test_it_offers_the_claims_that_fit_the_dispute(by_alice: Client, fake: Complaint) -> None:
    page = text_of(by_alice, fake)
    assert re.findall(r'<details class="card" id="claim-(\w+)"', page) == [
        "refund", "freight", "damages", "fraud", "promise",
    ]  # fmt: skip
    assert set(FRAUD) <= offered(page)
    assert not {"food_unsafe", "deposit_word", "serious_harm"} & offered(page)


def test_each_condition_stands_there_once_with_what_would_show_it_and_its_article(
    by_alice: Client, fake: Complaint
) -> None:
    page = text_of(by_alice, fake)
    for key in offered(page):
        assert page.count(f'id="tick_{key}"') == 1
    assert "能证明" in page or "Shown by" in page
    for norm in ("CPL_55_1", "EVI_86", "REG_49", "PEN_16", "OC1_10"):
        assert f'data-rule="{norm}"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_nothing_is_ticked_or_asked_for_beforehand(by_alice: Client, fake: Complaint) -> None:
    page = text_of(by_alice, fake)
    assert " checked" not in page.split('id="result"')[0]
    assert 'name="ask"' not in page
    assert 'value="268.00"' in page


def test_ticks_and_amounts_are_kept_and_the_demands_follow(by_alice: Client, fake: Complaint) -> None:
    sent = tick(by_alice, fake, "not_conforming", "seller_fault", *FRAUD, freight="¥12", paid="268")
    assert sent["Location"] == page_of(fake) + "#result"
    fake.refresh_from_db()
    kept = {"claim.not_conforming", "claim.seller_fault", *(f"claim.{key}" for key in FRAUD)}
    assert {key for key, answer in fake.answers.items() if answer is True} == kept
    assert fake.answers["claim.sum_freight"] == "12.00"
    assert "claim.sum_paid" not in fake.answers
    page = text_of(by_alice, fake)
    assert 'value="secure 280.00"' in page
    assert 'value="ambitious 1084.00"' in page
    assert "¥1,084.00" in page
    assert 'value="false_fact" id="tick_false_fact" aria-describedby="tick_false_fact_shows" checked' in page


def test_a_tick_taken_back_is_forgotten_and_what_was_not_offered_stays(
    by_alice: Client, alice: User, fake: Complaint
) -> None:
    tick(by_alice, fake, "not_conforming", "consumer")
    answers.record(fake, {"claim.food_unsafe": True}, actor=alice)
    tick(by_alice, fake, "consumer")
    fake.refresh_from_db()
    assert fake.answers == {"claim.consumer": True, "claim.food_unsafe": True}


def test_what_is_not_touched_is_folded_up(by_alice: Client, fake: Complaint) -> None:
    tick(by_alice, fake, "false_fact")
    unfolded = re.findall(r'<details class="card" id="claim-(\w+)" open>', text_of(by_alice, fake))
    assert unfolded == ["refund", "fraud"]


def test_fraud_is_not_asked_for_while_one_condition_is_open(by_alice: Client, fake: Complaint) -> None:
    tick(by_alice, fake, "not_conforming", *FRAUD[:-1])
    page = text_of(by_alice, fake)
    assert 'value="secure 268.00"' in page
    assert "ambitious " not in page


def test_food_brings_its_own_claim_and_the_two_multiples_are_never_added(by_alice: Client, fake: Complaint) -> None:
    tick(by_alice, fake, goods="food")
    page = text_of(by_alice, fake)
    assert set(FOOD) <= offered(page)
    fake.refresh_from_db()
    tick(by_alice, fake, "not_conforming", *FRAUD, *FOOD, paid="100")
    page = text_of(by_alice, fake)
    assert 'value="ambitious 1100.00"' in page  # 100 + 1000, not 100 + 1000 + 500
    assert "¥600.00" in page  # fraud, told as the alternative


def test_asking_for_the_highest_makes_it_the_claims_of_the_case(by_alice: Client, alice: User, fake: Complaint) -> None:
    filing.set_claims(fake, {ClaimKind.REFUND_ONLY: Decimal(268), ClaimKind.APOLOGY: None}, actor=alice)
    tick(by_alice, fake, "not_conforming", "seller_fault", *FRAUD, freight="12")
    sent = ask(by_alice, fake, "ambitious", "1084.00")
    assert sent["Location"] == fake.get_absolute_url()
    fake.refresh_from_db()
    assert claims(fake) == {
        "refund_only": Decimal(268), "compensation": Decimal(804), "freight": Decimal(12), "apology": None,
    }  # fmt: skip
    assert fake.asked == Decimal(1084)
    assert fake.events.filter(kind="facts_edited").exists()


def test_asking_for_the_surest_takes_an_earlier_compensation_away(by_alice: Client, alice: User) -> None:
    case = cases.draft(alice, Kind.COUNTERFEIT)
    had = {ClaimKind.RETURN_REFUND: Decimal(268), ClaimKind.COMPENSATION: Decimal(804)}
    filing.set_claims(case, had, actor=alice)
    tick(by_alice, case, "not_conforming")
    sent = ask(by_alice, case, "secure", "268.00")
    assert sent["Location"] == reverse("complaints:edit_claims", args=[case.public_code])
    assert claims(case) == {"return_refund": Decimal(268)}


def test_a_difference_is_a_refund_without_return(by_alice: Client, alice: User) -> None:
    case = cases.draft(alice, Kind.FALSE_ADVERTISING)
    tick(by_alice, case, "charged_above", marked="200")
    ask(by_alice, case, "secure", "68.00")
    assert claims(case) == {"refund_only": Decimal(68)}


def test_a_case_without_a_refund_gets_the_one_of_its_type(by_alice: Client, alice: User) -> None:
    case = cases.draft(alice, Kind.SHIPPING, claims={ClaimKind.SHIP: None})
    tick(by_alice, case, "not_delivered")
    ask(by_alice, case, "secure", "268.00")
    assert claims(case) == {"refund_only": Decimal(268), "ship": None}


@pytest.mark.parametrize(
    ("which", "total"),
    [("ambitious", "1072.00"), ("secure", "300.00"), ("secure", ""), ("everything", "268.00"), ("", "")],
)
def test_a_button_that_no_longer_says_what_it_comes_to_asks_for_nothing(
    by_alice: Client, fake: Complaint, which: str, total: str
) -> None:
    tick(by_alice, fake, "not_conforming")
    before = claims(fake)
    assert ask(by_alice, fake, which, total)["Location"] == page_of(fake) + "#result"
    assert claims(fake) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [("paid", "-5"), ("paid", ""), ("paid", "268.01"), ("loss", "NaN"), ("loss", "1e9"), ("freight", "0.001"),
     ("loss", "100000000"), ("multiple", "1001"), ("multiple", "-1"), ("goods", "gold")],
)  # fmt: skip
def test_bad_amounts_are_told_and_nothing_is_kept(by_alice: Client, fake: Complaint, field: str, typed: str) -> None:
    sent = tick(by_alice, fake, "not_conforming", **{field: typed})
    assert sent.status_code == 200
    assert 'class="error"' in sent.content.decode()
    fake.refresh_from_db()
    assert fake.answers == {}


def test_a_condition_nobody_knows_is_refused(by_alice: Client, fake: Complaint) -> None:
    data = {"paid": "268", "ticked": ["guilty"], "shown": ["guilty"]}
    assert by_alice.post(page_of(fake), data).status_code == 200
    fake.refresh_from_db()
    assert fake.answers == {}


def test_a_deposit_above_what_was_paid(by_alice: Client, alice: User) -> None:
    case = cases.draft(alice, Kind.SHIPPING)
    sent = tick(by_alice, case, "deposit_word", "seller_defaulted", deposit="268.01")
    assert 'id="id_deposit_error"' in sent.content.decode()


def test_a_sum_too_large_for_the_case_is_not_asked_for(by_alice: Client, alice: User) -> None:
    case = cases.draft(alice, Kind.COUNTERFEIT, paid=Decimal("40000000.00"))
    tick(by_alice, case, *FRAUD, paid="40000000")
    ask(by_alice, case, "ambitious", "160000000.00")
    assert claims(case) == {"return_refund": Decimal(40000000)}


@pytest.mark.parametrize("kept", ["gold", "-1", "NaN", 5, True, None, ["x"], "1e99"])
def test_answers_that_were_never_ours_do_no_harm(by_alice: Client, fake: Complaint, kept: object) -> None:
    odd = {f"claim.sum_{name}": kept for name in ("paid", "loss", "deposit", "multiple")} | {"goods.category": kept}
    Complaint.objects.filter(pk=fake.pk).update(answers=odd | {"claim.not_conforming": kept})
    assert "¥" in text_of(by_alice, fake)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_type_of_dispute_has_its_page(by_alice: Client, alice: User, kind: Kind, language: str) -> None:
    by_alice.cookies["django_language"] = language
    assert 'id="claim-refund"' in text_of(by_alice, cases.draft(alice, kind, safety=True))


def test_a_reader_sees_it_and_changes_nothing(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.READ)
    page = text_of(by_bob, draft)
    assert offered(page) == set()
    assert "disabled" in page
    assert by_bob.post(page_of(draft), {"paid": "268"}).status_code == 403
    assert ask(by_bob, draft, "secure", "268.00").status_code == 403


def test_a_helper_who_prepares_may_tick_and_ask(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.PREPARE)
    assert tick(by_bob, draft, "not_conforming").status_code == 302
    assert ask(by_bob, draft, "secure", "268.00").status_code == 302
    assert claims(draft) == {"return_refund": Decimal(268)}


def test_a_stranger_finds_nothing(mallory: User, draft: Complaint) -> None:
    client = Client()
    client.force_login(mallory)
    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft), {"paid": "1"}).status_code == 404


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_an_ended_case_can_be_read_only(by_alice: Client, draft: Complaint, alice: User, status: str) -> None:
    tick(by_alice, draft, "not_conforming")
    before = claims(draft)
    reopen_as(draft, status)
    page = text_of(by_alice, draft)
    assert offered(page) == set()
    assert "¥268.00" in page
    assert 'name="ask"' not in page
    for data in ({"paid": "268"}, {"ask": "secure 268.00"}):
        assert by_alice.post(page_of(draft), data)["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.answers, claims(draft)) == ({"claim.not_conforming": True}, before)


def test_the_claims_page_leads_there(by_alice: Client, draft: Complaint) -> None:
    page = by_alice.get(reverse("complaints:edit_claims", args=[draft.public_code])).content.decode()
    assert f'href="{page_of(draft)}"' in page


def test_every_amount_that_a_claim_asks_for_has_its_field(by_alice: Client, alice: User) -> None:
    for kind in Kind:
        page = text_of(by_alice, cases.draft(alice, kind, safety=True))
        for one in kinds().values():
            if f'id="claim-{one.id}"' in page:
                wanted = {one.named(fact) for fact in (*one.needs, *one.takes)}
                assert all(page.count(f'name="{name}"') == 1 for name in wanted), (kind, one.id)
