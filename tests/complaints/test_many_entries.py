"""One entry in each of many ledgers at once: the same chain as one by one, all of them or none."""

import pytest

from accounts.models import User
from complaints import ledger
from complaints.ledger import Entry, LedgerBusy, append_many
from complaints.models import Complaint, Event
from tests.cases import START, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(alice: User, carol: User) -> list[Complaint]:
    return [draft(alice), draft(alice), draft(carol)]


def entry(case: Complaint, words: str = "x") -> Entry:
    return Entry(case, "note", {"said": words}, actor=None, at=START)


def test_each_case_gets_its_entry_and_stays_whole(cases: list[Complaint], alice: User) -> None:
    before = [Complaint.objects.get(pk=case.pk).ledger_seq for case in cases]
    for case in cases:
        case.refresh_from_db()
    written = append_many(Entry(case, "note", {"at": START}, actor=alice, at=START) for case in reversed(cases))
    assert {event.complaint_id: event.seq for event in written} == {
        case.pk: seq + 1 for case, seq in zip(cases, before, strict=True)
    }
    for case in cases:
        assert ledger.verify(case).whole
        assert case.events.get(seq=case.ledger_seq).body.data == {"at": "2026-11-02T02:00:00.000000+00:00"}


def test_it_can_be_followed_by_single_entries_and_by_more_of_itself(cases: list[Complaint]) -> None:
    for case in cases:
        case.refresh_from_db()
    append_many(map(entry, cases))
    ledger.append(cases[0], "note", {}, actor=None, at=START)
    append_many(map(entry, cases))
    assert all(ledger.verify(case).whole for case in cases)


def test_somebody_else_s_entry_since_the_reading_refuses_all(cases: list[Complaint]) -> None:
    for case in cases:
        case.refresh_from_db()
    ledger.append(Complaint.objects.get(pk=cases[1].pk), "note", {}, actor=None, at=START)
    before = Event.objects.count()
    with pytest.raises(LedgerBusy, match="1 of 3"):
        append_many(map(entry, cases))
    assert Event.objects.count() == before
    assert all(ledger.verify(case).whole for case in cases)


def test_two_entries_of_one_case_are_refused(cases: list[Complaint]) -> None:
    with pytest.raises(ValueError, match="one case"):
        append_many([entry(cases[0]), entry(cases[0], "y")])


def test_nothing_to_write_is_no_mistake() -> None:
    assert append_many([]) == []
