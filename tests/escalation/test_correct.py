"""「记录错了」 and reopening: everything is again as it was, and nothing was edited away."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from complaints import filing
from complaints.models import Complaint
from complaints.status import ClaimKind, Outcome, Scope, Status, TrackKind
from escalation.models import Deadline, Reminder, Step
from escalation.sweeping import sweep
from escalation.transitions import CORRECTABLE, Action
from escalation.workflow import NotAllowed, Unmet
from tests.cases import DAY, HOUR, LATER, START, STOPS, at_stage, do
from tests.escalation.conftest import LetIn, is_whole, snapshot, written

pytestmark = pytest.mark.django_db
A, COMPLAINT = Action, TrackKind.COMPLAINT
SOON, LATE = LATER, START + 30 * DAY
WORD = {"promised": Decimal("99.00"), "keep_by": LATE + DAY}
RECORDS: list[tuple[str, Action, TrackKind | None, datetime, dict[str, Any]]] = [
    ("contacted", A.RECORD_AGREEMENT, None, SOON, WORD),
    ("contacted", A.RECORD_REFUSAL, None, SOON, {"said": "不退"}),
    ("contacted", A.RECORD_SILENCE, None, LATE, {}),
    ("agreed", A.RECORD_KEPT, None, SOON, {}),
    ("upheld", A.RECORD_KEPT, None, SOON, {}),
    ("settled", A.RECORD_KEPT, None, SOON, {}),
    ("agreed", A.RECORD_BROKEN, None, SOON, {"they_said_no": True}),
    ("upheld", A.RECORD_BROKEN, None, LATE, {}),
    ("settled", A.RECORD_BROKEN, None, LATE, {}),
    ("with_platform", A.RECORD_PLATFORM_REQUEST, None, SOON, {"said": "请补充"}),
    ("with_platform", A.RECORD_RULING_FOR, None, SOON, WORD),
    ("platform_asked", A.RECORD_RULING_FOR, None, LATE, WORD),
    ("platform_asked", A.RECORD_RULING_AGAINST, None, LATE, {}),
    ("with_platform", A.RECORD_PLATFORM_SILENCE, None, LATE, {}),
    ("filed", A.RECORD_ACCEPTANCE, COMPLAINT, SOON, {"reference": "SL-77"}),
    ("filed", A.RECORD_DECLINED, COMPLAINT, SOON, {"ground": "不属于本局管辖", "reference": "BY-1"}),
    ("filed", A.RECORD_REGULATOR_SILENCE, COMPLAINT, LATE, {}),
    ("accepted", A.RECORD_MEDIATION, COMPLAINT, SOON, {}),
    ("accepted", A.RECORD_MEDIATION_AGREEMENT, COMPLAINT, SOON, WORD),
    ("mediating", A.RECORD_MEDIATION_END, COMPLAINT, LATE, {}),
    ("contacted", A.RECORD_AGREEMENT, None, SOON, WORD | {"said": "好的，给你退"}),
    ("contacted", A.RECORD_CONTACT, None, SOON, {"said": "打电话，说再等等", "way": "phone"}),
    ("contacted", A.RECORD_PROMISE, None, SOON, {"quote": "周五前退", "keep_by": LATE + DAY}),
    ("sent_back", A.RECORD_RETURN_RECEIVED, None, LATE, {}),
    ("agreed_return", A.RECORD_SENT_BACK, None, SOON, {"waybill": "SF1"}),
    ("with_platform", A.RECORD_PAID_LATE, None, SOON, {"received": Decimal("268.00")}),
    ("mediating", A.RECORD_PAID_LATE, None, LATE, {"received": Decimal("100.00")}),
    ("kept", A.RECORD_NOT_ARRIVED, None, LATE, {}),
    ("odr_filed", A.RECORD_MEDIATION_AGREEMENT, TrackKind.ODR, SOON, WORD),
    ("odr_filed", A.RECORD_MEDIATION_END, TrackKind.ODR, SOON, {}),
    ("in_court", A.RECORD_ACCEPTANCE, TrackKind.COURT, SOON, {}),
    ("accepted_in_court", A.RECORD_RESULT, TrackKind.COURT, LATE, {"said": "判决支持"}),
    ("promised", A.RECORD_PROMISE_KEPT, None, SOON, {"promise": ...}),
    ("promised", A.RECORD_PROMISE_BROKEN, None, LATE, {"promise": ...}),
    ("promised", A.RECORD_PAID_LATE, None, SOON, {}),
]


def correct(case: Complaint, who: User, *, at: datetime = LATE, **more: Any) -> Step:
    return do(case, A.CORRECT, who, at=at, **more)


def test_every_record_is_tried() -> None:
    assert {record[1] for record in RECORDS} == CORRECTABLE


@pytest.mark.parametrize(("stage", "action", "track", "at", "facts"), RECORDS, ids=lambda v: str(v)[:24])
def test_a_wrong_record_is_taken_back_without_a_rest(
    stage: str, action: Action, track: TrackKind | None, at: datetime, facts: dict[str, Any], alice: User
) -> None:
    case = at_stage(alice, stage)
    for look in (lambda: None, lambda: sweep(at)):  # clocks that run, then clocks that were seen to have run out
        look()
        do(case, A.WITHDRAW, alice, at=at)  # there and back: now the case's next moment is counted at `at`
        do(case, A.REOPEN, alice, at=at)
        before = snapshot(case)
        named = {"promise": case.promises.get().public_code} if "promise" in facts else {}
        wrong = do(case, action, alice, at=at, track=track, **facts | named)
        assert snapshot(case) != before
        assert correct(case, alice, at=at).voids == wrong
        assert snapshot(case) == before
    assert is_whole(case)


def test_the_wrong_record_stays_in_the_ledger_and_so_does_its_correction(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    step = correct(case, alice, note="看错了")
    entry = case.events.order_by("-seq")[0]
    assert (entry.kind, entry.actor, entry.at) == ("step", alice, LATE)
    assert (entry.body.data["action"], entry.body.data["voids"]) == ("correct", "record_refusal")
    assert entry.body.data["facts"]["note"] == "看错了"
    assert step.voids is not None
    assert list(case.steps.values_list("action", flat=True))[-2:] == ["record_refusal", "correct"]


def test_after_a_correction_the_right_answer_is_recorded(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    correct(case, alice)
    do(case, A.RECORD_AGREEMENT, alice, at=LATE, keep_by=LATE + DAY)
    assert case.status == Status.AGREED
    assert case.tracks.get().outcome == ""


def test_one_answer_after_the_other_is_taken_back(alice: User) -> None:
    case = at_stage(alice, "platform_asked")
    correct(case, alice)
    assert case.status == Status.WITH_PLATFORM
    with pytest.raises(Unmet):  # the step before was sent to the platform: nobody can take that back
        correct(case, alice)


@pytest.mark.parametrize("stage", ["contacted", "with_platform", "preparing", "filed"])
def test_what_was_sent_can_not_be_taken_back(stage: str, alice: User) -> None:
    case = at_stage(alice, stage)
    before = written(case)
    with pytest.raises(Unmet):
        correct(case, alice)
    assert written(case) == before


def test_a_correction_is_not_corrected(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    correct(case, alice)
    with pytest.raises(Unmet):
        correct(case, alice)


def test_who_only_prepares_corrects_nothing(alice: User, bob: User, let_in: LetIn) -> None:
    case = at_stage(alice, "agreed")
    let_in(case, bob, Scope.PREPARE)
    with pytest.raises(NotAllowed):
        correct(case, bob)


def test_a_correction_leaves_claims_alone_that_were_changed_meanwhile(alice: User) -> None:
    case = at_stage(alice, "agreed")
    filing.set_claims(case, {ClaimKind.REFUND_ONLY: Decimal("100.00")}, actor=alice, now=LATER)
    correct(case, alice)
    assert (case.asked, case.promised) == (Decimal("100.00"), None)


def test_a_lapsed_clock_is_lapsed_again_and_announced_only_once(alice: User) -> None:
    case = at_stage(alice, "contacted")
    late = START + 5 * DAY
    sweep(late)
    do(case, A.RECORD_SILENCE, alice, at=late)
    correct(case, alice, at=late + HOUR)
    answer = Deadline.objects.get(complaint=case, name="seller_answer")
    assert (answer.state, answer.closed_by) == ("lapsed", None)
    assert sweep(late + DAY).reminded == 0
    assert case.events.filter(kind="deadline_lapsed", body__data__name="seller_answer").count() == 1


def test_the_reminders_of_a_restored_clock_are_planned_again(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    do(case, A.ESCALATE_TO_PLATFORM, alice, at=START + 3 * HOUR, text="x")
    do(case, A.RECORD_RULING_AGAINST, alice, at=START + 4 * HOUR)
    correct(case, alice, at=START + 5 * HOUR)
    assert Reminder.objects.filter(deadline__name="ruling", state="planned", recipient=alice).exists()


def test_a_step_is_never_edited(alice: User) -> None:
    case = at_stage(alice, "agreed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(complaint=case).update(action="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(complaint=case).delete()


ENDED_FROM = [stage for stage in STOPS if stage not in ("closed", "withdrawn", "approved", "second_read")]


@pytest.mark.parametrize("stage", ENDED_FROM)
def test_a_reopened_case_is_where_it_was(stage: str, alice: User) -> None:
    case = at_stage(alice, stage)
    before = snapshot(case)
    do(case, A.WITHDRAW, alice, at=LATER)
    assert (case.due_at, case.due_ours) == (None, False)
    do(case, A.REOPEN, alice, at=LATER)
    assert snapshot(case) == before
    result = {"outcome": Outcome.PARTLY, "asked": Decimal(1), "promised": Decimal(2), "received": Decimal(3)}
    do(case, A.CLOSE, alice, at=LATER, **result)
    do(case, A.REOPEN, alice, at=LATER)
    assert snapshot(case) == before
    assert is_whole(case)


def test_a_withdrawn_draft_is_a_draft_again(alice: User) -> None:
    case = at_stage(alice, "draft")
    do(case, A.WITHDRAW, alice)
    do(case, A.REOPEN, alice)
    assert (case.status, case.closed_at) == (Status.DRAFT, None)


def test_a_case_is_reopened_within_thirty_days(alice: User) -> None:
    case = at_stage(alice, "closed")
    assert case.closed_at is not None
    end = case.closed_at + timedelta(days=30)
    with pytest.raises(Unmet):
        do(case, A.REOPEN, alice, at=end + timedelta(seconds=1))
    do(case, A.REOPEN, alice, at=end)
    assert case.status == Status.KEPT


def test_a_closed_case_takes_no_correction(alice: User) -> None:
    with pytest.raises(NotAllowed):
        correct(at_stage(alice, "closed"), alice)


def test_a_case_can_be_closed_and_reopened_again_and_again(alice: User) -> None:
    case = at_stage(alice, "mediating")
    for _turn in range(3):
        do(case, A.CLOSE, alice, outcome=Outcome.PARTLY)
        do(case, A.REOPEN, alice)
    assert case.status == Status.WITH_REGULATOR
    assert case.tracks.get(kind="complaint").state == "mediating"
    assert is_whole(case)
