"""After a publication running deadlines are counted again: the old date, the new one, why, and everybody told once."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import User
from complaints import timeline
from complaints.models import Complaint
from complaints.status import Scope, Status, TrackKind
from escalation.due import due_columns, renew_due
from escalation.models import Deadline, DeadlineState, Origin
from escalation.recompute import Recomputed, recompute
from escalation.recompute_rows import cases_before, standing_of
from escalation.transitions import Action
from notifications.models import Notification
from rulebook.snapshot import Snapshot
from tests.cases import DAY, HOUR, LATER, START, STOPS, at_stage, do
from tests.escalation.conftest import LetIn, is_whole, running
from tests.escalation.recounting import (
    FIFTH,
    FILED,
    FOURTH,
    KIND,
    NOW,
    end_of,
    filed,
    holidays,
    rows,
    rule,
    rules,
)  # fmt: skip

pytestmark = pytest.mark.django_db

OPEN, LAPSED, SUPERSEDED = DeadlineState.OPEN, DeadlineState.LAPSED, DeadlineState.SUPERSEDED


def told(who: User) -> list[Notification]:
    return list(Notification.objects.filter(recipient=who, kind=KIND).order_by("pk"))


def entries(case: Complaint) -> list[dict[str, object]]:
    """What the ledger says of recounted deadlines, in order."""
    return [row for event in case.events.filter(kind=KIND) for row in event.body.data["deadlines"]]


def test_a_date_that_moves_is_replaced_and_the_old_one_kept(alice: User) -> None:
    case, new_law = filed(alice), holidays(FOURTH)
    done = recompute(new_law, NOW)
    old, new = rows(case)
    assert (old.state, old.closed_by, old.latest_at, old.edition) == (SUPERSEDED, None, end_of(2027, 1, 5), 0)
    assert (new.state, new.latest_at, new.provisional, new.edition) == (OPEN, end_of(2027, 1, 6), False, 1)
    assert (new.supersedes, new.step, new.track, new.trigger_at) == (old, old.step, old.track, FILED)
    assert (new.rule_version, new.calendar_version) == (new_law.law.version, new_law.law.calendar.version)
    assert "1月6日" in new.why["zh"]
    assert (done.moved, done.cases, done.left) == (1, 1, 0)


def test_a_date_that_stays_is_only_marked(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    [limit] = rows(case, "limit")
    assert (limit.state, limit.edition) == (OPEN, 1)


def test_the_ledger_says_the_old_date_the_new_one_and_why(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    [row] = entries(case)
    assert (row["name"], row["track"], row["rule"]) == ("acceptance", "complaint", "SAMR121_ACCEPT_7WD")
    assert (row["old"], row["new"]) == ("2027-01-05T15:59:59.000000+00:00", "2027-01-06T15:59:59.000000+00:00")
    assert (row["subject"], row["key"], row["reopened"]) == ("calendar", "2027", False)
    assert is_whole(case)


def test_the_timeline_tells_it_in_one_line(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    with translation.override("en"):
        line = timeline.line_of(case.events.get(kind=KIND))
    assert "Tue 5 Jan 2027 → Wed 6 Jan 2027" in line.text
    assert line.detail == "Because the holidays of 2027 were announced."


def test_one_notification_a_case_says_it_to_everybody_concerned(alice: User, bob: User, let_in: LetIn) -> None:
    User.objects.update(language="en")
    case = filed(alice)
    let_in(case, bob, Scope.ACT)
    recompute(holidays(FOURTH), NOW)
    for person in (alice, bob):
        [said] = told(person)
        assert said.key == f"recount:1:{case.pk}:{person.pk}"
        assert said.payload["lines"] == [
            "12315 decides whether to accept: Tue 5 Jan 2027 → Wed 6 Jan 2027",
            "Because the holidays of 2027 were announced.",
        ]
        assert said.payload["due"] == "2027-01-06T23:59:59+08:00"
        assert said.payload["url"] == case.get_absolute_url()


@pytest.mark.parametrize("scope", [Scope.READ, Scope.PREPARE])
def test_who_may_not_act_is_not_told(scope: Scope, alice: User, bob: User, let_in: LetIn) -> None:
    let_in(filed(alice), bob, scope)
    recompute(holidays(FOURTH), NOW)
    assert told(bob) == []


def test_a_second_run_finds_nothing(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    before = (case.events.count(), Deadline.objects.count(), Notification.objects.count())
    with CaptureQueriesContext(connection) as asked:
        assert recompute(holidays(FOURTH), NOW) == Recomputed()
    assert len(asked) == 1
    assert (case.events.count(), Deadline.objects.count(), Notification.objects.count()) == before


def test_a_date_that_is_only_certain_now_is_noted_without_telling_anybody(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(), NOW)
    old, new = rows(case)
    assert (old.provisional, new.provisional, old.latest_at) == (True, False, new.latest_at)
    assert told(alice) == []
    with translation.override("en"):
        assert "still Tue 5 Jan 2027, now certain" in timeline.line_of(case.events.get(kind=KIND)).text
    assert is_whole(case)


def test_an_edition_that_changes_neither_rules_nor_days_touches_no_row(alice: User) -> None:
    case = filed(alice)
    done = recompute(Snapshot(3, rules().law), NOW)
    assert (done.checked, done.cases) == (2, 0)
    assert {row.edition for row in running(case).values()} == {3}


def test_what_she_typed_and_what_was_promised_never_changes(alice: User) -> None:
    typed = at_stage(alice, "ready_for_platform")
    do(typed, Action.ESCALATE_TO_PLATFORM, alice, text="x", ruling_by=LATER + 5 * DAY)
    promised = at_stage(alice, "agreed")
    recompute(rules(rule("XHS_RULING_7WD", amount=20)), LATER)
    for case, name, origin in ((typed, "ruling", Origin.USER), (promised, "promise", Origin.PROMISE)):
        [row] = rows(case, name)
        assert (row.origin, row.edition, row.state) == (origin, 1, OPEN)


def test_a_changed_rule_moves_what_it_rules(alice: User) -> None:
    User.objects.update(language="en")
    case = at_stage(alice, "with_platform")
    recompute(rules(rule("XHS_RULING_7WD", amount=8)), LATER)
    old, new = rows(case, "ruling")
    assert old.latest_at and new.latest_at
    assert new.latest_at - old.latest_at == DAY
    [row] = entries(case)
    assert (row["subject"], row["key"]) == ("rule", "XHS_RULING_7WD")
    assert "was changed" in told(alice)[0].payload["lines"][1]


def test_a_family_goes_by_the_version_in_force_at_the_trigger(alice: User) -> None:
    case = filed(alice)
    until = rule("SAMR121_ACCEPT_7WD", effective_to=date(2026, 12, 1))
    since = rule(
        "SAMR121_ACCEPT_7WD", id="SAMR999_ACCEPT", amount=5, effective_from=date(2026, 12, 2), effective_to=None
    )
    recompute(rules(until, since), NOW)
    assert running(case)["acceptance"].rule_id == "SAMR999_ACCEPT"
    assert running(case)["acceptance"].latest_at == end_of(2026, 12, 31)


def test_a_rule_that_is_gone_leaves_the_date_that_people_know(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    done = recompute(rules(without="XHS_RULING_7WD"), LATER)
    [row] = rows(case, "ruling")
    assert (row.state, row.edition, done.cases) == (OPEN, 1, 0)


def test_the_list_shows_the_new_date(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    case.refresh_from_db()
    assert (case.due_at, case.due_ours) == (end_of(2027, 1, 6), False)


@pytest.mark.parametrize("stage", STOPS)
def test_many_cases_get_the_columns_that_one_case_gets(stage: str, alice: User, ada: User) -> None:
    case = at_stage(alice, stage, admin=ada)
    now = LATER + 3 * DAY
    wanted = due_columns(case, Status(case.status), now)
    if not case.is_over:
        Complaint.objects.filter(pk=case.pk).update(due_at=START, due_ours=not case.due_ours)
        case.refresh_from_db()
    renew_due([case], standing_of([case.pk]), case.tracks.in_bulk(), now)
    case.refresh_from_db()
    assert {"due_at": case.due_at, "due_ours": case.due_ours} == wanted or case.is_over


def test_cases_that_are_over_wait_until_they_are_reopened(alice: User) -> None:
    case = filed(alice)
    do(case, Action.WITHDRAW, alice, at=NOW)
    assert recompute(holidays(FOURTH), NOW).checked == 0
    do(case, Action.REOPEN, alice, at=NOW + HOUR)
    recompute(holidays(FOURTH), NOW + 2 * HOUR)
    assert running(case)["acceptance"].latest_at == end_of(2027, 1, 6)
    assert is_whole(case)


def test_a_row_that_came_back_to_life_can_be_counted_again(alice: User) -> None:
    """A step replaced it, the step was taken back: its heir is void, but there is one."""
    case = filed(alice)
    old = running(case)["acceptance"]
    heir = Deadline.objects.get(pk=old.pk)
    heir.pk, heir.supersedes, heir.state, heir.closed_by = None, old, DeadlineState.VOID, old.step
    heir.save()
    recompute(holidays(FOURTH), NOW)
    new = running(case)["acceptance"]
    assert (new.latest_at, new.supersedes) == (end_of(2027, 1, 6), None)


def test_no_more_cases_than_asked_for(alice: User) -> None:
    for _turn in range(3):
        filed(alice)
    new_law = holidays(FOURTH)
    done = [recompute(new_law, NOW, limit=2), recompute(new_law, NOW, limit=2)]
    assert [(run.cases, run.left) for run in done] == [(2, 1), (1, 0)]
    assert cases_before(1) == []


def test_every_publication_tells_once(alice: User) -> None:
    case = filed(alice)
    recompute(holidays(FOURTH), NOW)
    recompute(holidays(FOURTH, FIFTH, edition=2), NOW + HOUR)
    assert [said.key.split(":")[1] for said in told(alice)] == ["1", "2"]
    first, second, third = rows(case)
    assert (first.state, second.state, third.supersedes) == (SUPERSEDED, SUPERSEDED, second)
    assert is_whole(case)


def test_taking_back_the_step_takes_its_recounted_clock_along(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    recompute(rules(rule("XHS_APPLY_PLATFORM_7D", amount=9)), LATER)
    assert len(rows(case, "apply_platform")) == 2
    do(case, Action.CORRECT, alice, at=LATER + HOUR)
    assert set(running(case)) == {"limit", "seller_answer"}
    assert is_whole(case)


def test_a_clock_that_was_met_is_left_alone(alice: User) -> None:
    case = filed(alice)
    do(case, Action.RECORD_ACCEPTANCE, alice, at=NOW, track=TrackKind.COMPLAINT, happened_at=NOW - timedelta(hours=1))
    recompute(holidays(FOURTH), NOW)
    [met] = rows(case)
    assert (met.state, met.edition) == (DeadlineState.MET, 0)
