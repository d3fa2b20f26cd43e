"""The start page: visitors, the one next thing, the newest cases, empty states, constant cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints.status import Outcome, Status
from desk.home import foremost, next_thing, totals
from tests.desk.conftest import NOW, case_of, let_in, submitted


def test_visitors_learn_what_it_is_without_one_read(client: Client) -> None:
    page = client.get("/")  # this test has no leave to use the database
    assert page.status_code == 200
    assert "/accounts/signup/" in page.text
    assert "/accounts/login/" in page.text
    assert "12315" in page.text


def test_a_new_person_is_taught_what_comes_first(as_alice: Client) -> None:
    page = as_alice.get("/")
    assert page.context["cards"] == []
    assert 'id="begin"' in page.text
    assert "/new/" in page.text


def test_the_nearest_moment_of_hers_comes_first(alice: User) -> None:
    case_of(alice, status=Status.READY_FOR_PLATFORM, due_ours=True, due_at=NOW + timedelta(days=5))
    urgent = case_of(alice, status=Status.PLATFORM_ASKED, due_ours=True, due_at=NOW + timedelta(days=2))
    case_of(alice, status=Status.NEGOTIATING, due_ours=False, due_at=NOW + timedelta(hours=1))
    found = next_thing(foremost(alice, NOW), NOW)
    assert found is not None
    assert found.case == urgent


def test_without_a_moment_it_is_the_case_that_can_go_on(alice: User) -> None:
    case_of(alice, status=Status.DRAFT)
    case_of(alice, status=Status.WITH_PLATFORM, due_at=NOW + timedelta(days=1))
    ready = case_of(alice, status=Status.READY_FOR_REGULATOR, due_ours=True)
    found = next_thing(foremost(alice, NOW), NOW)
    assert found is not None
    assert found.case == ready


def test_a_draft_is_offered_last(alice: User) -> None:
    draft = case_of(alice, status=Status.DRAFT)
    found = next_thing(foremost(alice, NOW), NOW)
    assert found is not None
    assert found.case == draft


def test_nothing_is_offered_while_the_others_have_the_move(as_alice: Client, alice: User) -> None:
    case_of(alice, status=Status.WITH_PLATFORM, due_at=timezone.now() + timedelta(days=1))
    page = as_alice.get("/")
    assert page.context["next"] is None
    assert "tone-jade" in page.text


def test_an_ended_case_is_never_the_next_thing(alice: User) -> None:
    case_of(alice, status=Status.CLOSED)
    assert next_thing(foremost(alice, NOW), NOW) is None


def test_it_adds_up_what_came_back(as_alice: Client, alice: User) -> None:
    case_of(alice, status=Status.CLOSED, outcome=Outcome.RESOLVED, received="129.00")
    case_of(alice, status=Status.CLOSED, outcome=Outcome.PARTLY, received="917.00")
    assert (totals(alice).running, totals(alice).ended) == (0, 2)
    assert "¥1,046.00" in as_alice.get("/").text


def test_only_ones_own_cases_are_listed(as_alice: Client, alice: User, carol: User) -> None:
    mine, hers = case_of(alice), case_of(carol)
    let_in(alice, hers)
    page = as_alice.get("/")
    assert [card.case for card in page.context["cards"]] == [mine]
    assert page.context["totals"].all == 1
    assert hers.public_code not in page.text


def test_the_list_puts_what_presses_first_and_what_has_ended_last(as_alice: Client, alice: User) -> None:
    ended = case_of(alice, status=Status.CLOSED)
    waiting = case_of(alice, status=Status.WITH_PLATFORM, due_at=timezone.now() + timedelta(days=1))
    draft = case_of(alice, status=Status.DRAFT)
    urgent = case_of(alice, status=Status.PLATFORM_ASKED, due_ours=True, due_at=timezone.now() + timedelta(days=2))
    listed = [card.case for card in as_alice.get("/").context["cards"]]
    assert listed == [urgent, draft, waiting, ended]


def test_five_then_a_way_to_all(as_alice: Client, alice: User) -> None:
    cases = [case_of(alice) for _ in range(7)]
    page = as_alice.get("/")
    assert [card.case for card in page.context["cards"]] == cases[:5]
    assert "/cases/?show=all" in page.text


def test_helpers_find_the_way_to_the_queue(as_bob: Client, bob: User, alice: User) -> None:
    let_in(bob, case_of(alice))
    page = as_bob.get("/")
    assert 'href="/desk/"' in page.text
    assert [link.count for link in page.context["entrusted"]] == [1, 0, 0, 0]


def test_admins_see_how_many_filings_wait(as_ada: Client, alice: User, bob: User) -> None:
    submitted(case_of(alice, status=Status.READY_FOR_REGULATOR), bob)
    page = as_ada.get("/")
    assert page.context["waiting"] == 1
    assert 'href="/review/"' in page.text


@pytest.mark.parametrize("who", ["as_alice", "as_bob", "as_ada"])
def test_it_costs_the_same_with_sixty_cases(
    who: str, request: pytest.FixtureRequest, alice: User, bob: User, ada: User, django_assert_max_num_queries: Any
) -> None:
    client: Client = request.getfixturevalue(who)
    person = {"as_alice": alice, "as_bob": bob, "as_ada": ada}[who]
    for size in (3, 57):
        for _ in range(size):
            case_of(person)
        with django_assert_max_num_queries(8):
            client.get("/")
