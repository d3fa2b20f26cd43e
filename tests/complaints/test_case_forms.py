"""Bad input on story, claims and seller."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from complaints import filing
from complaints.forms import ClaimsForm, SellerForm, StoryForm
from complaints.models import Complaint
from complaints.status import ClaimKind, Kind
from tests.complaints.conftest import NOW

pytestmark = pytest.mark.django_db
PAID = Decimal("268.00")


def story(draft: Complaint, *, later: bool = False, **changed: str) -> StoryForm:
    blank = StoryForm(complaint=draft, now=NOW)
    data = {"kind": draft.kind, "title": draft.title, "story": "成分对不上", "seen": str(blank["seen"].value())}
    return StoryForm(data | changed, complaint=draft, now=NOW, later=later)


def claims(draft: Complaint, *kinds: str, **amounts: str) -> ClaimsForm:
    data: dict[str, Any] = {"kinds": list(kinds)} | {f"amount_{kind}": value for kind, value in amounts.items()}
    return ClaimsForm(data, complaint=draft, paid=PAID)


def test_a_story_becomes_facts(draft: Complaint) -> None:
    form = story(draft, story="  成分对不上\r\n👀 ")
    assert form.is_valid(), form.errors
    assert form.facts().story == "成分对不上\n👀"


def test_an_empty_story_is_asked_for(draft: Complaint) -> None:
    assert set(story(draft, story=" ").errors) == {"story"}


def test_a_draft_may_wait_for_its_story(draft: Complaint) -> None:
    assert story(draft, story="", later=True).is_valid()


def test_a_story_at_the_limit_and_one_beyond(draft: Complaint) -> None:
    assert story(draft, story="字" * 4000).is_valid()
    assert set(story(draft, story="字" * 4001).errors) == {"story"}


def test_noticed_in_the_future(draft: Complaint) -> None:
    ahead = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert set(story(draft, found_at=ahead).errors) == {"found_at"}


def test_an_unknown_type(draft: Complaint) -> None:
    assert set(story(draft, kind="weather").errors) == {"kind"}


def test_a_title_nobody_touched_follows_the_type(draft: Complaint) -> None:
    form = story(draft, kind=Kind.QUALITY.value)
    assert form.is_valid()
    assert form.facts().title == "玻尿酸保湿面霜 50g：质量问题"


def test_a_title_of_ones_own_stays(draft: Complaint) -> None:
    form = story(draft, kind=Kind.QUALITY.value, title="面霜变质")
    assert form.is_valid()
    assert form.facts().title == "面霜变质"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(alice: User, draft: Complaint) -> None:
    opened = str(StoryForm(complaint=draft, now=NOW)["seen"].value())
    filing.edit(draft, filing.Facts(kind=Kind.QUALITY, title="许志愿写的"), actor=alice, now=NOW)
    form = story(draft, seen=opened)
    assert not form.is_valid()
    assert form["story"].value() == "成分对不上"
    again = story(draft, seen=str(form["seen"].value()))
    assert again.is_valid()


def test_the_fitting_claim_is_chosen_beforehand_with_the_amount_paid(draft: Complaint) -> None:
    form = ClaimsForm(complaint=draft, paid=PAID)
    assert form["kinds"].value() == ["return_refund"]
    assert form["amount_return_refund"].value() == "268.00"
    assert form["amount_freight"].value() is None


def test_claims_with_their_amounts(draft: Complaint) -> None:
    form = claims(draft, "return_refund", "freight", return_refund="¥268", freight="12元", refund_only="268.00")
    assert form.is_valid(), form.errors
    assert form.claims() == {ClaimKind.RETURN_REFUND: PAID, ClaimKind.FREIGHT: Decimal(12)}


def test_no_claim_at_all(draft: Complaint) -> None:
    assert set(claims(draft).errors) == {"kinds"}


def test_a_claim_that_does_not_exist(draft: Complaint) -> None:
    assert "kinds" in claims(draft, "prison").errors


def test_a_refund_without_amount(draft: Complaint) -> None:
    assert set(claims(draft, "refund_only").errors) == {"amount_refund_only"}


def test_a_refund_above_what_was_paid(draft: Complaint) -> None:
    assert set(claims(draft, "refund_only", refund_only="268.01").errors) == {"amount_refund_only"}


def test_a_claim_below_zero(draft: Complaint) -> None:
    assert set(claims(draft, "compensation", compensation="-5").errors) == {"amount_compensation"}


def test_an_amount_without_its_tick_is_not_dropped_silently(draft: Complaint) -> None:
    form = claims(draft, "return_refund", return_refund="268", compensation="500")
    assert set(form.errors) == {"amount_compensation"}


def test_a_claim_of_an_earlier_type_stays_on_offer(alice: User, draft: Complaint) -> None:
    filing.set_claims(draft, {ClaimKind.SHIP: None}, actor=alice, now=NOW)
    form = claims(draft, "ship")
    assert form.is_valid(), form.errors


def test_a_credit_code_however_it_was_typed(draft: Complaint) -> None:
    assert draft.seller is not None
    form = SellerForm({"credit_code": "９１３３０１００799６５５０５8b "}, seller=draft.seller)
    assert form.is_valid(), form.errors
    assert form.facts().credit_code == "91330100799655058B"


@pytest.mark.parametrize("code", ["91330106MA2CXXW12", "91330106MA2CXXW1OA", "统一社会信用代码九一三三零一零六"])
def test_a_credit_code_that_cannot_be_one(draft: Complaint, code: str) -> None:
    assert draft.seller is not None
    assert set(SellerForm({"credit_code": code}, seller=draft.seller).errors) == {"credit_code"}


def seller_form(draft: Complaint, code: str) -> SellerForm:
    assert draft.seller is not None
    return SellerForm({"credit_code": code}, seller=draft.seller)


def test_a_misread_character_of_a_credit_code_is_named(draft: Complaint) -> None:
    with translation.override("zh-hans"):
        form = seller_form(draft, "9133010O799655058B")
        assert form.errors["credit_code"] == ["第 8 位可能看错：O 应为 0。"]


def test_a_credit_code_whose_check_character_does_not_fit_is_refused(draft: Complaint) -> None:
    with translation.override("en"):
        form = seller_form(draft, "91330100799655058C")
        assert "check character" in str(form.errors["credit_code"])


def test_a_credit_code_may_be_left_for_later(draft: Complaint) -> None:
    assert seller_form(draft, "").is_valid()
