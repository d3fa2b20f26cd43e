"""The ledger: append-only in the running database, and every tampering past the triggers is found."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint, Event, EventBody
from tests.cases import START, at_stage
from tests.escalation.conftest import is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(alice: User) -> Complaint:
    return at_stage(alice, "kept")


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Somebody who owns the database takes the triggers away first; the test's rollback brings them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE complaints_event DISABLE TRIGGER complaints_event_append_only")
        else:
            cursor.execute("DROP TRIGGER complaints_event_no_update")
            cursor.execute("DROP TRIGGER complaints_event_no_delete")
    yield


@pytest.mark.parametrize("column", ["kind", "hash", "prev", "body_commit"])
def test_an_entry_is_not_changed(case: Complaint, column: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(complaint=case, seq=2).update(**{column: "x"})
    assert is_whole(case)


def test_an_entry_is_not_deleted(case: Complaint) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EventBody.objects.filter(event__complaint=case).delete()
        Event.objects.filter(complaint=case, seq=case.ledger_seq).delete()
    assert is_whole(case)


def test_two_entries_never_share_a_place(case: Complaint) -> None:
    first = case.events.get(seq=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(complaint=case, seq=1, kind="x", at=START, body_commit=first.body_commit, hash="x")


def test_a_changed_body_is_found(case: Complaint) -> None:
    body = EventBody.objects.get(event__complaint=case, event__seq=3)
    body.data["action"] = "record_kept"
    EventBody.objects.filter(pk=body.pk).update(data=body.data)
    found = ledger.verify(case)
    assert (found.fault_at, found.fault) == (3, "body altered")


def test_an_operator_is_told_which_case_was_tampered_with(case: Complaint, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledgers")
    assert "every chain whole" in capsys.readouterr().out
    EventBody.objects.filter(event__complaint=case, event__seq=3).update(data={})
    with pytest.raises(CommandError):
        call_command("verify_ledgers")
    assert f"{case.number}: entry 3 is body altered" in capsys.readouterr().out


def test_an_erased_body_is_no_fault(case: Complaint) -> None:
    EventBody.objects.filter(event__complaint=case, event__seq__in=(1, 3)).delete()
    assert is_whole(case)


def test_the_body_of_another_entry_does_not_pass(case: Complaint) -> None:
    two, three = (EventBody.objects.get(event__complaint=case, event__seq=seq) for seq in (2, 3))
    EventBody.objects.filter(pk=three.pk).update(salt=two.salt, data=two.data)
    assert ledger.verify(case).fault_at == 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "read"}, "altered"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "altered"),
        ({"actor": None}, "altered"),
        ({"hash": "0" * 64}, "altered"),
        ({"prev": "0" * 64}, "reordered"),
        ({"seq": 99}, "missing"),
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_is_found(case: Complaint, change: dict[str, object], fault: str) -> None:
    Event.objects.filter(complaint=case, seq=3).update(**change)
    found = ledger.verify(case)
    assert not found.whole
    assert found.fault_at == (4 if fault == "missing" else 3)
    assert found.fault == fault


@pytest.mark.usefixtures("unguarded")
def test_a_missing_entry_is_found(case: Complaint) -> None:
    EventBody.objects.filter(event__complaint=case, event__seq=2).delete()
    Event.objects.filter(complaint=case, seq=2).delete()
    assert ledger.verify(case).fault == "missing"


@pytest.mark.usefixtures("unguarded")
def test_a_tail_cut_off_is_found(case: Complaint) -> None:
    last = case.ledger_seq
    EventBody.objects.filter(event__complaint=case, event__seq=last).delete()
    Event.objects.filter(complaint=case, seq=last).delete()
    assert ledger.verify(case).fault == "cut off"


@pytest.mark.usefixtures("unguarded")
def test_an_entry_of_another_case_does_not_pass(case: Complaint, carol: User) -> None:
    other = at_stage(carol, "kept")
    head = other.events.get(seq=1)
    EventBody.objects.filter(event__complaint=case, event__seq=1).delete()
    Event.objects.filter(complaint=case, seq=1).update(
        kind=head.kind, at=head.at, actor=head.actor, hash=head.hash, body_commit=head.body_commit
    )
    assert not ledger.verify(case).whole
    assert is_whole(other)


def test_the_same_content_gives_the_same_bytes() -> None:
    moment = datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    one = {"b": Decimal("1"), "a": moment, "c": [None, True, 3, "退"]}
    other = {"c": (None, True, 3, "退"), "a": moment.astimezone(UTC), "b": Decimal("1.00")}
    assert ledger.canonical(one) == ledger.canonical(other)
    assert ledger.plain(ledger.plain(one)) == ledger.plain(one)


def test_equal_bodies_have_different_commitments(case: Complaint) -> None:
    one, two = (ledger.append(case, "note", {"n": 1}, actor=None, at=START) for _turn in range(2))
    assert one.body_commit != two.body_commit


@pytest.mark.parametrize("words", ["😀 退货", "\u2028", "'; DROP TABLE", "\ufeff", "a" * 4000, "𠮷野家"])
def test_any_words_can_be_kept(case: Complaint, words: str) -> None:
    ledger.append(case, "note", {"said": words, words: 1}, actor=None, at=START)
    assert is_whole(case)
