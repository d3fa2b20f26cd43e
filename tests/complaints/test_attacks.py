"""Input made to hurt: long blanks, long numbers, control characters, other people's rows."""

import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints import ledger
from complaints.forms.fields import CodeField, MomentField, MoneyField
from complaints.models import Complaint, Event
from complaints.orders import SellerFacts, edit_seller
from complaints.status import Scope
from escalation import consent
from tests.cases import LATER, at_stage, draft


@pytest.mark.parametrize("value", ["1" + " " * 40_000 + "1", "2026年" * 20_000, "/ " * 40_000, "日 " * 40_000])
def test_a_long_moment_is_refused_quickly(value: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValidationError):
        MomentField().clean(value)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "value", ["9" * 2_000_000, "1." + "1" * 1_000_000, "," * 1_000_000, "1e400", "NaN", "Infinity"]
)
def test_a_long_amount_is_refused_quickly(value: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValidationError):
        MoneyField().clean(value)
    with pytest.raises(ValidationError):
        CodeField().clean(value + "!")
    assert time.process_time() - begun < 1


def test_minus_nothing_is_nothing() -> None:
    assert str(MoneyField().clean("-0")) == "0.00"


@pytest.mark.parametrize("value", ["0001-01-01T00:00", "9999-12-31T23:59"])
@pytest.mark.django_db
def test_the_ends_of_the_calendar_are_no_crash(alice: User, value: str) -> None:
    case = draft(alice)
    client = Client()
    client.force_login(alice)
    data = {"kind": case.kind, "title": "x", "story": "y", "found_at": value}
    assert client.post(f"/c/{case.public_code}/edit/story/", data).status_code == 200


@pytest.mark.django_db
def test_a_case_tells_that_its_seller_was_changed_from_another_case(alice: User, bob: User) -> None:
    one, other = at_stage(alice, "contacted"), at_stage(alice, "contacted")
    consent.grant(one, alice, bob.email, Scope.PREPARE, now=LATER)
    edit_seller(one, SellerFacts(licence_name="别的公司"), actor=bob, now=LATER)
    other.refresh_from_db()
    assert other.seller is not None and other.seller.licence_name == "别的公司"
    assert Event.objects.filter(complaint=other, kind="seller_edited", actor=bob).count() == 1


@pytest.mark.django_db
def test_a_place_of_five_thousand_digits_is_no_crash(alice: User) -> None:
    case = at_stage(alice, "contacted")
    client = Client()
    client.force_login(alice)
    assert client.get(case.get_absolute_url(), {"before": "9" * 5000}).status_code == 200


@pytest.mark.django_db
def test_what_people_write_is_never_markup(alice: User) -> None:
    bad = "<script>alert(1)</script>"
    case = draft(alice, story=bad, goods=bad, shop_name=bad, carrier="<b>")
    alice.name = bad
    alice.save()
    client = Client()
    client.force_login(alice)
    code = case.public_code
    for page in (
        "/",
        "/cases/",
        f"/c/{code}/",
        "/orders/",
        f"/c/{code}/edit/story/",
        f"/c/{code}/edit/seller/",
        "/me/",
    ):
        text = client.get(page).content.decode()
        assert bad not in text and "<b>" not in text, page


@pytest.mark.parametrize(
    "page", ["/c/a%00b/", "/c/a%00b/evidence/", "/c/a%00b/do/withdraw/", "/review/a%00b/complaint/"]
)
def test_a_code_with_a_character_no_database_takes_is_not_found(
    client: Client, ada: User, settings: Settings, page: str
) -> None:
    settings.SECOND_FACTOR = "offered"
    client.force_login(ada)
    assert client.get(page).status_code == 404


@pytest.mark.django_db
def test_writing_from_old_copies_does_not_fork_the_ledger(alice: User) -> None:
    case = at_stage(alice, "contacted")
    stale = [type(case).objects.get(pk=case.pk) for _copy in range(3)]
    for copy in stale:
        edit_seller(copy, SellerFacts(licence_name=f"公司{id(copy)}"), actor=alice, now=LATER)
    assert ledger.verify(case).whole


def send_order(client: Client, case: Complaint, number: str) -> Any:
    order = case.orders.get()
    data = {"order_no": number, "shop_name": "店", "goods": "货", "paid": "1.00", "placed_at": "2026-10-01T10:00"}
    return client.post(f"{case.get_absolute_url()}edit/order/{order.pk}/", data)


def test_a_helper_is_not_told_about_the_owners_other_cases(
    client: Client, alice: User, bob: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "offered"
    one, other = at_stage(alice, "contacted"), at_stage(alice, "contacted")
    consent.grant(one, alice, bob.email, Scope.ACT)
    client.force_login(bob)
    page = send_order(client, one, other.orders.get().order_no).content.decode()
    assert other.number not in page
    assert other.public_code not in page


def test_the_order_of_a_case_that_has_ended_stays_as_it_is(client: Client, alice: User) -> None:
    case = at_stage(alice, "closed")
    client.force_login(alice)
    send_order(client, case, "P0000000001")
    assert case.orders.get().order_no != "P0000000001"
