"""The admins' board: who, in which order, what they see, and both decisions through the workflow."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints.models import CaseRead, Claim, Complaint
from complaints.status import ClaimKind, Status, TrackKind, TrackState
from desk.board import board
from escalation.models import Review, Step, Verdict
from tests.desk.conftest import NOW, case_of, submitted


@pytest.fixture
def case(alice: User) -> Complaint:
    made = case_of(alice, status=Status.READY_FOR_REGULATOR, title="羽绒服充绒量虚标", asked="1497.00", found_at=NOW)
    Claim.objects.create(complaint=made, kind=ClaimKind.RETURN_REFUND, amount="499.00")
    return made


def address(case: Complaint, more: str = "") -> str:
    return f"/review/{case.public_code}/complaint/{more}"


def form_of(case: Complaint, decision: str, **fields: str) -> dict[str, str]:
    return {"decision": decision, "version": str(case.version), "key": "a-key", **fields}


@pytest.mark.parametrize("name", ["alice", "bob", "mallory"])
def test_only_admins_have_a_board(
    name: str, client: Client, request: pytest.FixtureRequest, case: Complaint, bob: User
) -> None:
    submitted(case, bob)
    client.force_login(request.getfixturevalue(name))
    assert client.get("/review/").status_code == 404
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case, "decide/"), form_of(case, "approve_filing")).status_code == 404


def test_hard_dates_come_first_then_the_oldest(alice: User, bob: User) -> None:
    old = submitted(case_of(alice), bob, asked_at=NOW - timedelta(days=9))
    new = submitted(case_of(alice), bob)
    dated = submitted(case_of(alice, due_at=NOW + timedelta(hours=1)), bob)
    found = board(NOW)
    assert found.open == [dated, old, new]
    assert (found.waiting, found.today) == (3, 1)


def test_decisions_of_thirty_days_are_shown(alice: User, bob: User, ada: User) -> None:
    signed: dict[str, Any] = {"verdict": Verdict.RETURNED, "by": ada, "reason": "请补日期。"}
    recent = submitted(case_of(alice), bob, at=NOW - timedelta(days=29), **signed)
    submitted(case_of(alice), bob, at=NOW - timedelta(days=31), **signed)
    found = board(NOW)
    assert found.open == []
    assert [item.review for item in found.decided] == [recent]


def test_an_empty_board_says_what_will_stand_here(as_ada: Client) -> None:
    assert 'class="empty"' in as_ada.get("/review/").text


def test_it_shows_the_letter_the_claims_and_the_open_facts(as_ada: Client, case: Complaint, bob: User) -> None:
    submitted(case, bob)
    page = as_ada.get(address(case))
    assert "投诉请求：退还货款 499.00 元。" in page.text
    assert "¥499.00" in page.text
    wanting = {line.key: line.colour for line in page.context["checked"].open}
    assert {"respondent": "amber", "identity": "amber", "facts": "amber"}.items() <= wanting.items()
    assert "in_time" not in wanting
    assert "许**" in page.text
    assert bob.name not in page.text


def test_reading_a_case_is_noted_for_its_owner(as_ada: Client, case: Complaint, ada: User, bob: User) -> None:
    submitted(case, bob)
    as_ada.get(address(case))
    assert CaseRead.objects.filter(complaint=case, reader=ada).count() == 1


def test_what_was_not_submitted_stays_closed_to_admins(as_ada: Client, case: Complaint) -> None:
    assert as_ada.get(address(case)).status_code == 404


@pytest.mark.parametrize("kind", ["seller", "report", "nonsense"])
def test_only_ways_under_review_have_a_page(kind: str, as_ada: Client, case: Complaint, bob: User) -> None:
    submitted(case, bob)
    assert as_ada.get(f"/review/{case.public_code}/{kind}/").status_code == 404


def test_approving_moves_the_filing_once(as_ada: Client, case: Complaint, ada: User, bob: User) -> None:
    review = submitted(case, bob)
    for _ in range(2):
        done = as_ada.post(address(case, "decide/"), form_of(case, "approve_filing"))
        assert done["Location"] == "/review/"
    review.refresh_from_db()
    assert (review.verdict, review.by) == (Verdict.APPROVED, ada)
    assert review.track.state == TrackState.APPROVED
    assert Step.objects.filter(action="approve_filing").count() == 1


def test_returning_keeps_the_reason(as_ada: Client, case: Complaint, bob: User) -> None:
    review = submitted(case, bob)
    sent = form_of(case, "return_filing", reason="请补上成分表照片。")
    for _ in range(2):
        assert as_ada.post(address(case, "decide/"), sent)["Location"] == "/review/"
    review.refresh_from_db()
    assert (review.verdict, review.reason) == (Verdict.RETURNED, "请补上成分表照片。")
    assert review.track.state == TrackState.PREPARING


def test_returning_needs_a_reason(as_ada: Client, case: Complaint, bob: User) -> None:
    submitted(case, bob)
    page = as_ada.post(address(case, "decide/"), form_of(case, "return_filing", reason=" "))
    assert page.status_code == 422
    assert "reason" in page.context["back"].errors
    assert Review.objects.get().verdict == ""


def test_a_reason_too_long_is_refused_and_kept(as_ada: Client, case: Complaint, bob: User) -> None:
    submitted(case, bob)
    page = as_ada.post(address(case, "decide/"), form_of(case, "return_filing", reason="改" * 401))
    assert page.status_code == 422
    assert "改" * 401 in page.text


def test_a_case_that_moved_meanwhile_is_looked_at_again(as_ada: Client, case: Complaint, bob: User) -> None:
    submitted(case, bob)
    older = form_of(case, "return_filing", reason="请补上成分表照片。")
    Complaint.objects.filter(pk=case.pk).update(version=case.version + 1)
    page = as_ada.post(address(case, "decide/"), older)
    assert page.status_code == 422
    assert "请补上成分表照片。" in page.text
    assert f'name="version" value="{case.version + 1}"' in page.text
    assert Review.objects.get().verdict == ""


def test_nobody_reviews_a_filing_of_their_own(as_ada: Client, ada: User) -> None:
    own = case_of(ada, status=Status.READY_FOR_REGULATOR)
    submitted(own, ada)
    page = as_ada.post(address(own, "decide/"), form_of(own, "approve_filing"))
    assert page.status_code == 422
    assert page.context["errors"]
    assert Review.objects.get().verdict == ""


def test_the_board_costs_the_same_with_sixty_filings(
    as_ada: Client, ada: User, alice: User, bob: User, django_assert_max_num_queries: Any
) -> None:
    for size in (3, 57):
        for n in range(size):
            decided = {"verdict": Verdict.APPROVED, "by": ada, "at": timezone.now()} if n % 2 else {}
            submitted(case_of(alice), bob, TrackKind.REPORT, **decided)
        with django_assert_max_num_queries(6):
            as_ada.get("/review/")
