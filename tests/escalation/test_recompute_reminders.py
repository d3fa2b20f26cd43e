"""Reminders after a recount: planned by the new date, and nothing that was announced is announced again."""

from datetime import date, datetime, timedelta

import pytest

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation.models import Reminder, ReminderState
from escalation.recompute import recompute
from escalation.recompute_words import still_concerns
from escalation.sweeping import still_due, sweep
from escalation.transitions import Action
from notifications.models import Notification
from rulebook.snapshot import Snapshot
from tests.cases import DAY, HOUR, at_stage, do
from tests.escalation.conftest import LetIn, running
from tests.escalation.recounting import CHINA, FOURTH, KIND, NOW, end_of, filed, holidays, rows, rule, rules

pytestmark = pytest.mark.django_db

REFUSED = datetime(2026, 11, 2, 12, 0, tzinfo=CHINA)  # seven days to ask the platform: until 9 November


def refused(owner: User) -> Complaint:
    """A case in which our side has until 9 November to ask the platform."""
    case = at_stage(owner, "contacted")
    do(case, Action.RECORD_REFUSAL, owner, at=REFUSED, said="不退")
    return case


def longer(days: int, edition: int = 1) -> Snapshot:
    return rules(rule("XHS_APPLY_PLATFORM_7D", amount=days), edition=edition)


def reminders(case: Complaint, name: str, state: str) -> dict[str, date]:
    found = Reminder.objects.filter(deadline__complaint=case, deadline__name=name, state=state).order_by("pk")
    return {kind: due_at.astimezone(CHINA).date() for kind, due_at in found.values_list("kind", "due_at")}


def announced(who: User) -> int:
    return Notification.objects.filter(recipient=who, kind="deadline").count()


def test_unsent_ones_are_planned_by_the_new_date(alice: User) -> None:
    case = refused(alice)
    recompute(longer(10), REFUSED + HOUR)
    assert reminders(case, "apply_platform", ReminderState.CANCELLED).keys() == {"d3", "d1", "d0", "lapsed"}
    assert reminders(case, "apply_platform", ReminderState.PLANNED) == {
        "d3": date(2026, 11, 9), "d1": date(2026, 11, 11), "d0": date(2026, 11, 12), "lapsed": date(2026, 11, 13),
    }  # fmt: skip


def test_what_was_said_of_the_same_day_is_not_said_again(alice: User) -> None:
    """The day of a consumer's limit that rolls stays, only its end by law moves."""
    case = at_stage(alice, "draft", received_at=end_of(2026, 12, 26), shipped_at=None)
    do(case, Action.OPEN, alice, at=end_of(2026, 12, 26) + HOUR)
    before = running(case)["return_window"]
    assert (before.safe_at, before.latest_at) == (end_of(2027, 1, 2), end_of(2027, 1, 4))
    assert sweep(end_of(2026, 12, 30)).reminded == 1
    recompute(holidays(FOURTH), end_of(2026, 12, 30) + HOUR)
    new = running(case)["return_window"]
    assert (new.safe_at, new.latest_at, new.supersedes) == (before.safe_at, end_of(2027, 1, 5), before)
    assert reminders(case, "return_window", ReminderState.PLANNED).keys() == {"d1", "d0", "lapsed"}
    assert not Notification.objects.filter(kind=KIND).exists(), "people see the same day as before"
    assert sweep(end_of(2026, 12, 30) + 2 * HOUR).reminded == 0
    assert sweep(end_of(2027, 1, 1) + HOUR).reminded == 1


def test_a_new_day_is_reminded_of_even_though_the_old_one_was(alice: User) -> None:
    case = refused(alice)
    assert sweep(datetime(2026, 11, 6, 9, 1, tzinfo=CHINA)).reminded >= 1
    said = announced(alice)
    recompute(longer(10), datetime(2026, 11, 6, 12, 0, tzinfo=CHINA))
    assert reminders(case, "apply_platform", ReminderState.PLANNED)["d3"] == date(2026, 11, 9)
    sweep(datetime(2026, 11, 9, 9, 1, tzinfo=CHINA))
    assert announced(alice) == said + 1


def test_mail_on_its_way_is_still_sent_when_the_day_is_the_same(alice: User) -> None:
    case = at_stage(alice, "draft", received_at=end_of(2026, 12, 26), shipped_at=None)
    do(case, Action.OPEN, alice, at=end_of(2026, 12, 26) + HOUR)
    sweep(end_of(2026, 12, 30))
    ref = Notification.objects.get(kind="deadline").ref
    recompute(holidays(FOURTH), end_of(2026, 12, 30) + HOUR)
    assert still_due([ref])
    do(case, Action.WITHDRAW, alice, at=end_of(2026, 12, 31))
    assert not still_due([ref])


def test_mail_on_its_way_is_dropped_when_the_day_is_another_one(alice: User) -> None:
    refused(alice)
    sweep(datetime(2026, 11, 6, 9, 1, tzinfo=CHINA))
    refs = [said.ref for said in Notification.objects.filter(kind="deadline")]
    assert any(still_due([ref]) for ref in refs)
    recompute(longer(10), datetime(2026, 11, 6, 9, 2, tzinfo=CHINA))
    assert not any(still_due([ref]) for ref in refs)


def test_a_helper_who_acts_is_planned_for_too(alice: User, bob: User, let_in: LetIn) -> None:
    case = refused(alice)
    let_in(case, bob, Scope.ACT)
    recompute(longer(10), REFUSED + HOUR)
    new = running(case)["apply_platform"]
    assert new.reminders.filter(recipient=bob, state=ReminderState.PLANNED).count() == 4


def test_the_news_is_dropped_once_it_no_longer_matters(alice: User, bob: User, let_in: LetIn) -> None:
    case = filed(alice)
    access = let_in(case, bob, Scope.ACT)
    recompute(holidays(FOURTH), NOW)
    hers, his = (Notification.objects.get(kind=KIND, recipient=who).ref for who in (alice, bob))
    assert still_concerns(hers)
    assert still_concerns(his)
    access.revoked_at = NOW + HOUR
    access.save()
    assert not still_concerns(his)
    do(case, Action.RECORD_ACCEPTANCE, alice, at=NOW + DAY, track="complaint")
    assert not still_concerns(hers)


def test_a_lapse_announced_too_early_is_announced_again_when_it_is_true(alice: User) -> None:
    case = filed(alice)
    sweep(end_of(2027, 1, 6) - timedelta(hours=10))
    first = announced(alice)
    assert first
    recompute(holidays(FOURTH, date(2027, 1, 5)), end_of(2027, 1, 6) - timedelta(hours=9))
    assert rows(case)[-1].state == "open"
    sweep(end_of(2027, 1, 8))
    assert announced(alice) == first + 1
