"""The inbox shows each person their own, and costs little."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from notifications.context import inbox
from notifications.inbox import PAGE, page_of
from notifications.models import Notification
from tests.notifications.conftest import NOW, tell

pytestmark = pytest.mark.django_db
INBOX = reverse("notifications:inbox")


def as_person(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def unread_of(person: object) -> object:
    request = RequestFactory().get("/")
    vars(request)["user"] = person
    return inbox(request)["unread"]


def test_the_signed_out_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(INBOX).status_code == 302


def test_an_empty_inbox_teaches(client: Client, alice: User) -> None:
    page = as_person(client, alice).get(INBOX)
    assert page.status_code == 200
    assert 'class="empty"' in page.content.decode()


def test_it_shows_ones_own_and_nobody_elses(client: Client, alice: User, mallory: User) -> None:
    tell(alice)
    assert "玻尿酸面膜" in as_person(client, alice).get(INBOX).content.decode()
    assert "玻尿酸面膜" not in as_person(client, mallory).get(INBOX).content.decode()


def test_opening_marks_it_read_and_goes_to_the_case(client: Client, alice: User) -> None:
    said = tell(alice)
    answer = as_person(client, alice).post(reverse("notifications:open", args=[said.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/c/abc23/")
    said.refresh_from_db()
    assert said.read_at is not None


def test_opening_somebody_elses_is_404_and_leaves_it_unread(client: Client, alice: User, mallory: User) -> None:
    said = tell(alice)
    assert as_person(client, mallory).post(reverse("notifications:open", args=[said.pk])).status_code == 404
    said.refresh_from_db()
    assert said.read_at is None


def test_looking_at_an_address_changes_nothing(client: Client, alice: User) -> None:
    said = tell(alice)
    assert as_person(client, alice).get(reverse("notifications:open", args=[said.pk])).status_code == 405


def test_mark_all_read_spares_what_came_in_meanwhile(client: Client, alice: User, carol: User) -> None:
    shown, hers = tell(alice, "note:1"), tell(carol, "note:2")
    late = tell(alice, "note:3")
    as_person(client, alice).post(reverse("notifications:mark_all_read"), {"newest": shown.pk})
    assert set(Notification.objects.unread()) == {hers, late}


def test_pages_follow_each_other_without_gap_or_repeat(alice: User) -> None:
    for number in range(10):
        tell(alice, f"note:{number}", now=NOW + timedelta(minutes=number // 3))
    seen: list[int] = []
    before = ""
    while True:
        page = page_of(alice, before=before, size=4)
        seen += [entry.said.pk for entry in page.entries]
        if page.older is None:
            break
        before = str(page.older)
    newest_first = Notification.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)
    assert seen == list(newest_first)


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 40])
def test_a_made_up_page_is_the_first_one(alice: User, before: str) -> None:
    tell(alice)
    assert page_of(alice, before=before).is_first


def test_somebody_elses_notification_is_no_place_to_start(alice: User, mallory: User) -> None:
    assert page_of(mallory, before=str(tell(alice).pk)).is_first


def test_queries_stay_the_same_as_the_inbox_grows(client: Client, alice: User) -> None:
    tell(alice)
    as_person(client, alice).get(INBOX)  # the first request also notes the session
    with CaptureQueriesContext(connection) as few:
        client.get(INBOX)
    for number in range(2, PAGE + 5):
        tell(alice, f"note:{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(INBOX)
    assert len(many) == len(few)


def test_a_page_is_one_query(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(PAGE + 5):
        tell(alice, f"note:{number}")
    with django_assert_num_queries(1):
        assert len(page_of(alice).entries) == PAGE


def test_unread_counts_only_when_asked_and_in_one_query(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(alice)
    with django_assert_num_queries(0):
        unread = unread_of(alice)
    with django_assert_num_queries(1):
        assert unread == 1
        assert str(unread) == "1"


def test_the_count_stops_at_a_hundred(alice: User) -> None:
    Notification.objects.bulk_create(
        Notification(recipient=alice, key=f"k{n}", kind="note", ref="r", payload={}, created_at=NOW) for n in range(120)
    )
    assert unread_of(alice) == 100


def test_the_signed_out_cost_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert unread_of(None) == 0
