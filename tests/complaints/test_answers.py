"""Answers to the law's questions: kept beside each other, taken back with None, told in the ledger of an open case."""

import pytest

from accounts.models import User
from complaints import answers
from complaints.filing import CaseOver
from complaints.ledger import verify
from tests.cases import at_stage, draft, opened


def test_new_answers_stand_beside_the_old_ones(alice: User) -> None:
    case = draft(alice)
    answers.record(case, {"goods.category": "cosmetics"}, actor=alice)
    answers.record(case, {"returning.opened": "no"}, actor=alice)
    case.refresh_from_db()
    assert case.answers == {"goods.category": "cosmetics", "returning.opened": "no"}


def test_none_and_nothing_take_an_answer_back(alice: User) -> None:
    case = draft(alice)
    answers.record(case, {"claim.knew": True, "goods.category": "food"}, actor=alice)
    answers.record(case, {"claim.knew": None, "goods.category": ""}, actor=alice)
    case.refresh_from_db()
    assert case.answers == {}


def test_a_draft_needs_no_entry_an_open_case_keeps_before_and_after(alice: User) -> None:
    case = draft(alice)
    answers.record(case, {"goods.category": "food"}, actor=alice)
    assert not case.events.filter(kind="answered").exists()
    case = opened(alice)
    answers.record(case, {"goods.category": "food"}, actor=alice)
    answers.record(case, {"goods.category": "food"}, actor=alice)
    (event,) = case.events.filter(kind="answered")
    assert event.body.data == {"before": {"goods.category": None}, "after": {"goods.category": "food"}}
    assert verify(case).whole


def test_an_ended_case_takes_none(alice: User) -> None:
    case = at_stage(alice, "closed")
    with pytest.raises(CaseOver):
        answers.record(case, {"goods.category": "food"}, actor=alice)
    case.refresh_from_db()
    assert case.answers == {}


@pytest.mark.parametrize("key", ["", "Opened", "a.b.c", "a-b", "x" * 41, "a\nb"])
def test_what_is_no_key_is_refused(alice: User, key: str) -> None:
    with pytest.raises(ValueError, match="Not keys"):
        answers.record(draft(alice), {key: "yes"}, actor=alice)
