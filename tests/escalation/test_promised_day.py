"""Words of the other side beside the clocks: what the card says when their day has passed, and the same words agreed on."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from complaints.access import Right
from complaints.models import Complaint
from complaints.status import Status, TrackKind
from escalation.advice import ACCEPTANCE_OVER, JUDGED, PROMISE_DAY, RULING_OVER, SELLER_SILENT, WAIT_RULING
from escalation.models import Deadline, Promise, PromiseState, Submission
from escalation.next_step import next_step
from escalation.situation import Situation
from escalation.templatetags.escalation_tags import case_panel
from escalation.transitions import Action
from escalation.words import name_of
from escalation.workflow import Unmet
from tests.cases import DAY, HOUR, LATER, START, at_stage, do

pytestmark = pytest.mark.django_db
QUOTE = "明天给您答复"


def title(case: Complaint, who: User, at: datetime) -> str:
    return next_step(Situation.of(case, who, at)).title


def promise(case: Complaint, who: User, **facts: object) -> None:
    given = {"quote": QUOTE, "what": "answer", "keep_by": START + 26 * HOUR} | facts
    do(case, Action.RECORD_PROMISE, who, at=START + 2 * HOUR, **given)


def test_a_promise_that_passed_is_no_silence_of_the_seller(alice: User) -> None:
    case = at_stage(alice, "contacted")
    promise(case, alice)
    card = next_step(Situation.of(case, alice, START + 27 * HOUR))
    assert card.title == str(PROMISE_DAY.title)
    assert card.main is not None
    assert card.main.url == reverse("escalation:talks", args=(case.public_code,))
    assert title(case, alice, START + 30 * DAY) == str(SELLER_SILENT.title)


def test_nor_is_it_one_of_the_platform(alice: User) -> None:
    case = at_stage(alice, "contacted")
    promise(case, alice)
    do(case, Action.RECORD_REFUSAL, alice, at=START + 3 * HOUR, said="不退")
    do(case, Action.ESCALATE_TO_PLATFORM, alice, at=START + 4 * HOUR, text="请介入。")
    assert title(case, alice, START + 27 * HOUR) == str(PROMISE_DAY.title)
    assert title(case, alice, START + 30 * DAY) == str(RULING_OVER.title)


def test_a_report_whose_time_is_over_says_nothing_of_the_platform(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    now = timezone.now()
    do(case, Action.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, Action.ESCALATE_TO_REGULATOR, alice, track=TrackKind.REPORT, text="举报内容。")
    Deadline.objects.filter(complaint=case, name="ruling").update(latest_at=now + 90 * DAY, safe_at=now + 90 * DAY)
    assert title(case, alice, now + 60 * DAY) == str(WAIT_RULING.title)


def test_of_two_filings_each_has_its_buttons(alice: User) -> None:
    case = at_stage(alice, "filed")
    do(case, Action.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, Action.ESCALATE_TO_REGULATOR, alice, track=TrackKind.REPORT, text="举报内容。")
    panel = case_panel(case, alice, Right.OWN)
    buttons = [each for each in (panel["next"].main, *panel["next"].others, *panel["menu"]) if each]
    accepts = {each.track for each in buttons if each.action == Action.RECORD_ACCEPTANCE}
    assert accepts == {TrackKind.COMPLAINT, TrackKind.REPORT}
    in_menu = [each.label for each in panel["menu"] if each.track]
    assert len(in_menu) == len(set(in_menu))
    assert any(str(TrackKind.REPORT.label) in label for label in in_menu)


def test_after_a_judgment_nobody_is_told_to_sue(alice: User) -> None:
    case = at_stage(alice, "accepted_in_court")
    do(case, Action.RECORD_RESULT, alice, track=TrackKind.COURT, said="判决被告退款。")
    assert case.status == Status.COURT_READY
    assert title(case, alice, LATER) == str(JUDGED.title)


def test_an_agreement_takes_the_place_of_the_same_words(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    promise(case, alice)
    do(case, Action.RECORD_AGREEMENT, alice, said=QUOTE, keep_by=START + 2 * DAY, happened_at=START + 2 * HOUR)
    kept = Promise.objects.exclude(state=PromiseState.VOID).get(complaint=case)
    assert kept.due_at == START + 2 * DAY
    do(case, Action.CORRECT, alice)
    back = Promise.objects.exclude(state=PromiseState.VOID).get(complaint=case)
    assert (back.state, back.due_at) == (PromiseState.OPEN, START + 26 * HOUR)
    assert Deadline.objects.get(promise=back, closed_by__isnull=True).state == "open"


def test_words_that_were_kept_once_are_no_second_promise(alice: User) -> None:
    case = at_stage(alice, "contacted")
    promise(case, alice)
    do(case, Action.RECORD_PROMISE_KEPT, alice, promise=Promise.objects.get(complaint=case).public_code)
    do(case, Action.RECORD_AGREEMENT, alice, said=QUOTE, keep_by=START + 2 * DAY, happened_at=START + 2 * HOUR)
    assert Promise.objects.get(complaint=case).state == PromiseState.KEPT


@pytest.mark.parametrize(
    ("stage", "clocks"), [("with_platform", {"ruling"}), ("platform_asked", {"ruling", "material"})]
)
def test_money_that_did_not_come_lets_the_platforms_time_run_on(stage: str, clocks: set[str], alice: User) -> None:
    case = at_stage(alice, stage)
    before = {d.name: d.latest_at for d in Deadline.objects.filter(complaint=case, closed_by__isnull=True)}
    do(case, Action.RECORD_PAID_LATE, alice)
    do(case, Action.RECORD_NOT_ARRIVED, alice, at=LATER + HOUR)
    running = {d.name: d.latest_at for d in Deadline.objects.filter(complaint=case, closed_by__isnull=True)}
    assert {name: running[name] for name in clocks} == {name: before[name] for name in clocks}
    if stage == "with_platform":
        do(case, Action.RECORD_PLATFORM_SILENCE, alice, at=LATER + 60 * DAY)
        assert case.status == Status.READY_FOR_REGULATOR


def test_taking_that_back_stops_it_again(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    do(case, Action.RECORD_PAID_LATE, alice)
    do(case, Action.RECORD_NOT_ARRIVED, alice, at=LATER + HOUR)
    do(case, Action.CORRECT, alice, at=LATER + 2 * HOUR)
    assert case.status == Status.KEPT
    assert "ruling" not in {d.name for d in Deadline.objects.filter(complaint=case, closed_by__isnull=True)}


def test_a_return_arrives_once(alice: User) -> None:
    case = at_stage(alice, "sent_back")
    do(case, Action.RECORD_RETURN_RECEIVED, alice)
    due = Deadline.objects.get(complaint=case, name="return_refund").latest_at
    with pytest.raises(Unmet):
        do(case, Action.RECORD_RETURN_RECEIVED, alice, at=LATER + DAY)
    assert Deadline.objects.get(complaint=case, name="return_refund").latest_at == due


def test_the_overdue_acceptance_is_told_on_its_own_track(alice: User) -> None:
    case = at_stage(alice, "filed")
    assert title(case, alice, LATER + 60 * DAY) == str(ACCEPTANCE_OVER.title)


def test_money_that_did_not_come_during_the_talks_starts_the_time_to_ask_the_platform(alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, Action.RECORD_PAID_LATE, alice)
    do(case, Action.RECORD_NOT_ARRIVED, alice, at=LATER + HOUR)
    assert case.status == Status.READY_FOR_PLATFORM
    assert Deadline.objects.get(complaint=case, name="apply_platform").trigger_at == LATER + HOUR


def test_what_is_said_to_seller_and_platform_belongs_to_no_report(alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, Action.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, Action.ESCALATE_TO_REGULATOR, alice, track=TrackKind.REPORT, text="举报内容。")
    again = do(case, Action.CONTACT_SELLER, alice, text="请退款。")
    do(case, Action.RECORD_REFUSAL, alice, said="不退")
    do(case, Action.ESCALATE_TO_PLATFORM, alice, text="请介入。")
    asked = do(case, Action.RECORD_PLATFORM_REQUEST, alice, said="请补充开箱照片")
    answered = do(case, Action.ANSWER_PLATFORM, alice, text="照片附上。")
    steps = (again, asked, answered)
    assert [step.track.kind for step in steps if step.track] == [
        TrackKind.SELLER,
        TrackKind.PLATFORM,
        TrackKind.PLATFORM,
    ]
    sent = list(Submission.objects.filter(track__complaint=case).order_by("pk").values_list("channel", flat=True))
    assert sent[-3:] == ["seller_chat", "platform_form", "platform_answer"]


def test_the_check_of_a_report_is_called_what_it_is(alice: User) -> None:
    case = at_stage(alice, "filed")
    do(case, Action.PREPARE_FILING, alice, channel=TrackKind.REPORT)
    do(case, Action.ESCALATE_TO_REGULATOR, alice, track=TrackKind.REPORT, text="举报内容。")
    names = {d.track.kind: name_of(d) for d in Deadline.objects.filter(complaint=case, name="acceptance") if d.track}
    assert names[TrackKind.REPORT] != names[TrackKind.COMPLAINT]
