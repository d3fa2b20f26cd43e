"""The ways around the straight one: online settlement, the court, a report beside it, returns, and paying late."""

from decimal import Decimal

import pytest

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Kind, Outcome, Status, TrackKind, TrackOutcome
from escalation.models import Deadline, Submission
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Unmet
from tests.cases import DAY, LATER, START, at_stage, do
from tests.escalation.conftest import is_whole, running

pytestmark = pytest.mark.django_db
A, ODR, COURT, REPORT = Action, TrackKind.ODR, TrackKind.COURT, TrackKind.REPORT
COMPLAINT, COUNCIL = TrackKind.COMPLAINT, TrackKind.ASSOCIATION


def outcome(case: Complaint, kind: TrackKind) -> str:
    return case.tracks.filter(kind=kind).latest("pk").outcome


def test_online_settlement_that_fails_leads_to_a_complaint(alice: User) -> None:
    case = at_stage(alice, "odr_filed")
    assert running(case)["settlement"].rule_id == "ODR_SETTLE_10WD"
    with pytest.raises(Unmet):
        do(case, A.PREPARE_FILING, alice, channel=COMPLAINT)
    do(case, A.RECORD_MEDIATION_END, alice, track=ODR)
    assert case.status == Status.READY_FOR_REGULATOR
    do(case, A.PREPARE_FILING, alice, channel=COMPLAINT)
    assert "settlement" not in running(case)


def test_a_company_that_keeps_silent_is_silent_after_its_time(alice: User) -> None:
    case = at_stage(alice, "odr_filed")
    owed = running(case)["settlement"].latest_at
    assert owed is not None
    with pytest.raises(Unmet):
        do(case, A.RECORD_REGULATOR_SILENCE, alice, track=ODR, at=LATER)
    do(case, A.RECORD_REGULATOR_SILENCE, alice, track=ODR, at=owed)
    assert outcome(case, ODR) == TrackOutcome.SILENT


def test_what_was_settled_online_and_broken_goes_to_12315_and_not_to_court(alice: User) -> None:
    case = at_stage(alice, "odr_filed")
    do(case, A.RECORD_MEDIATION_AGREEMENT, alice, track=ODR, keep_by=LATER + DAY)
    assert case.status == Status.SETTLED
    do(case, A.RECORD_BROKEN, alice, at=LATER + 2 * DAY)
    assert case.status == Status.READY_FOR_REGULATOR


def test_the_way_to_court_is_gone_to_its_end(alice: User) -> None:
    case = at_stage(alice, "in_court")
    assert case.status == Status.IN_COURT
    assert running(case)["court_filing"].rule_id == "CPLAW126_FILE_7D"
    do(case, A.RECORD_ACCEPTANCE, alice, track=COURT)
    assert running(case)["judgment"].rule_id == "CPLAW168_SMALL_2M"
    with pytest.raises(NotAllowed):
        do(case, A.RECORD_MEDIATION, alice, track=COURT)
    do(case, A.RECORD_RESULT, alice, track=COURT, said="支持")
    assert (case.status, outcome(case, COURT)) == (Status.COURT_READY, TrackOutcome.HANDLED)
    do(case, A.CLOSE, alice, outcome=Outcome.RESOLVED)
    assert is_whole(case)


def test_a_report_runs_beside_everything_and_is_never_mediated(alice: User) -> None:
    case = at_stage(alice, "with_platform", kind=Kind.COUNTERFEIT)
    with pytest.raises(Unmet, match="举报"):
        do(case, A.PREPARE_FILING, alice, channel=COMPLAINT)
    do(case, A.PREPARE_FILING, alice, channel=REPORT)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=REPORT, text="销售假冒商品")
    do(case, A.RECORD_ACCEPTANCE, alice, track=REPORT)
    for action in (A.RECORD_MEDIATION, A.RECORD_MEDIATION_AGREEMENT, A.RECORD_MEDIATION_END, A.WITHDRAW_FILING):
        with pytest.raises(NotAllowed):
            do(case, action, alice, track=REPORT, text="x", keep_by=LATER)
    assert case.status == Status.WITH_PLATFORM
    do(case, A.RECORD_RULING_AGAINST, alice)
    do(case, A.RECORD_RESULT, alice, track=REPORT)
    assert outcome(case, REPORT) == TrackOutcome.HANDLED


def test_a_ruling_can_be_appealed_once_no_filing_is_open(alice: User) -> None:
    case = at_stage(alice, "preparing")
    with pytest.raises(Unmet, match="准备中"):
        do(case, A.APPEAL_RULING, alice, text="请说明理由并由人工复核")
    do(case, A.DROP_FILING, alice, track=COMPLAINT)
    do(case, A.APPEAL_RULING, alice, text="请说明理由并由人工复核")
    assert case.status == Status.WITH_PLATFORM
    assert "ruling" in running(case)
    assert case.tracks.filter(kind="platform").count() == 2
    do(case, A.RECORD_RULING_FOR, alice, keep_by=LATER + DAY)
    assert case.status == Status.UPHELD


def test_the_platforms_silence_is_no_ruling_to_appeal(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    do(case, A.RECORD_PLATFORM_SILENCE, alice, at=START + 30 * DAY)
    with pytest.raises(Unmet):
        do(case, A.APPEAL_RULING, alice, at=START + 30 * DAY, text="x")


def test_goods_go_back_first_and_then_the_refunds_time_runs(alice: User) -> None:
    case = at_stage(alice, "agreed_return")
    assert "promise" not in running(case)
    assert running(case)["send_back"].rule_id == "XHS_BUYER_SHIP_BACK_7D"
    with pytest.raises(Unmet):
        do(case, A.RECORD_RETURN_RECEIVED, alice)
    do(case, A.RECORD_SENT_BACK, alice, waybill="SF1")
    assert "send_back" not in running(case)
    with pytest.raises(Unmet):
        do(case, A.RECORD_SENT_BACK, alice)
    do(case, A.RECORD_RETURN_RECEIVED, alice)
    refund = running(case)["return_refund"]
    assert (refund.rule_id, refund.whose) == ("CPL25_REFUND_7D", "seller")
    with pytest.raises(Unmet):
        do(case, A.RECORD_BROKEN, alice, at=LATER + DAY)
    assert refund.latest_at is not None
    do(case, A.RECORD_BROKEN, alice, at=refund.latest_at)
    assert case.status == Status.READY_FOR_PLATFORM


def test_an_agreement_without_a_day_needs_a_return(alice: User) -> None:
    case = at_stage(alice, "contacted")
    with pytest.raises(Unmet):
        do(case, A.RECORD_AGREEMENT, alice, promised=Decimal(1))
    do(case, A.RECORD_AGREEMENT, alice, promised=Decimal(1), goods_back=True, send_by=LATER + DAY)
    assert running(case)["send_back"].latest_at == LATER + DAY


@pytest.mark.parametrize(
    "stage", ["contacted", "ready_for_platform", "with_platform", "filed", "mediating", "court_ready"]
)
def test_who_pays_late_ends_the_case_and_what_still_runs_is_taken_back(stage: str, alice: User) -> None:
    case = at_stage(alice, stage)
    do(case, A.RECORD_PAID_LATE, alice, received=Decimal("268.00"))
    assert (case.status, case.received) == (Status.KEPT, Decimal("268.00"))
    for track in case.tracks.exclude(state="closed"):
        do(case, A.WITHDRAW_FILING, alice, track=TrackKind(track.kind), text="商家已付款，申请撤回。")
        assert Submission.objects.filter(track=track).latest("pk").channel == "withdrawal"
    assert not case.tracks.exclude(state="closed").exists()
    assert case.status == Status.KEPT
    assert is_whole(case)


def test_nothing_is_taken_back_before_the_money_is_there(alice: User) -> None:
    case = at_stage(alice, "mediating")
    with pytest.raises(Unmet, match="钱到了"):
        do(case, A.WITHDRAW_FILING, alice, track=COMPLAINT, text="撤回")


@pytest.mark.parametrize(
    ("stage", "back"),
    [
        ("agreed", Status.READY_FOR_PLATFORM),
        ("upheld", Status.READY_FOR_REGULATOR),
        ("settled", Status.COURT_READY),
    ],
)
def test_money_that_was_announced_and_did_not_come_is_a_broken_word(stage: str, back: Status, alice: User) -> None:
    case = at_stage(alice, stage)
    do(case, A.RECORD_KEPT, alice)
    do(case, A.RECORD_NOT_ARRIVED, alice, at=LATER + 4 * DAY)
    assert case.status == back
    assert "money_later" not in running(case)


@pytest.mark.parametrize(
    ("stage", "back"),
    [
        ("contacted", Status.READY_FOR_PLATFORM),
        ("with_platform", Status.WITH_PLATFORM),
        ("mediating", Status.WITH_REGULATOR),
    ],
)
def test_late_money_that_did_not_come_leads_back(stage: str, back: Status, alice: User) -> None:
    case = at_stage(alice, stage)
    do(case, A.RECORD_PAID_LATE, alice)
    do(case, A.RECORD_NOT_ARRIVED, alice)
    assert case.status == back


def test_a_platform_case_that_was_taken_back_is_over_there(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    do(case, A.RECORD_PAID_LATE, alice)
    do(case, A.WITHDRAW_FILING, alice, track=TrackKind.PLATFORM, text="撤回")
    do(case, A.RECORD_NOT_ARRIVED, alice)
    assert case.status == Status.READY_FOR_REGULATOR


def test_an_agreement_of_the_association_can_be_confirmed_within_its_time(alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    do(case, A.PREPARE_FILING, alice, channel=COUNCIL)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COUNCIL, text="请调解")
    do(case, A.RECORD_ACCEPTANCE, alice, track=COUNCIL)
    do(case, A.RECORD_MEDIATION_AGREEMENT, alice, track=COUNCIL, keep_by=LATER + 60 * DAY)
    over = running(case)["confirmation"].latest_at
    assert over is not None
    with pytest.raises(Unmet):
        do(case, A.APPLY_CONFIRMATION, alice, text="申请", at=over)
    do(case, A.APPLY_CONFIRMATION, alice, text="双方共同申请司法确认")
    sent = Submission.objects.latest("pk")
    assert (sent.channel, sent.track.kind) == ("confirmation", COUNCIL)
    assert "confirmation" not in running(case)
    assert case.status == Status.SETTLED


def test_an_agreement_of_12315_is_not_confirmed(alice: User) -> None:
    with pytest.raises(Unmet):
        do(at_stage(alice, "settled"), A.APPLY_CONFIRMATION, alice, text="x")


def test_the_money_is_asked_for_after_three_and_after_seven_days(alice: User) -> None:
    case = at_stage(alice, "kept")
    paid_at = case.steps.get(action="record_kept").happened_at
    asked = Deadline.objects.filter(complaint=case, name__startswith="money").order_by("latest_at")
    assert [deadline.latest_at for deadline in asked] == [paid_at + 3 * DAY, paid_at + 7 * DAY]
    assert {(deadline.origin, deadline.whose) for deadline in asked} == {("house", "consumer")}
