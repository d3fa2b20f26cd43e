"""Whole ways through a dispute, and who may go them."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from complaints.models import Complaint
from complaints.status import ClaimKind, Kind, Outcome, Scope, Status, TrackKind, TrackOutcome, TrackState
from escalation.models import Review, Verdict
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Unmet
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, draft, opened
from tests.escalation.conftest import LetIn, is_whole, written

pytestmark = pytest.mark.django_db
A, COMPLAINT, COUNCIL = Action, TrackKind.COMPLAINT, TrackKind.ASSOCIATION
LARGE = {ClaimKind.REFUND_ONLY: Decimal("5000.01")}


def ends(case: Complaint) -> dict[str, str]:
    return {track.kind: track.outcome for track in case.tracks.all()}


def test_the_good_way_ends_with_the_money_on_record(alice: User) -> None:
    case = at_stage(alice, "settled")
    do(case, A.RECORD_KEPT, alice, at=LATER)
    do(case, A.CLOSE, alice, at=LATER, outcome=Outcome.RESOLVED, received=Decimal("268.00"))
    assert (case.status, case.outcome, case.closed_at) == (Status.CLOSED, Outcome.RESOLVED, LATER)
    assert (case.asked, case.promised, case.received) == (Decimal("268.00"),) * 3
    assert (case.due_at, case.due_ours) == (None, False)
    assert ends(case) == {"seller": "refused", "platform": "rejected", "complaint": "agreement"}
    assert case.steps.count() == case.version == 12
    assert is_whole(case)


def test_the_long_way_goes_through_every_silence(alice: User) -> None:
    case = at_stage(alice, "contacted")
    later = START + 4 * DAY
    do(case, A.RECORD_SILENCE, alice, at=later)
    do(case, A.ESCALATE_TO_PLATFORM, alice, at=later, text="请平台介入")
    do(case, A.RECORD_PLATFORM_REQUEST, alice, at=later + HOUR)
    do(case, A.ANSWER_PLATFORM, alice, at=later + 2 * HOUR, text="补充材料")
    much_later = later + 20 * DAY
    do(case, A.RECORD_PLATFORM_SILENCE, alice, at=much_later)
    assert case.status == Status.READY_FOR_REGULATOR
    do(case, A.PREPARE_FILING, alice, at=much_later, channel=COMPLAINT)
    do(case, A.ESCALATE_TO_REGULATOR, alice, at=much_later, track=COMPLAINT, text="投诉", reference="TS-9")
    do(case, A.RECORD_REGULATOR_SILENCE, alice, at=much_later + 20 * DAY, track=COMPLAINT)
    assert case.status == Status.READY_FOR_REGULATOR
    assert ends(case) == {"seller": "silent", "platform": "silent", "complaint": "silent"}
    assert is_whole(case)


def test_what_one_office_declines_another_takes_up_until_the_court_is_open(alice: User) -> None:
    case = at_stage(alice, "filed")
    do(case, A.RECORD_DECLINED, alice, track=COMPLAINT, ground="不属于本局管辖")
    assert case.status == Status.READY_FOR_REGULATOR
    assert case.tracks.get(kind="complaint").ground == "不属于本局管辖"
    do(case, A.PREPARE_FILING, alice, channel=COUNCIL)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COUNCIL, text="请调解")
    do(case, A.RECORD_ACCEPTANCE, alice, track=COUNCIL)
    assert case.status == Status.WITH_REGULATOR
    do(case, A.RECORD_MEDIATION_END, alice, track=COUNCIL)
    assert case.status == Status.COURT_READY
    do(case, A.CLOSE, alice, outcome=Outcome.UNRESOLVED)
    assert ends(case)["association"] == TrackOutcome.TERMINATED
    assert is_whole(case)


@pytest.mark.parametrize(
    ("stage", "status"),
    [("agreed", Status.READY_FOR_PLATFORM), ("upheld", Status.READY_FOR_REGULATOR), ("settled", Status.COURT_READY)],
)
def test_a_broken_promise_leads_one_stage_further(stage: str, status: Status, alice: User) -> None:
    case = at_stage(alice, stage)
    with pytest.raises(Unmet):
        do(case, A.RECORD_BROKEN, alice, at=LATER)
    do(case, A.RECORD_BROKEN, alice, at=START + 6 * DAY)
    assert case.status == status
    assert is_whole(case)


def test_a_promise_taken_back_need_not_be_waited_for(alice: User) -> None:
    case = at_stage(alice, "agreed")
    do(case, A.RECORD_BROKEN, alice, at=LATER, they_said_no=True)
    assert ends(case) == {"seller": "broken"}


def test_after_a_broken_mediation_the_court_stays_open(alice: User) -> None:
    case = at_stage(alice, "settled")
    do(case, A.RECORD_BROKEN, alice, at=START + 6 * DAY)
    do(case, A.PREPARE_FILING, alice, at=START + 6 * DAY, channel=TrackKind.REPORT)
    do(case, A.DROP_FILING, alice, at=START + 6 * DAY, track=TrackKind.REPORT)
    assert case.status == Status.COURT_READY


def test_what_comes_of_a_report_does_not_undo_a_kept_promise(alice: User) -> None:
    case = at_stage(alice, "mediating")
    do(case, A.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=TrackKind.REPORT, text="举报")
    do(case, A.RECORD_MEDIATION_AGREEMENT, alice, track=COMPLAINT, keep_by=LATER + DAY)
    do(case, A.RECORD_KEPT, alice)
    do(case, A.RECORD_ACCEPTANCE, alice, track=TrackKind.REPORT)
    assert case.status == Status.KEPT


@pytest.mark.parametrize(
    "serious", [{"kind": Kind.COUNTERFEIT}, {"safety": True}, {"claims": LARGE}], ids=["fake", "danger", "much"]
)
def test_a_serious_ground_leads_to_12315_directly(serious: dict[str, Any], alice: User) -> None:
    case = opened(alice, **serious)
    do(case, A.SKIP_TO_REGULATOR, alice)
    assert case.status == Status.READY_FOR_REGULATOR
    assert ends(case) == {"seller": "dropped"}


def test_without_one_the_stages_are_kept(alice: User) -> None:
    with pytest.raises(Unmet, match="12315"):
        do(opened(alice, claims={ClaimKind.REFUND_ONLY: Decimal(5000)}), A.SKIP_TO_REGULATOR, alice)


@pytest.mark.parametrize("lack", [{"story": " "}, {"claims": {}}])
def test_an_unfinished_draft_does_not_open(lack: dict[str, Any], alice: User) -> None:
    case = draft(alice, **lack)
    with pytest.raises(Unmet) as refusal:
        do(case, A.OPEN, alice)
    assert len(refusal.value.reasons) == 1
    assert case.status == Status.DRAFT


@pytest.mark.parametrize(
    ("stage", "action", "track"),
    [
        ("contacted", A.RECORD_SILENCE, None),
        ("with_platform", A.RECORD_PLATFORM_SILENCE, None),
        ("filed", A.RECORD_REGULATOR_SILENCE, COMPLAINT),
    ],
)
def test_silence_is_silence_only_after_the_latest_moment(
    stage: str, action: Action, track: TrackKind | None, alice: User
) -> None:
    case = at_stage(alice, stage)
    owed = case.deadlines.exclude(whose="consumer").get(state="open")
    assert owed.latest_at is not None
    before = written(case)
    with pytest.raises(Unmet):
        do(case, action, alice, at=owed.latest_at - HOUR, track=track)
    assert written(case) == before
    do(case, action, alice, at=owed.latest_at, track=track)


def test_the_silence_of_one_office_is_not_measured_by_anothers_clock(alice: User) -> None:
    case = at_stage(alice, "filed")
    late = START + 30 * DAY
    do(case, A.RECORD_REGULATOR_SILENCE, alice, at=late, track=COMPLAINT)
    do(case, A.PREPARE_FILING, alice, at=late, channel=COUNCIL)
    do(case, A.ESCALATE_TO_REGULATOR, alice, at=late, track=COUNCIL, text="请调解")
    with pytest.raises(Unmet):
        do(case, A.RECORD_REGULATOR_SILENCE, alice, at=late + HOUR, track=COUNCIL)


@pytest.mark.parametrize("channel", [None, "", TrackKind.SELLER, TrackKind.PLATFORM, "post"])
def test_a_filing_goes_to_an_office_that_takes_filings(channel: str | None, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    with pytest.raises(Unmet):
        do(case, A.PREPARE_FILING, alice, channel=channel)


def test_one_way_is_gone_once_at_a_time(alice: User) -> None:
    case = at_stage(alice, "preparing")
    with pytest.raises(Unmet):
        do(case, A.PREPARE_FILING, alice, channel=COMPLAINT)
    do(case, A.PREPARE_FILING, alice, channel=TrackKind.REPORT)


@pytest.mark.parametrize(("first", "second"), [(COMPLAINT, COUNCIL), (COUNCIL, COMPLAINT)])
def test_12315_and_the_association_exclude_each_other(first: TrackKind, second: TrackKind, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    do(case, A.PREPARE_FILING, alice, channel=first)
    do(case, A.PREPARE_FILING, alice, channel=second)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=first, text="x")
    with pytest.raises(Unmet):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=second, text="x")


def test_a_helper_who_acts_can_neither_file_nor_close(alice: User, bob: User, let_in: LetIn) -> None:
    case = at_stage(alice, "preparing")
    let_in(case, bob, Scope.ACT)
    with pytest.raises(NotAllowed):
        do(case, A.ESCALATE_TO_REGULATOR, bob, text="x", track=COMPLAINT)
    with pytest.raises(NotAllowed):
        do(case, A.CLOSE, bob, outcome=Outcome.PARTLY)
    do(case, A.ASK_REVIEW, bob, text="x", track=COMPLAINT)


def test_a_helper_who_acts_takes_the_earlier_stages(alice: User, bob: User, let_in: LetIn) -> None:
    case = opened(alice)
    let_in(case, bob, Scope.ACT)
    do(case, A.CONTACT_SELLER, bob, text="x")
    do(case, A.RECORD_REFUSAL, bob)
    step = do(case, A.ESCALATE_TO_PLATFORM, bob, text="x")
    assert step.actor == bob
    assert is_whole(case)


def test_an_access_that_is_over_counts_for_nothing(alice: User, bob: User, let_in: LetIn) -> None:
    case = opened(alice)
    let_in(case, bob, Scope.ACT, expires_at=START + HOUR)
    with pytest.raises(NotAllowed):
        do(case, A.CONTACT_SELLER, bob, at=START + HOUR, text="x")


def test_what_a_helper_prepared_is_reviewed_first(alice: User, bob: User, ada: User, let_in: LetIn) -> None:
    case = at_stage(alice, "ready_for_regulator")
    let_in(case, bob, Scope.PREPARE)
    do(case, A.PREPARE_FILING, bob, channel=COMPLAINT)
    with pytest.raises(Unmet):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="x")
    do(case, A.ASK_REVIEW, bob, track=COMPLAINT, text="稿")
    do(case, A.APPROVE_FILING, ada, track=COMPLAINT)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="稿")
    assert case.status == Status.WITH_REGULATOR
    assert is_whole(case)


def test_a_text_that_a_helper_laid_before_the_admins_is_a_helpers(
    alice: User, bob: User, ada: User, let_in: LetIn
) -> None:
    case = at_stage(alice, "preparing")
    let_in(case, bob, Scope.PREPARE)
    do(case, A.ASK_REVIEW, bob, track=COMPLAINT, text="稿")
    do(case, A.RETURN_FILING, ada, track=COMPLAINT, reason="缺少日期")
    with pytest.raises(Unmet):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="稿")


def test_large_sums_are_reviewed_first(alice: User, ada: User) -> None:
    case = at_stage(alice, "preparing", claims=LARGE)
    with pytest.raises(Unmet):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="x")
    do(case, A.ASK_REVIEW, alice, track=COMPLAINT, text="x")
    with pytest.raises(Unmet):
        do(case, A.PASS_ON, ada, track=COMPLAINT)
    do(case, A.APPROVE_FILING, ada, track=COMPLAINT)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="x")


def test_five_thousand_exactly_needs_no_review(alice: User) -> None:
    case = at_stage(alice, "preparing", claims={ClaimKind.REFUND_ONLY: Decimal("5000.00")})
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="x")


def test_a_returned_filing_says_why_and_can_be_submitted_again(alice: User, ada: User) -> None:
    case = at_stage(alice, "in_review")
    with pytest.raises(Unmet):
        do(case, A.RETURN_FILING, ada, track=COMPLAINT, reason="")
    do(case, A.RETURN_FILING, ada, track=COMPLAINT, reason="写明收货日期")
    first = Review.objects.get()
    assert (first.verdict, first.by, first.at, first.reason) == (Verdict.RETURNED, ada, LATER, "写明收货日期")
    do(case, A.ASK_REVIEW, alice, track=COMPLAINT, text="改好了")
    do(case, A.APPROVE_FILING, ada, track=COMPLAINT)
    first.refresh_from_db()
    assert first.verdict == Verdict.RETURNED
    assert list(Review.objects.order_by("pk").values_list("verdict", flat=True)) == ["returned", "approved"]


def test_an_admin_does_not_decide_on_what_they_prepared(alice: User, bob: User, ada: User, let_in: LetIn) -> None:
    case = at_stage(alice, "ready_for_regulator")
    access = let_in(case, bob, Scope.PREPARE)
    do(case, A.PREPARE_FILING, bob, channel=COMPLAINT)
    do(case, A.ASK_REVIEW, alice, track=COMPLAINT, text="x")
    access.revoked_at = LATER
    access.save(update_fields=["revoked_at"])
    User.objects.filter(pk=bob.pk).update(role="admin")
    with pytest.raises(Unmet):
        do(case, A.APPROVE_FILING, User.objects.get(pk=bob.pk), track=COMPLAINT)
    do(case, A.APPROVE_FILING, ada, track=COMPLAINT)


def test_an_admin_with_a_case_of_their_own_can_not_approve_it(ada: User) -> None:
    case = at_stage(ada, "in_review")
    with pytest.raises(NotAllowed):
        do(case, A.APPROVE_FILING, ada, track=COMPLAINT)


def test_closing_ends_every_way(alice: User) -> None:
    case = at_stage(alice, "filed")
    do(case, A.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, A.CLOSE, alice, outcome=Outcome.PARTLY)
    assert set(case.tracks.values_list("state", flat=True)) == {TrackState.CLOSED}
    assert not case.deadlines.filter(state__in=("open", "pending")).exists()
