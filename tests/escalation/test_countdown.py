"""The countdown that the app shows: typed in it replaces the usual value, and can be taken back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from accounts.models import User
from complaints.models import Complaint
from complaints.orders import edit_order, facts_of
from complaints.status import Kind, Scope
from escalation import countdown
from escalation.models import Deadline, DeadlineState, Origin, Reminder
from escalation.sweeping import sweep
from escalation.transitions import Action
from notifications.models import Notification
from tests.cases import DAY, HOUR, LATER, START, at_stage, do
from tests.escalation.conftest import LetIn, is_whole, running, snapshot

pytestmark = pytest.mark.django_db

A = Action
TYPED = LATER + 5 * DAY


def answer_of(case: Complaint) -> Deadline:
    return running(case)["seller_answer"]


def test_it_stands_in_place_of_the_usual_value(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    new = countdown.enter(old, alice, TYPED, now=LATER)
    old.refresh_from_db()
    assert (old.state, old.closed_by) == (DeadlineState.SUPERSEDED, None)
    assert (new.state, new.origin, new.safe_at, new.latest_at) == (DeadlineState.OPEN, Origin.USER, TYPED, TYPED)
    assert (new.supersedes, new.trigger_at, new.rule_id, new.step) == (old, old.trigger_at, old.rule_id, old.step)
    assert answer_of(case) == new


def test_lists_and_reminders_follow(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    new = countdown.enter(old, alice, TYPED, now=LATER)
    case.refresh_from_db()
    assert (case.due_at, case.due_ours) == (TYPED, False)
    assert [reminder.due_at >= TYPED for reminder in Reminder.objects.filter(deadline=new)] == [True]
    sweep(TYPED - HOUR)  # the usual value would be over long ago
    assert not Notification.objects.filter(recipient=alice, kind="deadline").exists()


def test_the_ledger_says_from_when_to_when(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    countdown.enter(old, alice, TYPED, now=LATER)
    entry = case.events.order_by("seq").last()
    assert entry is not None
    assert (entry.kind, entry.actor, entry.body.data["name"]) == ("countdown_entered", alice, "seller_answer")
    with translation.override("en"):
        line = countdown.line(entry)
    assert "The seller answers" in line.text
    assert line.detail == "Wed 4 Nov 11:00 → Sat 7 Nov 22:00"
    assert is_whole(case)


def test_typing_the_same_again_changes_nothing(alice: User) -> None:
    case = at_stage(alice, "contacted")
    new = countdown.enter(answer_of(case), alice, TYPED, now=LATER)
    before = (case.events.count(), Deadline.objects.count())
    assert countdown.enter(new, alice, TYPED, now=LATER) == new
    assert (case.events.count(), Deadline.objects.count()) == before


def test_it_can_be_typed_again(alice: User) -> None:
    case = at_stage(alice, "contacted")
    for day in (1, 2, 3):
        countdown.enter(answer_of(case), alice, LATER + day * DAY, now=LATER)
    assert answer_of(case).latest_at == LATER + 3 * DAY


def test_back_to_the_usual_value_is_where_it_was(alice: User) -> None:
    case = at_stage(alice, "contacted")
    first = answer_of(case)
    usual = countdown.restore(countdown.enter(first, alice, TYPED, now=LATER), alice, now=LATER)
    assert (usual.origin, usual.latest_at, usual.why) == (Origin.PLATFORM, first.latest_at, first.why)
    case.refresh_from_db()
    assert case.due_at == first.latest_at
    assert countdown.restore(usual, alice, now=LATER) == usual


def test_it_can_also_be_typed_once_the_usual_value_is_over(alice: User) -> None:
    case = at_stage(alice, "contacted")
    late = START + 4 * DAY
    sweep(late)
    case.refresh_from_db()
    assert case.due_ours
    lapsed = Deadline.objects.get(complaint=case, name="seller_answer", state=DeadlineState.LAPSED)
    countdown.enter(lapsed, alice, late + DAY, now=late)
    case.refresh_from_db()
    assert (case.due_at, case.due_ours) == (late + DAY, False)


@pytest.mark.parametrize(("stage", "name"), [("filed", "acceptance"), ("agreed", "promise"), ("filed", "limit")])
def test_what_the_law_or_a_promise_says_is_not_the_apps(stage: str, name: str, alice: User) -> None:
    with pytest.raises(countdown.NotPossible):
        countdown.enter(running(at_stage(alice, stage))[name], alice, TYPED, now=LATER)


def test_a_settled_date_takes_no_countdown(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    do(case, A.RECORD_REFUSAL, alice, said="不退")
    old.refresh_from_db()
    with pytest.raises(countdown.NotPossible):
        countdown.enter(old, alice, TYPED, now=LATER)


def test_two_tabs_replace_it_once(alice: User) -> None:
    case = at_stage(alice, "contacted")
    seen_twice = answer_of(case)
    countdown.enter(answer_of(case), alice, TYPED, now=LATER)
    with pytest.raises(countdown.NotPossible):
        countdown.enter(seen_twice, alice, TYPED + DAY, now=LATER)
    assert answer_of(case).latest_at == TYPED
    assert is_whole(case)


def test_a_moment_that_is_over_is_refused(alice: User) -> None:
    with pytest.raises(countdown.NotPossible):
        countdown.enter(answer_of(at_stage(alice, "contacted")), alice, LATER, now=LATER)


@pytest.mark.parametrize(("scope", "may"), [(Scope.READ, False), (Scope.PREPARE, False), (Scope.ACT, True)])
def test_only_those_who_act_may_type_it(scope: Scope, may: bool, alice: User, bob: User, let_in: LetIn) -> None:
    case = at_stage(alice, "contacted")
    let_in(case, bob, scope)
    if may:
        assert countdown.enter(answer_of(case), bob, TYPED, now=LATER).latest_at == TYPED
        return
    with pytest.raises(countdown.NotPossible):
        countdown.enter(answer_of(case), bob, TYPED, now=LATER)


def test_a_stranger_may_not(alice: User, mallory: User) -> None:
    with pytest.raises(countdown.NotPossible):
        countdown.enter(answer_of(at_stage(alice, "contacted")), mallory, TYPED, now=LATER)


def test_taking_back_the_step_takes_the_countdown_along(alice: User) -> None:
    case = at_stage(alice, "contacted")
    before = snapshot(case)
    do(case, A.RECORD_REFUSAL, alice, said="不退")
    countdown.enter(running(case)["apply_platform"], alice, TYPED, now=LATER)
    do(case, A.CORRECT, alice)
    assert snapshot(case) == before
    assert "apply_platform" not in running(case)


def test_taking_back_a_later_step_brings_the_countdown_back(alice: User) -> None:
    case = at_stage(alice, "contacted")
    typed = countdown.enter(answer_of(case), alice, TYPED, now=LATER)
    do(case, A.RECORD_REFUSAL, alice, said="不退")
    do(case, A.CORRECT, alice)
    assert answer_of(case) == typed


def test_closing_and_reopening_keeps_it(alice: User) -> None:
    case = at_stage(alice, "contacted")
    typed = countdown.enter(answer_of(case), alice, TYPED, now=LATER)
    do(case, A.WITHDRAW, alice)
    do(case, A.REOPEN, alice)
    assert answer_of(case) == typed


def post(deadline: Deadline, user: User, **data: Any) -> Any:
    client = Client()
    client.force_login(user)
    address = reverse("escalation:countdown", args=(deadline.complaint.public_code, deadline.pk))
    return client.post(address, data)


def test_the_form_takes_days_and_hours(alice: User) -> None:
    case = at_stage(alice, "contacted")
    now = timezone.now()
    answer = post(answer_of(case), alice, days="2", hours="3")
    assert (answer.status_code, answer.headers["Location"]) == (302, case.get_absolute_url())
    ends_at = answer_of(case).latest_at
    assert ends_at is not None
    # The app leaves minutes out: the seller has until the end of the hour that has begun.
    assert timedelta(0) <= ends_at - (now + timedelta(days=2, hours=4)) < timedelta(minutes=1)


def test_our_own_countdown_is_not_stretched(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    now = timezone.now()
    post(running(case)["apply_platform"], alice, hours="5")
    ends_at = running(case)["apply_platform"].latest_at
    assert ends_at is not None
    assert timedelta(0) <= ends_at - (now + timedelta(hours=5)) < timedelta(minutes=1)


def test_the_form_takes_the_moment_itself(alice: User) -> None:
    case = at_stage(alice, "contacted")
    moment = timezone.localtime() + timedelta(days=3)
    post(answer_of(case), alice, ends_at=f"{moment:%Y-%m-%dT%H:%M}")
    assert answer_of(case).latest_at == moment.replace(second=0, microsecond=0)


def moment(days: float) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    "data",
    [{}, {"days": "-1"}, {"hours": "24"}, {"days": "x"}, {"days": "0", "hours": "0", "ends_at": "x"},
     {"days": "9" * 30}, {"ends_at": "0001-01-01T00:00"}, {"ends_at": "9999-12-31T23:59"}],
)  # fmt: skip
def test_nonsense_is_answered_with_a_sentence(data: dict[str, str], alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    answer = post(old, alice, **data)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert answer_of(case) == old


@pytest.mark.parametrize("data", [{"ends_at": -1}, {"ends_at": 400}, {"ends_at": 2, "days": "1"}])
def test_moments_that_cannot_be_are_refused(data: dict[str, Any], alice: User) -> None:
    data["ends_at"] = moment(data["ends_at"])
    assert post(answer_of(at_stage(alice, "contacted")), alice, **data).status_code == 422


def test_the_button_takes_it_back(alice: User) -> None:
    case = at_stage(alice, "contacted")
    typed = countdown.enter(answer_of(case), alice, datetime.now(tz=START.tzinfo) + DAY)
    assert post(typed, alice, usual="1").status_code == 302
    assert answer_of(case).origin == Origin.PLATFORM


def test_a_date_that_was_settled_meanwhile_says_so(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = answer_of(case)
    do(case, A.RECORD_REFUSAL, alice, said="不退")
    answer = post(old, alice, days="1")
    assert answer.status_code == 409
    assert answer.context["problem"]


def test_a_reader_gets_no_further(alice: User, bob: User, mallory: User, let_in: LetIn, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    case = at_stage(alice, "contacted")
    let_in(case, bob, Scope.PREPARE)
    assert post(answer_of(case), bob, days="1").status_code == 403
    assert post(answer_of(case), mallory, days="1").status_code == 404


def test_a_corrected_order_leaves_what_was_typed(alice: User) -> None:
    case = at_stage(alice, "negotiating", kind=Kind.SHIPPING, shipped_at=None, received_at=None)
    countdown.enter(running(case)["dispatch"], alice, TYPED, now=START)
    order = case.orders.get()
    edit_order(order, replace(facts_of(order), paid_at=order.placed_at + HOUR), actor=alice, now=LATER)
    assert (running(case)["dispatch"].origin, running(case)["dispatch"].latest_at) == (Origin.USER, TYPED)
