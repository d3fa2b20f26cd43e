"""My cases: tabs, and pages that neither skip nor repeat."""

from datetime import timedelta
from typing import Any

from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Outcome, Status
from desk.paging import Cursor, by_due, by_newest, read_cursor
from tests.desk.conftest import NOW, case_of, let_in


def test_strangers_must_sign_in(client: Client) -> None:
    assert client.get("/cases/")["Location"].startswith("/accounts/login/")


def test_running_cases_are_shown_first(as_alice: Client, alice: User) -> None:
    running = case_of(alice)
    closed = case_of(alice, status=Status.CLOSED, outcome=Outcome.UNRESOLVED)
    assert [card.case for card in as_alice.get("/cases/").context["cards"]] == [running]
    assert [card.case for card in as_alice.get("/cases/?show=done").context["cards"]] == [closed]
    assert [card.case for card in as_alice.get("/cases/?show=all").context["cards"]] == [running, closed]
    assert [card.case for card in as_alice.get("/cases/?show=nonsense").context["cards"]] == [running]


def test_other_peoples_cases_never_show(as_alice: Client, alice: User, carol: User) -> None:
    hers = case_of(carol)
    let_in(alice, hers)
    for show in ("open", "done", "all"):
        page = as_alice.get(f"/cases/?show={show}")
        assert page.context["cards"] == []
        assert hers.public_code not in page.text


def test_an_empty_list_says_how_to_begin(as_alice: Client) -> None:
    assert 'href="/new/"' in as_alice.get("/cases/").text


def test_pages_show_every_case_once(as_alice: Client, alice: User) -> None:
    cases = [case_of(alice) for _ in range(45)]
    seen: list[Complaint] = []
    after = ""
    while True:
        page = as_alice.get("/cases/", {"show": "all", "after": after})
        seen += [card.case for card in page.context["cards"]]
        after = page.context["older"]
        if not after:
            break
    assert seen == cases


def test_pages_hold_while_cases_come_and_move(alice: User) -> None:
    cases = [case_of(alice) for _ in range(9)]
    first = by_newest(Complaint.objects.all(), None, 4)
    Complaint.objects.filter(pk=cases[1].pk).update(updated_at=NOW + timedelta(hours=1))
    case_of(alice, updated_at=NOW + timedelta(hours=2))
    Complaint.objects.filter(pk=cases[3].pk).update(updated_at=NOW + timedelta(hours=3))  # the row under the cursor
    second = by_newest(Complaint.objects.all(), read_cursor(first.next), 4)
    third = by_newest(Complaint.objects.all(), read_cursor(second.next), 4)
    assert first.rows + second.rows + third.rows == cases
    assert third.next == ""


def test_cases_of_the_same_moment_are_told_apart(alice: User) -> None:
    cases = [case_of(alice, updated_at=NOW) for _ in range(5)]
    first = by_newest(Complaint.objects.all(), None, 2)
    second = by_newest(Complaint.objects.all(), read_cursor(first.next), 2)
    third = by_newest(Complaint.objects.all(), read_cursor(second.next), 2)
    assert first.rows + second.rows + third.rows == cases[::-1]


def test_by_due_goes_from_dated_to_undated_cases(alice: User) -> None:
    late = case_of(alice, due_at=NOW + timedelta(days=2))
    undated = [case_of(alice) for _ in range(3)]
    soon = case_of(alice, due_at=NOW + timedelta(days=1))
    same = case_of(alice, due_at=NOW + timedelta(days=1))
    seen: list[Complaint] = []
    page = by_due(Complaint.objects.all(), None, 2)
    seen += page.rows
    while page.next:
        page = by_due(Complaint.objects.all(), read_cursor(page.next), 2)
        seen += page.rows
    assert seen == [soon, same, late, *undated]


def test_a_mended_cursor_begins_again() -> None:
    cursor = str(Cursor(NOW, 7))
    assert read_cursor(cursor) == Cursor(NOW, 7)
    assert read_cursor(cursor[:-1] + ("A" if cursor[-1] != "A" else "B")) is None
    assert read_cursor("nonsense") is None
    assert read_cursor("") is None


def test_it_costs_the_same_with_sixty_cases(as_alice: Client, alice: User, django_assert_max_num_queries: Any) -> None:
    for size in (3, 57):
        for _ in range(size):
            case_of(alice)
        with django_assert_max_num_queries(6):
            as_alice.get("/cases/?show=all")
