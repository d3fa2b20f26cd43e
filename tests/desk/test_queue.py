"""The helpers' queue: whose cases, in which order, with which filters, at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope, Status
from desk import queue
from desk.queue import Due, View
from tests.desk.conftest import NOW, case_of, let_in


def listed(client: Client, query: str = "") -> list[Complaint]:
    return [row.case for row in client.get(f"/desk/{query}").context["rows"]]


@pytest.mark.parametrize("name", ["alice", "ada", "mallory"])
def test_only_helpers_have_a_queue(name: str, client: Client, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get("/desk/").status_code == 404


def test_the_signed_out_are_asked_to_sign_in(client: Client) -> None:
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")


def test_it_shows_only_cases_one_was_let_into(as_bob: Client, bob: User, alice: User, carol: User) -> None:
    mine = case_of(alice)
    let_in(bob, mine, Scope.READ)
    other = case_of(carol)
    assert listed(as_bob) == [mine]
    assert other.public_code not in as_bob.get("/desk/").text


def test_revoked_and_expired_permissions_end_it(as_bob: Client, bob: User, alice: User) -> None:
    now = timezone.now()
    let_in(bob, case_of(alice), revoked_at=now)
    let_in(bob, case_of(alice), expires_at=now - timedelta(seconds=1))
    lasting = case_of(alice)
    let_in(bob, lasting, expires_at=now + timedelta(days=1))
    assert listed(as_bob) == [lasting]


def test_ended_cases_leave_the_queue(as_bob: Client, bob: User, alice: User) -> None:
    let_in(bob, case_of(alice, status=Status.CLOSED, outcome="resolved"))
    assert listed(as_bob) == []


def test_the_nearest_moment_comes_first_and_none_last(as_bob: Client, bob: User, alice: User) -> None:
    now = timezone.now()
    undated, late, soon = case_of(alice), case_of(alice, due_at=now + timedelta(days=9)), case_of(alice, due_at=now)
    for case in (undated, late, soon):
        let_in(bob, case)
    assert listed(as_bob) == [soon, late, undated]


def test_the_owners_name_is_masked(as_bob: Client, bob: User, alice: User) -> None:
    let_in(bob, case_of(alice))
    page = as_bob.get("/desk/").text
    assert "林**" in page
    assert alice.name not in page


def test_counts_and_views_agree(bob: User, alice: User) -> None:
    for fields in (
        {"due_at": NOW + timedelta(hours=3)},
        {"due_at": NOW + timedelta(hours=20)},  # tomorrow in Shanghai
        {"due_at": NOW - timedelta(hours=1)},
        {"status": Status.PLATFORM_ASKED},
    ):
        let_in(bob, case_of(alice, **fields))
    counted = queue.counts(bob, NOW)
    assert counted == {Due.ALL: 4, Due.TODAY: 1, Due.OVERDUE: 1, Due.CONSUMER: 1}
    for due, number in counted.items():
        assert len(queue.page(bob, View(due), "", NOW).rows) == number


def test_stage_and_due_can_be_combined(as_bob: Client, bob: User, alice: User) -> None:
    overdue = timezone.now() - timedelta(hours=1)
    both = case_of(alice, status=Status.WITH_PLATFORM, due_at=overdue)
    for case in (both, case_of(alice, due_at=overdue), case_of(alice, status=Status.WITH_PLATFORM)):
        let_in(bob, case)
    assert listed(as_bob, "?due=overdue&stage=2") == [both]
    assert "?due=overdue&amp;stage=3" in as_bob.get("/desk/?due=overdue&stage=2").text


def test_nonsense_in_the_address_shows_the_plain_queue(as_bob: Client, bob: User, alice: User) -> None:
    case = case_of(alice)
    let_in(bob, case)
    assert listed(as_bob, "?due=%00&stage=9&after=xxx") == [case]


def test_an_empty_queue_says_how_cases_get_here(as_bob: Client) -> None:
    page = as_bob.get("/desk/")
    assert page.context["rows"] == []
    assert 'class="empty"' in page.text


def test_fifty_a_page_each_case_once(as_bob: Client, bob: User, alice: User) -> None:
    cases = [case_of(alice, due_at=NOW + timedelta(hours=n) if n < 40 else None) for n in range(60)]
    for case in cases:
        let_in(bob, case)
    first = as_bob.get("/desk/")
    second = as_bob.get("/desk/", {"after": first.context["older"]})
    assert [row.case for row in first.context["rows"]] + [row.case for row in second.context["rows"]] == cases
    assert second.context["older"] == ""


def test_it_costs_the_same_with_sixty_cases(
    as_bob: Client, bob: User, alice: User, django_assert_max_num_queries: Any
) -> None:
    for size in (3, 57):
        for n in range(size):
            let_in(bob, case_of(alice, due_at=NOW if n % 2 else None))
        with django_assert_max_num_queries(8):
            as_bob.get("/desk/")
