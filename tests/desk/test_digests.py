"""Summaries: one a day, in the morning, with what is due; what it names is asked again when it leaves."""

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.models import Role, User
from complaints.models import CaseAccess, Complaint
from complaints.status import Status
from desk import digests
from desk.neglected import neglected
from escalation import reminders
from escalation.models import Deadline, DeadlineState, Origin, Step, Whose
from escalation.sweeping import sweep
from notifications.delivering import Delivered, deliver_waiting
from notifications.models import Delivery, Notification, Pulse
from notifications.registry import spec_of
from notifications.rendering import letter, short
from notifications.status import Channel, State
from tests.desk.conftest import NOW, case_of, let_in
from tests.notifications.post import PAYLOAD

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 10, 10, 1, 0, tzinfo=UTC)  # nine in Shanghai


@pytest.fixture
def entrusted(alice: User, bob: User) -> dict[str, Complaint]:
    """Bob's cases: one overdue, one due today, one due on another day, one that waits for its owner."""
    cases = {
        "overdue": case_of(alice, due_at=MORNING - timedelta(hours=20)),
        "today": case_of(alice, due_at=MORNING + timedelta(hours=9), due_ours=True),
        "later": case_of(alice, due_at=MORNING + timedelta(days=4)),
        "asked": case_of(alice, status=Status.PLATFORM_ASKED, due_at=MORNING + timedelta(days=3)),
    }
    for case in cases.values():
        let_in(bob, case)
    return cases


def summary_of(person: User) -> Notification:
    return Notification.objects.get(recipient=person, kind__in=(digests.HELPERS, digests.ADMINS))


def test_a_helper_gets_one_summary_a_day(bob: User, entrusted: dict[str, Complaint]) -> None:
    assert digests.send(MORNING - timedelta(minutes=1)) == 0, "it isn't nine yet"
    assert digests.send(MORNING) == 1
    assert digests.send(MORNING + timedelta(minutes=10)) == 0
    said = summary_of(bob)
    assert said.payload["title"] == "今日摘要：1 件已逾期、1 件今天到期、1 件等消费者补充"
    named = [item["lines"][0] for item in said.payload["items"]]
    assert named == [entrusted["overdue"].title, entrusted["today"].title, entrusted["asked"].title]
    assert digests.send(MORNING + timedelta(days=1)) == 1


def test_whose_quiet_hours_end_later_hears_later_and_nobody_at_night(
    bob: User, entrusted: dict[str, Complaint]
) -> None:
    User.objects.filter(pk=bob.pk).update(quiet_to=time(11))
    assert digests.send(MORNING + timedelta(minutes=119)) == 0
    assert digests.send(MORNING + timedelta(hours=2)) == 1
    User.objects.filter(pk=bob.pk).update(time_zone="Europe/Paris")
    Notification.objects.all().delete()
    assert digests.send(MORNING + timedelta(hours=2)) == 0, "five in the morning in Paris"
    assert digests.send(MORNING + timedelta(hours=12, minutes=30)) == 1
    Notification.objects.all().delete()
    assert digests.send(MORNING + timedelta(hours=18, minutes=30)) == 0, "quiet again since nine in the evening"


def test_without_anything_due_nothing_is_said(bob: User, alice: User) -> None:
    let_in(bob, case_of(alice, due_at=MORNING + timedelta(days=3)))
    assert digests.send(MORNING) == 0
    assert Pulse.objects.get(name="digests").at == MORNING


def test_many_cases_are_counted_and_the_most_urgent_named(bob: User, alice: User) -> None:
    for hours in range(30):
        let_in(bob, case_of(alice, due_at=MORNING - timedelta(hours=hours + 1)))
    digests.send(MORNING)
    said = summary_of(bob)
    assert len(said.payload["items"]) == 10
    assert said.payload["more"] == 20
    words = letter(said, spec_of(digests.HELPERS))
    assert "队列里还有 20 件" in words.text
    assert "队列里还有 20 件" in words.html


def test_a_chat_gets_the_counts_alone(bob: User, entrusted: dict[str, Complaint]) -> None:
    digests.send(MORNING)
    words = short(summary_of(bob), spec_of(digests.HELPERS))
    assert "1 件已逾期" in words.title
    assert "手账本" not in words.title + words.text
    assert "/desk/" in words.text


def test_what_was_taken_back_meanwhile_isn_t_named(bob: User, entrusted: dict[str, Complaint]) -> None:
    digests.send(MORNING)
    said = summary_of(bob)
    CaseAccess.objects.filter(complaint=entrusted["overdue"]).update(revoked_at=MORNING)
    Complaint.objects.filter(pk=entrusted["today"].pk).update(
        status=Status.WITHDRAWN, closed_at=MORNING, due_at=None, due_ours=False
    )
    due = digests.still_entrusted([item["ref"] for item in said.payload["items"]])
    words = letter(said, spec_of(digests.HELPERS), due)
    assert entrusted["asked"].title in words.text
    assert entrusted["overdue"].title not in words.text
    assert entrusted["today"].title not in words.text


def test_single_reminders_of_a_helper_stay_in_the_inbox(bob: User, alice: User) -> None:
    planned_for_both(alice, bob)
    sweep(MORNING + timedelta(minutes=1))
    told = Notification.objects.filter(kind="deadline")
    assert set(told.values_list("recipient", flat=True)) == {alice.pk, bob.pk}
    assert set(Delivery.objects.values_list("notification__recipient", flat=True)) == {alice.pk}


def test_who_wants_no_summary_gets_each_reminder(bob: User, alice: User) -> None:
    User.objects.filter(pk=bob.pk).update(daily_digest=False)
    planned_for_both(alice, bob)
    sweep(MORNING + timedelta(minutes=1))
    assert digests.send(MORNING + timedelta(minutes=1)) == 0
    assert set(Delivery.objects.values_list("notification__recipient", flat=True)) == {alice.pk, bob.pk}


def planned_for_both(owner: User, helper: User) -> None:
    """A limit that ends tomorrow; the reminder of the day before is due at nine."""
    case = case_of(owner)
    let_in(helper, case)
    reminders.plan(overlooked(case, MORNING + timedelta(days=1, hours=9)), MORNING - timedelta(hours=1))


def overlooked(case: Complaint, end: datetime, **fields: object) -> Deadline:
    """A limit of the consumer's, running until `end`."""
    track = case.tracks.get()
    assert case.owner is not None
    step = Step.objects.create(
        complaint=case, track=track, action="open", source=Status.DRAFT, target=case.status, actor=case.owner,
        happened_at=MORNING - timedelta(days=9), recorded_at=MORNING - timedelta(days=9), key=f"open-{case.pk}",
    )  # fmt: skip
    values = {
        "name": "material",
        "rule_id": "x",
        "origin": Origin.USER,
        "whose": Whose.CONSUMER,
        "state": DeadlineState.OPEN,
    }
    return Deadline.objects.create(
        complaint=case,
        track=track,
        step=step,
        trigger_at=step.happened_at,
        safe_at=end,
        latest_at=end,
        **(values | fields),
    )


def test_an_admin_hears_what_passed_unattended_and_what_was_refused(ada: User, alice: User) -> None:
    ended, seen_to = case_of(alice), case_of(alice)
    overlooked(ended, MORNING - timedelta(hours=8), state=DeadlineState.LAPSED)
    overlooked(case_of(alice), MORNING - timedelta(hours=8), state=DeadlineState.LAPSED, whose=Whose.SELLER)
    late = overlooked(seen_to, MORNING - timedelta(hours=8), state=DeadlineState.LAPSED)
    Step.objects.create(
        complaint=seen_to, track=late.track, action="record_contact", source=seen_to.status, target=seen_to.status, actor=alice,
        happened_at=MORNING - timedelta(hours=1), recorded_at=MORNING - timedelta(hours=1), key="afterwards",
    )  # fmt: skip
    said = Notification.objects.create(
        recipient=alice, key="x", kind="note", ref="x", payload=PAYLOAD, created_at=MORNING - timedelta(hours=5)
    )
    Delivery.objects.create(
        notification=said, endpoint="email:x", channel=Channel.EMAIL, state=State.FAILED, last_error="550 no such user",
        failed_at=MORNING - timedelta(hours=4),
    )  # fmt: skip
    assert digests.send(MORNING) == 1
    told = summary_of(ada)
    assert told.payload["title"] == "上次摘要以来：1 个期限过了无人处理、1 条消息没能送达"
    text = "\n".join(told.payload["lines"])
    assert ended.number in text
    assert seen_to.number not in text
    assert "550 no such user" in text
    assert ended.title not in text, "an admin doesn't see the case"
    assert digests.send(MORNING + timedelta(days=1)) == 0, "nothing new"
    overlooked(case_of(alice), MORNING + timedelta(hours=3), state=DeadlineState.LAPSED, name="send_back")
    assert digests.send(MORNING + timedelta(days=3)) == 1, "nothing falls between two summaries"


def test_neglected_are_the_newest_first(alice: User) -> None:
    first, second = case_of(alice), case_of(alice)
    overlooked(first, NOW - timedelta(days=2), state=DeadlineState.LAPSED)
    overlooked(second, NOW - timedelta(days=1), state=DeadlineState.LAPSED)
    assert [row.number for row in neglected(NOW - timedelta(days=7), NOW)] == [second.number, first.number]
    assert neglected(NOW - timedelta(hours=1), NOW) == []


def test_who_is_no_admin_any_more_gets_no_summary(ada: User, alice: User) -> None:
    overlooked(case_of(alice), MORNING - timedelta(hours=8), state=DeadlineState.LAPSED)
    digests.send(MORNING)
    User.objects.filter(pk=ada.pk).update(role=Role.CONSUMER)
    assert deliver_waiting(now=MORNING) == Delivered(dropped=1)
