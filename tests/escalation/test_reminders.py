"""Who is told, when, and that it is once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation import consent
from escalation.models import Reminder, ReminderState
from escalation.sweeping import still_due, sweep
from escalation.transitions import Action
from notifications.models import Notification
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, opened
from tests.escalation.conftest import LetIn, is_whole

A = Action
CHINA = ZoneInfo("Asia/Shanghai")
MATERIAL_BY = START + 10 * DAY  # Thursday 12 November, 10:00 in Shanghai


def china(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=CHINA)


def asked(who: User, by: datetime = MATERIAL_BY, **person: object) -> Complaint:
    """A case in which the platform wants something by a moment; `who` lives as `person` says."""
    User.objects.filter(pk=who.pk).update(**person)
    who.refresh_from_db()
    case = at_stage(who, "with_platform")
    do(case, A.RECORD_PLATFORM_REQUEST, who, at=START + 5 * HOUR, material_by=by)
    return case


def planned(case: Complaint, name: str = "material") -> dict[str, datetime]:
    rows = Reminder.objects.filter(deadline__complaint=case, deadline__name=name, state=ReminderState.PLANNED)
    return dict(rows.filter(recipient=case.owner).values_list("kind", "due_at"))


def told(who: User) -> int:
    return Notification.objects.filter(recipient=who, kind="deadline").count()


@pytest.mark.django_db
def test_she_is_reminded_three_days_one_day_and_on_the_morning_before(alice: User) -> None:
    assert planned(asked(alice)) == {
        "d3": china(9, 9), "d1": china(11, 9), "d0": china(12, 9), "lapsed": china(12, 10, 0, 1),
    }  # fmt: skip


@pytest.mark.django_db
def test_nine_o_clock_is_nine_where_she_lives(alice: User) -> None:
    paris = ZoneInfo("Europe/Paris")
    moments = planned(asked(alice, by=START + 10 * DAY + 10 * HOUR, time_zone="Europe/Paris"))
    assert moments["d1"] == datetime(2026, 11, 11, 9, 0, tzinfo=paris)
    assert moments["d0"] == datetime(2026, 11, 12, 9, 0, tzinfo=paris)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quiet_from", "quiet_to", "hour"),
    [
        (time(21), time(8, 30), 9),
        (time(22), time(11), 11),
        (time(13), time(15), 9),
        (time(8), time(9, 30), 9.5),
        (time(22), time(22), 9),
    ],
)
def test_her_quiet_hours_are_kept(quiet_from: time, quiet_to: time, hour: float, alice: User) -> None:
    moments = planned(asked(alice, quiet_from=quiet_from, quiet_to=quiet_to))
    assert moments["d1"] == china(11, 0) + timedelta(hours=hour)


@pytest.mark.django_db
def test_what_passes_at_night_is_said_in_the_morning(alice: User) -> None:
    assert planned(asked(alice, by=china(12, 23)))["lapsed"] == china(13, 8, 30)
    assert planned(asked(alice, by=china(12, 3)))["lapsed"] == china(12, 8, 30)


@pytest.mark.django_db
def test_nothing_is_planned_for_moments_that_are_past(alice: User) -> None:
    assert set(planned(asked(alice, by=START + 2 * DAY))) == {"d1", "d0", "lapsed"}
    assert set(planned(asked(alice, by=START + 6 * HOUR))) == {"lapsed"}


@pytest.mark.django_db
def test_what_others_owe_is_spoken_of_only_when_it_is_over(alice: User) -> None:
    assert set(planned(at_stage(alice, "with_platform"), "ruling")) == {"lapsed"}


@pytest.mark.django_db
def test_a_reminder_becomes_one_notification_however_often_we_look(alice: User) -> None:
    case = asked(alice)
    assert sweep(china(9, 8, 59)).reminded == 0
    assert sweep(china(9, 9)).reminded == 1
    assert [sweep(china(9, 9)).reminded, sweep(china(9, 10)).reminded] == [0, 0]
    said = Notification.objects.get(kind="deadline")
    assert said.recipient == alice
    assert said.payload["title"] == case.title
    assert "11月12日" in said.payload["items"][0]["lines"][0]
    assert said.payload["url"] == case.get_absolute_url()


@pytest.mark.django_db
def test_a_reminder_is_in_the_language_of_whom_it_reminds(alice: User) -> None:
    asked(alice, language="en")
    sweep(china(9, 9))
    said = Notification.objects.get(kind="deadline")
    assert said.payload["button"] == "See what to do"
    assert "12 Nov" in said.payload["items"][0]["lines"][0]


@pytest.mark.django_db
def test_after_the_last_moment_she_hears_it_is_over_and_no_more(alice: User) -> None:
    asked(alice)
    assert sweep(MATERIAL_BY + DAY).reminded == 2  # what she had to send, and that the platform is late too
    assert not Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=MATERIAL_BY + DAY).exists()
    assert sweep(MATERIAL_BY + 2 * DAY).reminded == 0


@pytest.mark.django_db
def test_what_she_has_done_is_not_reminded(alice: User) -> None:
    case = asked(alice)
    do(case, A.ANSWER_PLATFORM, alice, at=china(8, 12), text="材料")
    assert sweep(china(11, 9, 30)).reminded == 0
    rows = Reminder.objects.filter(deadline__name="material", kind__in=("d3", "d1"))
    assert set(rows.values_list("state", flat=True)) == {ReminderState.CANCELLED}


@pytest.mark.django_db
def test_a_reminder_on_its_way_is_dropped_once_she_has_done_it(alice: User) -> None:
    case = asked(alice)
    sweep(china(9, 9))
    ref = Notification.objects.get(kind="deadline").ref
    assert still_due([ref])
    do(case, A.ANSWER_PLATFORM, alice, at=china(9, 10), text="材料")
    assert not still_due([ref])
    assert not still_due(["reminder:0"])


@pytest.mark.django_db
def test_a_closed_case_reminds_nobody(alice: User) -> None:
    case = asked(alice)
    do(case, A.WITHDRAW, alice)
    assert sweep(START + 400 * DAY) == sweep(START + 400 * DAY)
    assert told(alice) == 0


@pytest.mark.django_db
def test_a_helper_who_acts_is_reminded_too(alice: User, bob: User, let_in: LetIn) -> None:
    case = at_stage(alice, "with_platform")
    let_in(case, bob, Scope.ACT)
    do(case, A.RECORD_PLATFORM_REQUEST, bob, at=LATER, material_by=MATERIAL_BY)
    assert sweep(china(9, 9)).reminded == 2
    assert told(alice) == told(bob) == 1


@pytest.mark.django_db
def test_a_helper_let_in_later_is_reminded_of_what_runs_already(alice: User, bob: User, let_in: LetIn) -> None:
    let_in(asked(alice), bob, Scope.ACT, now=LATER)
    sweep(china(9, 9))
    assert told(bob) == 1


@pytest.mark.django_db
def test_who_was_sent_away_hears_no_more(alice: User, bob: User, let_in: LetIn) -> None:
    case = asked(alice)
    access = let_in(case, bob, Scope.ACT, now=LATER)
    sweep(china(9, 9))
    ref = Notification.objects.get(kind="deadline", recipient=bob).ref
    consent.revoke(access, alice, now=china(10, 12))
    sweep(china(11, 9))
    assert (told(bob), told(alice)) == (1, 2)
    assert not still_due([ref])


@pytest.mark.django_db
@pytest.mark.parametrize("scope", [Scope.READ, Scope.PREPARE])
def test_who_may_not_act_is_not_reminded(scope: Scope, alice: User, bob: User, let_in: LetIn) -> None:
    case = opened(alice)
    let_in(case, bob, scope)
    do(case, A.CONTACT_SELLER, alice, text="x")
    assert not Reminder.objects.filter(recipient=bob).exists()


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_say_it_once(alice: User) -> None:
    cases = [asked(alice) for _turn in range(6)]
    together, late = threading.Barrier(4), MATERIAL_BY + DAY

    def look(_turn: int) -> tuple[int, int]:
        together.wait()
        try:
            swept = sweep(late)
            return swept.lapsed, swept.reminded
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        swept = list(pool.map(look, range(4)))
    lapsed, reminded = (sum(column) for column in zip(*swept, strict=True))
    said = [item["ref"] for one in Notification.objects.filter(kind="deadline") for item in one.payload["items"]]
    assert reminded == lapsed == len(said) == len(set(said))
    assert Notification.objects.values("key").distinct().count() == Notification.objects.count()
    for case in cases:
        assert is_whole(case)


@pytest.mark.django_db
def test_one_broken_row_keeps_nobody_else_from_being_told(alice: User, carol: User) -> None:
    broken, _sound = asked(alice), asked(carol)
    Complaint.objects.filter(pk=broken.pk).update(title=" ")  # which no notification can carry
    before = len(planned(broken))
    sweep(china(12, 9, 30))
    assert told(alice) == 0
    assert told(carol) > 0
    assert len(planned(broken)) == before  # still there for the next sweep
