"""Quiet for a while, 「我已处理」, and hours that change."""

from datetime import datetime, time

import pytest
from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation import hushing, reminders
from escalation.models import Deadline, Hush, Quiet, Reminder, ReminderState
from escalation.sweeping import still_due, sweep
from escalation.transitions import Action
from notifications.models import Delivery, Notification
from tests.cases import DAY, START, at_stage, do
from tests.escalation.conftest import LetIn
from tests.escalation.test_reminders import MATERIAL_BY, asked, china, planned, told

pytestmark = pytest.mark.django_db


def mails(who: User) -> int:
    return Delivery.objects.filter(notification__recipient=who, notification__kind="deadline").count()


def url(case: Complaint, rest: str = "") -> str:
    return f"/c/{case.public_code}/reminders/{rest}"


def test_until_a_day_only_the_inbox_hears_of_it_and_then_she_is_asked_back(alice: User) -> None:
    case = asked(alice)
    hushing.hush(case, alice, Quiet.UNTIL, china(8, 12), until=china(10, 9))
    assert sweep(china(9, 9)).reminded == 1
    assert (told(alice), mails(alice)) == (1, 0)
    sweep(china(10, 9))
    sweep(china(10, 10))
    back = Notification.objects.get(kind=hushing.KIND)
    assert back.payload["lines"][0] == "你说过今天再来看这个案件。"
    assert "11月12日" in back.payload["lines"][1]
    assert back.deliveries.count() == 1
    assert not Hush.objects.exists()
    sweep(china(11, 9))
    assert mails(alice) == 1


def test_a_last_day_breaks_through_but_not_a_muted_case(alice: User, carol: User) -> None:
    for person, kind in ((alice, Quiet.REPLY), (carol, Quiet.MUTED)):
        hushing.hush(asked(person), person, kind, china(8, 12))
    sweep(china(11, 9))
    assert (mails(alice), mails(carol)) == (0, 0)
    sweep(china(12, 9))
    assert (mails(alice), mails(carol)) == (1, 0)
    assert told(carol) == 2, "it isn't lost, it waits in the inbox"


def test_a_step_in_the_case_ends_the_quiet_that_waited_for_it(alice: User) -> None:
    case = asked(alice)
    hushing.hush(case, alice, Quiet.REPLY, china(8, 12))
    pair = {(case.pk, alice.pk)}
    assert hushing.hushed(pair, china(8, 13)) == {(case.pk, alice.pk): Quiet.REPLY}
    do(case, Action.ANSWER_PLATFORM, alice, at=china(8, 14), text="材料")
    assert hushing.hushed(pair, china(8, 15)) == {}


def test_one_persons_quiet_is_nobody_elses(alice: User, bob: User, let_in: LetIn) -> None:
    case = asked(alice)
    let_in(case, bob, Scope.ACT)
    hushing.hush(case, bob, Quiet.MUTED, china(8, 12))
    sweep(china(9, 9))
    assert (mails(alice), mails(bob)) == (1, 0)


def test_who_left_the_case_isnt_called_back_to_it(alice: User, bob: User) -> None:
    hushing.hush(asked(alice), bob, Quiet.UNTIL, china(8, 12), until=china(9, 9))
    sweep(china(9, 9))
    assert not Notification.objects.filter(recipient=bob).exists()
    assert not Hush.objects.exists()


def test_what_she_has_seen_to_is_said_no_more_but_its_end_is(alice: User) -> None:
    case = asked(alice)
    sweep(china(9, 9))
    said = Notification.objects.get(kind="deadline")
    deadline = case.deadlines.get(name="material")
    assert reminders.handled(deadline, alice) == 3
    assert still_due([said.payload["items"][0]["ref"]]) == set(), "nor what is on its way"
    assert set(planned(case)) == {"lapsed"}
    reminders.plan(deadline, china(9, 10))
    assert set(planned(case)) == {"lapsed"}, "planning again, for a new helper, brings nothing back"
    sweep(MATERIAL_BY + DAY)
    kinds = Reminder.objects.filter(deadline=deadline, state=ReminderState.CLAIMED)
    assert set(kinds.values_list("kind", flat=True)) == {"lapsed"}


def test_she_may_take_that_back(alice: User) -> None:
    case = asked(alice)
    deadline = case.deadlines.get(name="material")
    reminders.handled(deadline, alice)
    assert reminders.not_handled(deadline, alice, china(9, 10)) == 2
    assert set(planned(case)) == {"d1", "d0", "lapsed"}


def test_new_hours_move_what_is_planned(alice: User) -> None:
    case = asked(alice)
    alice.quiet_from, alice.quiet_to = time(22), time(10)
    alice.save()
    assert reminders.move(alice, china(8, 12))
    assert (planned(case)["d1"], "d0" in planned(case)) == (china(11, 10), False), "ten is too late on the last day"
    alice.quiet_to = time(9)
    alice.save()
    reminders.move(alice, china(8, 12))
    assert planned(case)["d0"] == china(12, 9), "what came too late comes after all"
    alice.time_zone, alice.quiet_to = "Europe/Paris", time(10)
    alice.save()
    reminders.move(alice, china(8, 12))
    assert planned(case)["d1"] == datetime(2026, 11, 11, 10, tzinfo=alice.zone)


def test_new_hours_say_nothing_twice(alice: User) -> None:
    case = asked(alice)
    sweep(china(9, 9))
    alice.quiet_to = time(11)
    alice.save()
    reminders.move(alice, china(9, 10))
    reminders.plan(Deadline.objects.get(complaint=case, name="material"), china(9, 10))
    assert "d3" not in planned(case)


def test_a_case_that_is_over_calls_nobody_back(alice: User) -> None:
    case = asked(alice)
    hushing.hush(case, alice, Quiet.UNTIL, china(8, 12), until=china(9, 9))
    assert hushing.still_wanted(f"hush:{case.pk}:{alice.pk}")
    do(case, Action.WITHDRAW, alice)
    sweep(china(9, 9))
    assert not Notification.objects.filter(kind=hushing.KIND).exists()
    assert not hushing.still_wanted(f"hush:{case.pk}:{alice.pk}")


def test_a_last_day_may_break_her_quiet_hours_if_she_asks(alice: User) -> None:
    case = asked(alice, by=china(12, 6), quiet_to=time(11))
    assert "d0" not in planned(case)
    alice.last_day_alarm = True
    alice.save()
    reminders.plan(Deadline.objects.get(complaint=case, name="material"), START)
    assert planned(case)["d0"] == china(12, 3)


def test_her_settings_page_moves_them_too(client: Client, alice: User) -> None:
    case = asked(alice, by=START + 300 * DAY)
    client.force_login(alice)
    form = {
        "name": "林小雨",
        "language": "zh-hans",
        "time_zone": "Asia/Shanghai",
        "quiet_from": "22:00",
        "quiet_to": "09:30",
    }
    assert client.post("/me/", form).status_code == 302
    assert planned(case)["d1"].astimezone(alice.zone).time() == time(9, 30)


def test_what_is_due_of_one_case_at_once_is_one_message(alice: User) -> None:
    case = asked(alice)
    sweep(MATERIAL_BY + DAY)
    said = Notification.objects.get(kind="deadline")
    assert len(said.payload["items"]) == 2
    assert said.payload["title"] == case.title
    assert sweep(MATERIAL_BY + DAY).reminded == 0


def test_the_page_says_what_is_to_come_and_takes_her_word(client: Client, alice: User) -> None:
    case = asked(alice, by=START + 300 * DAY)
    client.force_login(alice)
    assert "还没有" not in client.get(url(case)).content.decode()
    deadline = case.deadlines.get(name="material")
    page = client.post(url(case, f"{deadline.pk}/handled/"), follow=True).content.decode()
    assert "还是提醒我" in page
    client.post(url(case, f"{deadline.pk}/handled/"), {"again": "1"})
    assert set(planned(case)) == {"d3", "d1", "d0", "lapsed"}
    page = client.post(url(case, "hush/"), {"kind": "reply"}, follow=True).content.decode()
    assert "案件有新进展之前不打扰你" in page
    client.post(url(case, "unhush/"))
    assert not Hush.objects.exists()


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "2026-02-30", "9999-01-01"])
def test_a_day_that_isnt_one_is_said_so(day: str, client: Client, alice: User) -> None:
    case = at_stage(alice, "with_platform")
    client.force_login(alice)
    response = client.post(url(case, "hush/"), {"kind": "until", "until": day})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Hush.objects.exists()
