"""The pages: from a blank form to the case, and who may open what."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from complaints import filing
from complaints.models import Claim, Complaint, Order
from complaints.orders import OrderFacts, record_order
from complaints.status import Kind, Scope, Status
from tests.complaints.conftest import FACTS, TYPED, LetIn, reopen_as

NEW = {**TYPED, "kind": "not_as_described"}


def edit_pages(case: Complaint) -> list[str]:
    order = case.orders.get()
    return [
        reverse("complaints:edit_story", args=[case.public_code]),
        reverse("complaints:edit_claims", args=[case.public_code]),
        reverse("complaints:seller", args=[case.public_code]),
        reverse("complaints:edit_order", args=[case.public_code, order.pk]),
    ]


def test_from_nothing_to_the_case_in_three_steps(by_alice: Client, alice: User) -> None:
    assert by_alice.get("/new/").status_code == 200
    first = by_alice.post("/new/", NEW)
    case = Complaint.objects.get()
    assert first["Location"] == f"/c/{case.public_code}/edit/story/"
    page = by_alice.get(first["Location"]).content.decode()
    assert "照原话抄一句：对方是怎么说的？" in page
    second = by_alice.post(first["Location"], {"kind": case.kind, "title": case.title, "story": "成分和宣传不一样"})
    assert second["Location"] == f"/c/{case.public_code}/edit/claims/"
    assert by_alice.get(second["Location"]).status_code == 200
    third = by_alice.post(second["Location"], {"kinds": ["return_refund"], "amount_return_refund": "268.00"})
    assert third["Location"] == case.get_absolute_url()
    case.refresh_from_db()
    assert (case.owner, case.story, case.asked, case.status) == (
        alice,
        "成分和宣传不一样",
        Decimal(268),
        "draft",
    )


def test_typing_stays_within_the_budget() -> None:
    typed = [*(TYPED[name] for name in ("order_no", "shop_name", "goods", "paid")), "成分和宣传不一样"]
    assert sum(map(len, typed)) <= 60


def test_nothing_typed_is_lost_when_something_is_wrong(by_alice: Client) -> None:
    page = by_alice.post("/new/", NEW | {"paid": "-5", "kind": ""}).content.decode()
    assert Complaint.objects.count() == Order.objects.count() == 0
    assert "玻尿酸保湿面霜 50g" in page
    assert 'value="-5"' in page
    assert page.count('class="error"') == 2


@pytest.mark.parametrize("path", ["/new/", "story", "claims", "seller", "order"])
def test_every_form_keeps_a_draft_on_the_device(by_alice: Client, draft: Complaint, path: str) -> None:
    urls = dict(zip(("story", "claims", "seller", "order"), edit_pages(draft), strict=True))
    assert re.search(r'data-draft="[\w-]+"', by_alice.get(urls.get(path, path)).content.decode())


def test_an_order_noted_before_needs_only_the_type(by_alice: Client, order: Order) -> None:
    page = by_alice.get(f"/new/?order={order.pk}").content.decode()
    assert order.seller.shop_name in page
    by_alice.post(f"/new/?order={order.pk}", {"kind": "quality"})
    assert Complaint.objects.get().orders.get() == order


def test_a_form_sent_twice_makes_one_case(by_alice: Client, order: Order) -> None:
    for _ in range(2):
        by_alice.post(f"/new/?order={order.pk}", {"kind": "quality"})
    assert Complaint.objects.count() == 1


def test_a_new_order_sent_twice_is_told_where_it_is(by_alice: Client) -> None:
    by_alice.post("/new/", NEW)
    page = by_alice.post("/new/", NEW).content.decode()
    assert f'href="{Complaint.objects.get().get_absolute_url()}"' in page
    assert Order.objects.count() == 1


def test_two_tabs_at_once_get_the_same_sentence(by_alice: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tab writes between this one's check and its own write."""
    begin = filing.begin_case

    def late(owner: User, order: OrderFacts, kind: Kind) -> Complaint:
        record_order(alice, FACTS)
        return begin(owner, order, kind)

    monkeypatch.setattr(filing, "begin_case", late)
    page = by_alice.post("/new/", NEW).content.decode()
    assert f'href="/new/?order={Order.objects.get().pk}"' in page
    assert Complaint.objects.count() == 0


def test_later_keeps_a_half_written_story(by_alice: Client, draft: Complaint) -> None:
    data = {"kind": draft.kind, "title": draft.title, "story": "", "later": "1"}
    response = by_alice.post(edit_pages(draft)[0], data)
    assert response["Location"] == draft.get_absolute_url()


@pytest.mark.parametrize("who", ["mallory", "carol", "ada"])
def test_strangers_find_nothing(request: pytest.FixtureRequest, draft: Complaint, who: str, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    client, order = Client(), draft.orders.get()
    client.force_login(request.getfixturevalue(who))
    own = [draft.get_absolute_url(), f"/orders/{order.pk}/", f"/new/?order={order.pk}"]
    for url in [*own, *edit_pages(draft)]:
        assert [client.get(url).status_code, client.post(url, {"kind": "quality"}).status_code] in (
            [404, 404],
            [404, 405],
        ), url


def test_the_signed_out_are_asked_to_sign_in(client: Client, draft: Complaint) -> None:
    for url in [draft.get_absolute_url(), "/new/", "/orders/", *edit_pages(draft)]:
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_a_helper_who_prepares_edits_the_story_but_not_the_order(
    by_bob: Client, bob: User, draft: Complaint, let_in: LetIn
) -> None:
    let_in(bob, Scope.PREPARE)
    story, claims, seller, order = edit_pages(draft)
    assert [by_bob.get(url).status_code for url in (story, claims, seller, order)] == [200, 200, 200, 403]
    by_bob.post(story, {"kind": draft.kind, "title": draft.title, "story": "志愿者代写"})
    draft.refresh_from_db()
    assert draft.story == "志愿者代写"
    assert by_bob.post(order, TYPED | {"paid": "1"}).status_code == 403


def test_a_helper_who_acts_may_correct_the_order(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.ACT)
    url = edit_pages(draft)[3]
    assert by_bob.post(url, TYPED | {"paid": "267"})["Location"] == draft.get_absolute_url()
    assert draft.orders.get().paid == 267
    assert draft.events.get(kind="order_edited").actor == bob


def test_a_reader_may_edit_nothing(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.READ)
    assert {by_bob.get(url).status_code for url in edit_pages(draft)} == {403}


def test_the_order_of_another_case_is_not_reached_through_ones_own(
    by_alice: Client, carol: User, draft: Complaint
) -> None:
    other = record_order(carol, FACTS)
    assert by_alice.get(f"/c/{draft.public_code}/edit/order/{other.pk}/").status_code == 404


def test_a_case_that_ended_is_not_edited(by_alice: Client, draft: Complaint) -> None:
    reopen_as(draft, Status.CLOSED)
    for url in edit_pages(draft)[:3]:
        assert by_alice.get(url)["Location"] == draft.get_absolute_url()


def test_an_open_case_goes_back_to_its_page(by_alice: Client, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    data = {"kind": draft.kind, "title": draft.title, "story": "补充一点"}
    assert by_alice.post(edit_pages(draft)[0], data)["Location"] == draft.get_absolute_url()


def test_ones_own_orders_are_listed_and_corrected(by_alice: Client, draft: Complaint, carol: User) -> None:
    record_order(carol, FACTS)
    page = by_alice.get("/orders/").content.decode()
    assert page.count("P758291046375182736") == 1
    assert draft.number in page
    order = draft.orders.get()
    assert by_alice.post(f"/orders/{order.pk}/", TYPED | {"paid": "200"})["Location"] == "/orders/"
    order.refresh_from_db()
    assert order.paid == 200


def test_a_wrong_type_keeps_the_claims(by_alice: Client, alice: User, draft: Complaint) -> None:
    Claim.objects.create(complaint=draft, kind="return_refund", amount=268)
    by_alice.post(edit_pages(draft)[0], {"kind": "shipping", "title": "没发货", "story": "一直没发"})
    draft.refresh_from_db()
    assert (draft.kind, draft.claims.count()) == (Kind.SHIPPING, 1)
