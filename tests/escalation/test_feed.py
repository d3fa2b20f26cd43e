"""The calendar that other programs subscribe to: one link a person, their dates and nothing else in it."""

from datetime import timedelta

import pytest
import vobject
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints.status import Scope
from escalation import consent, countdown, feed
from escalation.models import Feed
from escalation.transitions import Action
from tests.cases import DAY, LATER, at_stage, do, opened
from tests.escalation.conftest import LetIn, running
from tests.escalation.test_calendar_file import plain

pytestmark = pytest.mark.django_db


def link(person: User) -> str:
    return feed.path_of(feed.open_feed(person, LATER))


def events(person: User) -> list[dict[str, str]]:
    """As `icalendar` reads them; `vobject` must read as many."""
    body = feed.calendar_of(person, LATER)
    found = [{key: plain(event[key].to_ical()) for key in event} for event in Calendar.from_ical(body).walk("VEVENT")]
    other = vobject.readOne(body.decode())
    assert len(getattr(other, "vevent_list", [])) == len(found)
    other.validate(raiseException=True)
    return found


def test_it_holds_what_runs_with_alarms_and_validates_twice(alice: User) -> None:
    at_stage(alice, "contacted")
    body = feed.calendar_of(alice, LATER)
    assert len(events(alice)) == body.count(b"BEGIN:VEVENT") > 0
    assert body.count(b"BEGIN:VALARM") >= len(events(alice))
    for line in (b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n", b"VERSION:2.0\r\n", b"COLOR:steelblue\r\n"):
        assert line in body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_it_names_neither_shop_nor_goods(alice: User) -> None:
    case = at_stage(alice, "contacted")
    text = feed.calendar_of(alice, LATER).decode().replace("\r\n ", "")
    assert case.seller is not None
    for word in (case.title, case.seller.shop_name, "面霜", "268", alice.name, alice.email):
        assert word not in text


def test_it_is_the_same_bytes_until_a_date_moves_and_then_the_same_event_moves(alice: User) -> None:
    old = running(at_stage(alice, "contacted"))["seller_answer"]
    before = feed.calendar_of(alice, LATER)
    assert feed.calendar_of(alice, LATER + timedelta(hours=5)) == before
    first = {event["UID"]: event for event in events(alice)}
    countdown.enter(old, alice, LATER + 3 * DAY, now=LATER)
    second = {event["UID"]: event for event in events(alice)}
    assert set(first) == set(second)
    (moved,) = [uid for uid in first if first[uid]["DTSTART"] != second[uid]["DTSTART"]]
    assert (first[moved]["SEQUENCE"], second[moved]["SEQUENCE"]) == ("0", "1")


def test_what_is_done_or_over_leaves_it(alice: User) -> None:
    case = at_stage(alice, "contacted")
    assert events(alice)
    do(case, Action.WITHDRAW, alice)
    assert not events(alice)


def test_a_helper_finds_the_cases_they_may_act_in_and_only_those(alice: User, bob: User, let_in: LetIn) -> None:
    case = at_stage(alice, "contacted")
    access = let_in(case, bob, Scope.ACT)
    assert len(events(bob)) == len(events(alice))
    consent.revoke(access, alice, now=LATER)
    assert not feed.dates_of(bob, LATER + DAY)
    let_in(opened(alice), bob, Scope.READ)
    assert not feed.dates_of(bob, LATER + DAY)


def test_programs_get_it_without_signing_in_and_are_spared_what_they_have(client: Client, alice: User) -> None:
    at_stage(alice, "contacted")
    url = link(alice)
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-cache" in response["Cache-Control"]
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Feed.objects.get().read_at is not None
    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405


def test_a_link_that_was_changed_taken_back_or_guessed_opens_nothing(client: Client, alice: User) -> None:
    url = link(alice)
    client.force_login(alice)
    client.post("/me/calendar/renew/")
    newer = link(alice)
    assert newer != url
    assert [client.get(u).status_code for u in (url, newer)] == [404, 200]
    code = Feed.objects.get().code
    for guess in (
        f"/calendar/{code}.ics",
        f"/calendar/{code}-.ics",
        "/calendar/x-y.ics",
        f"/calendar/{code}-{'0' * 40}.ics",
    ):
        assert client.get(guess).status_code == 404
    client.post("/me/calendar/close/")
    assert client.get(newer).status_code == 404


def test_a_closed_account_has_no_calendar(client: Client, alice: User) -> None:
    url = link(alice)
    User.objects.update(is_active=False)
    assert client.get(url).status_code == 404


def test_her_page_shows_the_link_once_she_has_made_one(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert "webcal:" not in client.get("/me/calendar/").content.decode()
    assert not Feed.objects.exists()
    page = client.post("/me/calendar/make/", follow=True).content.decode()
    assert link(alice) in page
    assert 'href="webcal://' in page
    assert '<svg class="square"' in page


def test_it_costs_a_few_queries_however_many_dates_there_are(
    alice: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(3):
        at_stage(alice, "contacted")
    with django_assert_max_num_queries(4):
        feed.calendar_of(alice, LATER)
