"""One date as a calendar file: the day or the moment, its alarms, and nothing that others shouldn't read."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from accounts.models import User
from escalation import countdown
from escalation.calendar_file import calendar_file
from escalation.models import Deadline
from tests.cases import DAY, LATER, at_stage, opened
from tests.escalation.conftest import running
from tests.escalation.test_why import filed, page, returning

pytestmark = pytest.mark.django_db


def events(deadline: Deadline) -> list[dict[str, str]]:
    """The events of the file, as another program reads them."""
    with translation.override("zh-hans"):
        found = Calendar.from_ical(calendar_file(deadline, LATER))
    return [{key: plain(event[key].to_ical()) for key in event} for event in found.walk("VEVENT")]


def plain(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.decode()


def test_the_calendar_gets_a_whole_day_with_its_alarms(alice: User) -> None:
    deadline = returning(alice)
    (event,) = events(deadline)
    assert (event["DTSTART"], event["DTEND"]) == ("20261001", "20261002")
    file = calendar_file(deadline, LATER)
    assert file.count(b"BEGIN:VALARM") == 2
    assert b"\r\n" in file


def test_a_limit_of_hours_stands_at_its_moment(alice: User) -> None:
    (event,) = events(running(at_stage(alice, "contacted"))["seller_answer"])
    assert event["DTSTART"] == "20261104T030000Z"


def test_the_calendar_names_neither_shop_nor_goods(alice: User) -> None:
    case = at_stage(alice, "contacted")
    file = calendar_file(running(case)["seller_answer"], LATER).decode().replace("\r\n ", "")
    assert case.seller is not None
    for word in (case.title, case.seller.shop_name, "面霜", "268", alice.name):
        assert word not in file


def test_a_moved_date_moves_the_same_event(alice: User) -> None:
    old = running(at_stage(alice, "contacted"))["seller_answer"]
    (before,) = events(old)
    new = countdown.enter(old, alice, LATER + 3 * DAY, now=LATER)
    old.refresh_from_db()
    for deadline in (old, new):
        (after,) = events(deadline)
        assert (after["UID"], after["DTSTART"]) == (before["UID"], "20261105T140000Z")
        assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1


def test_the_file_comes_as_a_calendar(alice: User, client: Client) -> None:
    deadline = filed(alice)
    client.force_login(alice)
    answer = client.get(reverse("escalation:calendar", args=(deadline.complaint.public_code, deadline.pk)))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "juli-2026-10-12.ics" in answer.headers["Content-Disposition"]


def test_in_wechat_it_says_how_to_get_out(alice: User) -> None:
    deadline = running(opened(alice))["limit"]
    address = reverse("escalation:calendar", args=(deadline.complaint.public_code, deadline.pk))
    assert address in page(deadline, alice)
    assert address not in page(deadline, alice, **{"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"})
