"""Killed anywhere and started again, overtaken by steps, run twice at once: each case is counted once and stays whole."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from complaints.status import TrackKind
from escalation import recompute as door
from escalation.models import Deadline, DeadlineState
from escalation.recompute import recompute
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Stale, perform
from notifications.models import Notification
from rulebook.snapshot import Snapshot
from tests.escalation.conftest import is_whole, running
from tests.escalation.recounting import FOURTH, KIND, NOW, end_of, filed, holidays, rows

NEW = end_of(2027, 1, 6)


def counted_once(case: Complaint) -> None:
    assert running(case)["acceptance"].latest_at == NEW
    assert len(rows(case)) == 2
    assert case.events.filter(kind=KIND).count() == 1
    assert Notification.objects.filter(key__startswith=f"recount:1:{case.pk}:").count() == 1
    assert is_whole(case)


@pytest.mark.django_db
def test_killed_after_each_case_it_goes_on_where_it_was(alice: User) -> None:
    cases, new_law = [filed(alice) for _turn in range(4)], holidays(FOURTH)
    left = [recompute(new_law, NOW, limit=1).left for _run in range(4)]
    assert left == [3, 2, 1, 0]
    for case in cases:
        counted_once(case)


@pytest.mark.django_db
def test_killed_within_a_batch_nothing_of_it_stays(alice: User) -> None:
    case, new_law = filed(alice), holidays(FOURTH)
    before = (ledger.verify(case), Deadline.objects.count(), Notification.objects.count())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        recompute(new_law, NOW)
        _ = 1 / 0
    assert (ledger.verify(case), Deadline.objects.count(), Notification.objects.count()) == before
    recompute(new_law, NOW)
    counted_once(case)


@pytest.mark.django_db
def test_a_batch_that_fails_keeps_those_before_it(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = filed(alice), filed(alice)
    monkeypatch.setattr(door, "BATCH", 1)
    Complaint.objects.filter(pk=second.pk).update(ledger_seq=1)  # so that its next place is taken
    with pytest.raises(Exception, match=r"(?i)unique"):
        recompute(holidays(FOURTH), NOW)
    counted_once(first)
    assert len(rows(second)) == 1
    Complaint.objects.filter(pk=second.pk).update(ledger_seq=second.events.count())
    recompute(holidays(FOURTH), NOW)
    counted_once(second)


@pytest.mark.django_db
def test_by_hand_it_says_what_it_did(alice: User, capsys: pytest.CaptureFixture[str]) -> None:
    filed(alice)
    call_command("recompute_deadlines")
    assert capsys.readouterr().out == "0 deadlines checked, 0 moved, in 0 cases\n"


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_count_each_case_once(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    cases, new_law, together = [filed(alice) for _turn in range(6)], holidays(FOURTH), threading.Barrier(4)
    monkeypatch.setattr(door, "BATCH", 2)

    def run(_turn: int) -> int:
        together.wait()
        try:
            return recompute(new_law, NOW).cases
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == len(cases)
    for case in cases:
        counted_once(case)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_beside_steps_on_the_same_cases_one_legal_result_is_left(alice: User) -> None:
    cases, new_law = [filed(alice) for _turn in range(4)], holidays(FOURTH)
    together = threading.Barrier(len(cases) + 2)

    def run(_turn: int) -> None:
        together.wait()
        try:
            recompute(new_law, NOW)
        finally:
            connection.close()

    def accept(case: Complaint) -> None:
        together.wait()
        try:
            perform(case, Action.RECORD_ACCEPTANCE, alice, now=NOW, track=TrackKind.COMPLAINT)
        except (Stale, NotAllowed):
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(len(cases) + 2) as pool:
        jobs = [pool.submit(run, turn) for turn in range(2)] + [pool.submit(accept, case) for case in cases]
        for job in jobs:
            job.result()
    recompute(new_law, NOW)
    for case in cases:
        legal(case, new_law)


def legal(case: Complaint, new_law: Snapshot) -> None:
    """Accepted: nothing waits for acceptance, the mediation runs, and every running row is of the new edition."""
    clocks = running(case)
    assert set(clocks) == {"limit", "mediation"}
    assert {row.edition for row in clocks.values()} == {new_law.edition}
    ended = [row.state for row in rows(case)]
    assert ended in ([DeadlineState.MET], [DeadlineState.SUPERSEDED, DeadlineState.MET])
    assert is_whole(case)
