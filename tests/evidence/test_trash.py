"""Removed files: found again for thirty days, then erased down to name, hash and history, unless something holds them."""

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from complaints import ledger, timeline
from complaints.models import Complaint
from complaints.status import Scope
from escalation.transitions import Action
from evidence import curation, holding, trash
from evidence.models import Blob, Derivative, Evidence
from evidence.previews import make_previews
from evidence.redaction import covering
from evidence.redaction.boxes import WHOLE, Box
from evidence.redaction.burning import burn, waiting
from evidence.status import BlobState
from evidence.tasks import missing_previews
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.cases import at_stage, do
from tests.escalation.conftest import LetIn
from tests.evidence.conftest import screen
from tests.evidence.places import path_of

DAY = timedelta(days=1)


@pytest.fixture
def removed(piece: Evidence, alice: User) -> Evidence:
    make_previews(piece)
    curation.remove(piece, actor=alice, now=timezone.now() - 31 * DAY + timedelta(hours=1))
    piece.refresh_from_db()
    return piece


def later() -> datetime:
    return timezone.now() + 31 * DAY


def aged(blob: Blob) -> None:
    """As if the bytes had come long ago."""
    os.utime(path_of(blob), (time.time() - 3 * 86400,) * 2)


def emptied(now: datetime | None = None) -> int:
    count = trash.empty(now=now)
    storage.collect()
    return count


def unfound() -> list[str]:
    out = StringIO()
    try:
        call_command("verify_evidence", stdout=out)
    except SystemExit:
        return [json.loads(line)["where"] for line in out.getvalue().splitlines()]
    return []


def test_nothing_goes_before_its_day(removed: Evidence) -> None:
    assert emptied() == 0
    assert curation.restore(removed, actor=removed.added_by)


def test_after_its_days_name_hash_and_history_are_left(removed: Evidence, case: Complaint, vault: Path) -> None:
    aged(removed.blob)
    for derived in Derivative.objects.select_related("blob"):
        aged(derived.blob)
    assert emptied(later()) == 1
    assert emptied(later()) == 0
    assert not [path for path in vault.rglob("*") if path.is_file()]
    removed.refresh_from_db()
    assert (removed.name, removed.blob.state) == ("订单截图.jpg", BlobState.ERASED)
    assert not curation.restore(removed, actor=removed.added_by)
    assert ledger.verify(case).whole
    assert unfound() == []
    assert timeline.line_of(case.events.get(kind="evidence_erased")).text


def test_bytes_that_another_case_has_stay(removed: Evidence, other_case: Complaint, carol: User) -> None:
    other = add_evidence(other_case, screen(called="b.jpg"), kind="order", actor=carol).evidence
    assert other.blob_id == removed.blob_id
    aged(other.blob)
    assert emptied(later()) == 1
    assert storage.read(other.blob).read()
    assert unfound() == []


def test_the_same_file_may_come_again(removed: Evidence, case: Complaint, alice: User) -> None:
    aged(removed.blob)
    trash.empty(now=later())
    again = add_evidence(case, screen(called="c.jpg"), kind="order", actor=alice)
    assert not again.duplicate
    storage.collect()
    assert storage.read(again.evidence.blob).read()
    assert again.evidence.blob.state == BlobState.STORED
    assert unfound() == []


def test_of_bringing_back_and_erasing_one_happens(removed: Evidence) -> None:
    stale = Evidence.objects.select_related("blob", "complaint").get(pk=removed.pk)
    assert curation.restore(removed, actor=removed.added_by)
    assert not trash._erase(stale, later())
    assert Evidence.objects.get(pk=removed.pk).erased_at is None


def test_a_killed_round_is_made_good(removed: Evidence, case: Complaint) -> None:
    """Killed after the row and before the bytes: the next round takes them, and until then nothing is amiss."""
    aged(removed.blob)
    trash.empty(now=later())
    assert path_of(removed.blob).exists()
    assert unfound() == []
    storage.collect()
    assert not path_of(removed.blob).exists()


def test_what_is_called_erased_and_was_not_is_found(piece: Evidence, case: Complaint) -> None:
    Blob.objects.filter(pk=piece.blob_id).update(state=BlobState.ERASED)
    path_of(piece.blob).unlink()
    assert unfound() == ["bytes"]
    now = timezone.now()
    Evidence.objects.filter(pk=piece.pk).update(deleted_at=now, erased_at=now)
    assert unfound() == ["row: erased_at"]


def test_a_hold_keeps_everything_until_it_is_lifted(removed: Evidence, case: Complaint, alice: User) -> None:
    assert holding.set_hold(case, actor=alice, why="可能起诉")
    assert not holding.set_hold(case, actor=alice)
    assert emptied(later()) == 0
    assert holding.lift(case, actor=alice, now=timezone.now() - 400 * DAY)
    assert not holding.lift(case, actor=alice)
    assert emptied(later()) == 1
    assert [event.kind for event in case.events.filter(kind__startswith="hold")] == ["hold_set", "hold_lifted"]


def test_what_a_sent_text_names_and_what_an_office_has_stay(alice: User) -> None:
    case = at_stage(alice, "negotiating")
    named = add_evidence(case, screen(), kind="order", actor=alice).evidence
    do(case, Action.CONTACT_SELLER, alice, text="您好")
    loose = add_evidence(case, screen("005.png"), kind="order", actor=alice).evidence
    for piece in (named, loose):
        curation.remove(piece, actor=alice)
    assert emptied(later()) == 1
    named.refresh_from_db()
    loose.refresh_from_db()
    assert (named.erased_at is None, loose.erased_at is None) == (True, False)
    filed = at_stage(alice, "filed")
    other = add_evidence(filed, screen("006.png"), kind="order", actor=alice).evidence
    curation.remove(other, actor=alice)
    assert emptied(later()) == 0
    assert holding.reasons(filed)
    assert not holding.reasons(case)


def test_the_page_says_until_when_and_who_may_what(
    client: Client, removed: Evidence, case: Complaint, alice: User, bob: User, let_in: LetIn
) -> None:
    url = reverse("evidence:trash", args=(case.public_code,))
    hold = reverse("evidence:hold", args=(case.public_code,))
    let_in(bob, Scope.READ)
    client.force_login(bob)
    assert client.get(url).status_code == 403
    client.force_login(alice)
    assert "前都能找回" in client.get(url).content.decode()
    assert client.post(hold, {"why": "可能起诉"}, follow=True).status_code == 200
    assert "可能起诉" in client.get(url).content.decode()
    client.post(hold, {"lift": "1"})
    assert holding.current(case) is None
    trash.empty(now=later())
    assert "彻底删除" in client.get(url).content.decode()
    assert "彻底删除" in client.get(removed.get_absolute_url()).content.decode()
    assert client.get(removed.file_url).status_code == 404


def test_a_covered_copy_whose_task_was_lost_is_asked_for_again(
    piece: Evidence, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    covering.cover(piece, [Box(1, 0, 0, WHOLE, 100)], actor=alice)
    asked: list[str] = []
    monkeypatch.setattr("evidence.tasks.ask", lambda task, pk: asked.append(f"{task} {pk}"))
    [lost] = waiting()
    missing_previews()
    assert f"evidence.tasks.burn {lost.pk}" in asked
    assert burn(lost)
    assert not waiting().exists()


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_bytes_that_come_again_while_they_are_erased_are_there(
    removed: Evidence, other_case: Complaint, carol: User
) -> None:
    """At the same moment, in either order: whoever has a row has its bytes."""
    path = path_of(removed.blob)
    aged(removed.blob)

    def erase() -> None:
        trash.empty(now=later())
        storage.collect()

    def bring() -> None:
        add_evidence(other_case, screen(called="b.jpg"), kind="order", actor=carol)

    at_once(erase, bring, bring, erase)
    storage.collect()
    assert path.exists()
    assert Blob.objects.get(pk=removed.blob_id).state == BlobState.STORED
    assert other_case.evidence.live().count() == 1


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_many_who_bring_back_and_erase_at_once_one_wins(removed: Evidence, alice: User) -> None:
    def restore() -> None:
        curation.restore(Evidence.objects.select_related("blob", "complaint").get(pk=removed.pk), actor=alice)

    def erase() -> None:
        trash.empty(now=later())

    at_once(restore, erase, restore, erase)
    now = Evidence.objects.get(pk=removed.pk)
    assert (now.deleted_at is None) == (now.erased_at is None)
    assert ledger.verify(now.complaint).whole


def at_once(*jobs: Callable[[], None]) -> None:
    """Each in a thread with a connection of its own; what one raises, this raises."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        gate.wait()
        try:
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result()
