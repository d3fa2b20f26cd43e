"""A recount around the moment at which a deadline passes: corrected, kept, or left to the sweep."""

from datetime import date

import pytest
from django.utils import translation

from accounts.models import User
from complaints import timeline
from escalation.models import Deadline, DeadlineState
from escalation.recompute import recompute
from escalation.sweeping import sweep
from escalation.transitions import Action
from notifications.models import Notification
from tests.cases import DAY, HOUR, LATER, at_stage, do
from tests.escalation.conftest import is_whole, running
from tests.escalation.recounting import FIFTH, FOURTH, KIND, SIXTH, end_of, filed, holidays, rows, rule, rules

pytestmark = pytest.mark.django_db

OPEN, LAPSED, SUPERSEDED = DeadlineState.OPEN, DeadlineState.LAPSED, DeadlineState.SUPERSEDED


def told(who: User) -> int:
    return Notification.objects.filter(recipient=who, kind=KIND).count()


def test_a_lapse_that_was_written_too_early_is_corrected(alice: User) -> None:
    case, late = filed(alice), end_of(2027, 1, 5) + HOUR
    assert sweep(late).lapsed
    recompute(holidays(FOURTH, FIFTH, SIXTH), late + HOUR)
    old, new = rows(case)
    assert (old.state, new.state, new.latest_at) == (SUPERSEDED, OPEN, end_of(2027, 1, 8))
    assert [row["reopened"] for row in case.events.get(kind=KIND).body.data["deadlines"]] == [True]
    case.refresh_from_db()
    assert (case.due_at, case.due_ours) == (end_of(2027, 1, 8), False)
    assert told(alice) == 1
    assert is_whole(case)


def test_a_lapse_that_stays_one_gets_its_date_and_tells_nobody(alice: User) -> None:
    case, late = filed(alice), end_of(2027, 1, 20)
    sweep(late)
    recompute(holidays(FOURTH), late + HOUR)
    old, new = rows(case)
    assert (old.state, new.state, new.latest_at) == (SUPERSEDED, LAPSED, end_of(2027, 1, 6))
    assert told(alice) == 0
    before = Notification.objects.count()
    sweep(late + DAY)
    assert Notification.objects.count() == before, "that it is over was said before"


def test_a_date_that_moved_into_the_past_is_left_to_the_sweep(alice: User) -> None:
    case, now = filed(alice), end_of(2027, 1, 4) + HOUR
    recompute(holidays(worked=(date(2027, 1, 2),)), now)
    assert running(case)["acceptance"].latest_at == end_of(2027, 1, 4)
    assert sweep(now).lapsed
    assert rows(case)[-1].state == LAPSED
    assert is_whole(case)


def test_an_older_lapse_beside_a_newer_clock_stays_as_it_is(alice: User) -> None:
    """Two of a name can't run side by side, and the newer one is what counts."""
    case = at_stage(alice, "ready_for_platform")
    sweep(LATER + 12 * DAY)
    do(case, Action.ESCALATE_TO_PLATFORM, alice, at=LATER + 12 * DAY, text="x")
    old = rows(case, "apply_platform")[0]
    Deadline.objects.filter(pk=old.pk).update(state=LAPSED, closed_by=None)
    newer = Deadline.objects.get(pk=old.pk)
    newer.pk, newer.state = None, OPEN
    newer.save()
    recompute(rules(rule("XHS_APPLY_PLATFORM_7D", amount=90)), LATER + 13 * DAY)
    states = [row.state for row in rows(case, "apply_platform")]
    assert states == [LAPSED, SUPERSEDED, OPEN]


def test_the_timeline_takes_the_lapse_back(alice: User) -> None:
    case, late = filed(alice), end_of(2027, 1, 5) + HOUR
    sweep(late)
    recompute(holidays(FOURTH), late + HOUR)
    with translation.override("en"):
        detail = timeline.line_of(case.events.get(kind=KIND)).detail
    assert detail == (
        "Because the holidays of 2027 were announced. It had been noted as passed; it hasn't passed after all."
    )
