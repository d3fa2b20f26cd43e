"""Double clicks, two tabs, and many people at once: one step, and everybody learns which."""

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from complaints.orders import edit_order, facts_of
from complaints.status import Scope, Status, TrackKind
from escalation import consent
from escalation.models import Step, Submission
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Stale, perform
from notifications.models import Notification
from tests.cases import DAY, LATER, START, at_stage, do
from tests.escalation.conftest import is_whole, snapshot, written

A = Action
ANSWERS = (A.RECORD_AGREEMENT, A.RECORD_REFUSAL) * 4


@pytest.mark.django_db
def test_the_same_key_again_is_the_first_step_again(alice: User) -> None:
    case = at_stage(alice, "contacted")
    first = perform(case, A.RECORD_REFUSAL, alice, now=LATER, key="form-1", version=case.version)
    before = (written(case), snapshot(case), Notification.objects.count())
    again = perform(case, A.RECORD_REFUSAL, alice, now=LATER + DAY, key="form-1", version=case.version - 1)
    assert again == first
    assert (written(case), snapshot(case), Notification.objects.count()) == before


@pytest.mark.django_db
def test_a_doubled_filing_is_frozen_once(alice: User) -> None:
    case = at_stage(alice, "preparing")
    for _click in range(2):
        perform(case, A.ESCALATE_TO_REGULATOR, alice, now=LATER, key="f", track=TrackKind.COMPLAINT, text="投诉")
    assert Submission.objects.filter(track__kind="complaint").count() == 1


@pytest.mark.django_db
def test_a_key_belongs_to_its_case(alice: User) -> None:
    one, other = at_stage(alice, "contacted"), at_stage(alice, "contacted")
    perform(one, A.RECORD_REFUSAL, alice, now=LATER, key="same")
    perform(other, A.RECORD_REFUSAL, alice, now=LATER, key="same")
    other.refresh_from_db()
    assert other.status == Status.READY_FOR_PLATFORM


@pytest.mark.django_db
def test_an_older_page_is_told_what_happened_since(alice: User) -> None:
    case = at_stage(alice, "contacted")
    shown = case.version
    done = [perform(case, A.RECORD_REFUSAL, alice, now=LATER), perform(case, A.CORRECT, alice, now=LATER)]
    before = written(case)
    with pytest.raises(Stale) as stale:
        perform(case, A.RECORD_AGREEMENT, alice, now=LATER, version=shown, keep_by=LATER)
    assert stale.value.since == done
    assert written(case) == before


@pytest.mark.django_db
def test_every_step_raises_the_version_by_one(alice: User) -> None:
    case = at_stage(alice, "draft")
    for step in (A.OPEN, A.WITHDRAW, A.REOPEN):
        shown = case.version
        perform(case, step, alice, now=LATER, version=shown)
        case.refresh_from_db()
        assert case.version == shown + 1


def answer_at_once(case: Complaint, who: User) -> list[str]:
    """Eight threads record their answer from the same page; how it went for each."""
    together, version = threading.Barrier(len(ANSWERS)), case.version

    def answer(action: Action) -> str:
        together.wait()
        try:
            perform(case, action, who, now=LATER, version=version, keep_by=LATER + DAY)
            return "done"
        except (Stale, NotAllowed) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ANSWERS)) as pool:
        return list(pool.map(answer, ANSWERS))


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_eight_answers_at_once_one_counts(alice: User) -> None:
    case = at_stage(alice, "contacted")
    steps = Step.objects.count()
    said = answer_at_once(case, alice)
    assert sorted(said) == ["Stale"] * 7 + ["done"]
    assert Step.objects.count() == steps + 1
    assert is_whole(case)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_eight_clicks_at_once_all_get_the_same_step(alice: User) -> None:
    case = at_stage(alice, "contacted")
    together = threading.Barrier(8)

    def click(_turn: int) -> int:
        together.wait()
        try:
            return perform(case, A.RECORD_REFUSAL, alice, now=LATER, key="one form").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(click, range(8)))) == 1
    assert is_whole(case)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_entries_written_beside_a_step_keep_the_ledger_whole(alice: User) -> None:
    case = at_stage(alice, "contacted")
    together, seq = threading.Barrier(8), case.ledger_seq

    def note(turn: int) -> None:
        together.wait()
        try:
            if turn:
                ledger.append(Complaint.objects.get(pk=case.pk), "note", {"n": turn}, actor=alice, at=LATER)
            else:
                perform(case, A.RECORD_REFUSAL, alice, now=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note, range(8)))
    assert is_whole(case)
    assert case.ledger_seq == seq + 8


@pytest.mark.only("postgresql")
@pytest.mark.django_db
def test_every_door_takes_the_case_before_what_hangs_on_it(alice: User, bob: User) -> None:
    """Else two doors could each hold what the other waits for."""
    case = at_stage(alice, "contacted")
    order = case.orders.get()
    access = consent.grant(case, alice, bob.email, Scope.ACT, now=LATER)
    facts = replace(facts_of(order), received_at=START - 2 * DAY)
    for door in (
        lambda: edit_order(order, facts, actor=alice, now=LATER),
        lambda: consent.revoke(access, alice, now=LATER),
        lambda: consent.grant(case, alice, bob.email, Scope.READ, now=LATER),
        lambda: perform(case, A.RECORD_REFUSAL, alice, now=LATER),
    ):
        with CaptureQueriesContext(connection) as asked:
            door()
        sql = [query["sql"] for query in asked.captured_queries]
        first = next(words for words in sql if words.startswith(("UPDATE", "INSERT")) or "FOR NO KEY" in words)
        assert 'FROM "complaints_complaint"' in first
        assert first.endswith("FOR NO KEY UPDATE") or 'FOR NO KEY UPDATE OF "complaints_complaint"' in first


ON_A_FILE = """
import sys, django
django.setup()
from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from tests.escalation.test_twice import answer_at_once
case = Complaint.objects.get()
said = answer_at_once(case, User.objects.get())
print(sorted(said).count("Stale"), sorted(said).count("done"), case.steps.count(), ledger.verify(case).whole)
"""


@pytest.mark.only("sqlite")
@pytest.mark.django_db
def test_of_eight_answers_at_once_one_counts_in_a_file_of_sqlite(alice: User, tmp_path: Path) -> None:
    case = at_stage(alice, "contacted")
    with sqlite3.connect(tmp_path / "db.sqlite3") as copy:
        copy.executescript("\n".join(connection.connection.iterdump()))
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    env = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FILE], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["7", "1", str(case.steps.count() + 1), "True"], done.stderr


def test_the_page_that_comes_back_can_be_sent_again_as_it_stands(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    where = f"/c/{case.public_code}/do/record_refusal/"
    shown = as_alice.get(where).context["form"]
    typed = {name: shown[name].value() for name in ("version", "key")} | {"track": "", "said": "不退。"}
    typed["happened_at"] = f"{LATER:%Y-%m-%dT%H:%M}"
    do(case, A.RECORD_CONTACT, alice, said="再等等")
    again = as_alice.post(where, typed)
    assert again.status_code == 409
    values = {field.name: field.value() for field in again.context["form"]}
    assert values["said"] == "不退。"
    as_alice.post(where, typed | {name: values[name] for name in ("version", "key")})
    assert case.steps.filter(action=A.RECORD_REFUSAL).count() == 1
