"""What the other side promised is kept with its words and has a clock of its own."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Status
from escalation.letters import write
from escalation.models import Channel, Contact, Deadline, Promise, Reminder
from escalation.situation import Situation
from escalation.sweeping import sweep
from escalation.transitions import Action
from escalation.workflow import Stale, Unmet, perform
from notifications.models import Notification
from tests.cases import DAY, HOUR, LATER, START, at_stage, do
from tests.escalation.conftest import is_whole

pytestmark = pytest.mark.django_db
A = Action


def promised(case: Complaint, who: User, quote: str, *, due: timedelta = DAY, at: timedelta = HOUR) -> Promise:
    step = do(case, A.RECORD_PROMISE, who, quote=quote, keep_by=LATER + due, happened_at=START + at, what="refund")
    return step.promises.get()


def test_a_promise_has_a_clock_of_its_own(alice: User) -> None:
    case = at_stage(alice, "contacted")
    first, second = promised(case, alice, "48小时内退款"), promised(case, alice, "周五前补发", due=3 * DAY)
    assert case.status == Status.NEGOTIATING
    clocks = Deadline.objects.filter(complaint=case, name="promise", state="open").order_by("latest_at")
    assert [clock.promise for clock in clocks] == [first, second]
    assert [clock.origin for clock in clocks] == ["promise", "promise"]


def test_a_promise_without_a_moment_has_none(alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, A.RECORD_PROMISE, alice, quote="收到退货就退款")
    assert not Deadline.objects.filter(complaint=case, promise__isnull=False).exists()


def test_that_a_promise_was_broken_is_told_once(alice: User) -> None:
    case = at_stage(alice, "contacted")
    made = promised(case, alice, "明天退")
    sweep(LATER + 2 * DAY)
    told = Reminder.objects.get(deadline__promise=made)
    assert (told.kind, told.state, told.recipient) == ("lapsed", "claimed", alice)
    before = Notification.objects.count()
    sweep(LATER + 2 * DAY)
    assert Notification.objects.count() == before


def test_the_same_words_are_recorded_once(alice: User) -> None:
    case = at_stage(alice, "contacted")
    promised(case, alice, "48小时内退款")
    with pytest.raises(Unmet, match="已经记过"):
        promised(case, alice, "48小时内退款")
    promised(case, alice, "48小时内退款", at=2 * HOUR)


def test_a_promise_is_not_due_before_it_was_made(alice: User) -> None:
    case = at_stage(alice, "contacted")
    with pytest.raises(Unmet):
        do(case, A.RECORD_PROMISE, alice, quote="退", keep_by=START - DAY, happened_at=START)
    with pytest.raises(Unmet):
        do(case, A.RECORD_PROMISE, alice, quote="  ")


def test_it_is_kept_or_broken_by_itself(alice: User) -> None:
    case = at_stage(alice, "contacted")
    first, second = promised(case, alice, "48小时内退款"), promised(case, alice, "周五前补发")
    do(case, A.RECORD_PROMISE_KEPT, alice, promise=first.public_code)
    with pytest.raises(Unmet, match="还没到"):
        do(case, A.RECORD_PROMISE_BROKEN, alice, promise=second.public_code)
    do(case, A.RECORD_PROMISE_BROKEN, alice, promise=second.public_code, at=LATER + 2 * DAY)
    assert list(Promise.objects.order_by("pk").values_list("state", flat=True)) == ["kept", "broken"]
    assert not Deadline.objects.filter(complaint=case, name="promise", state="open").exists()
    with pytest.raises(Unmet, match="已经有结果"):
        do(case, A.RECORD_PROMISE_KEPT, alice, promise=first.public_code)


def test_a_promise_of_another_case_is_none_of_this_one(alice: User) -> None:
    other = promised(at_stage(alice, "contacted"), alice, "明天退")
    with pytest.raises(Unmet):
        do(at_stage(alice, "contacted"), A.RECORD_PROMISE_KEPT, alice, promise=other.public_code)


def test_a_broken_promise_is_an_answer_and_stands_in_the_next_letter(alice: User) -> None:
    case = at_stage(alice, "contacted")
    made = promised(case, alice, "24小时内给你退款")
    do(case, A.RECORD_PROMISE_BROKEN, alice, promise=made.public_code, they_said_no=True)
    do(case, A.RECORD_SILENCE, alice)
    for channel in (Channel.ODR_FORM, Channel.COURT_CLAIM, Channel.PHONE_SCRIPT):
        text = write(Situation.of(case, alice, LATER), channel).text
        assert "卖家于11月2日11:00承诺「24小时内给你退款」" in text


def test_an_agreement_in_words_is_a_promise_and_its_end_is_the_promises_end(alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, A.RECORD_AGREEMENT, alice, said="好的亲，给您退268", promised=Decimal(268), keep_by=LATER + DAY)
    made = Promise.objects.get()
    assert (made.quote, made.amount, made.due_at) == ("好的亲，给您退268", Decimal(268), LATER + DAY)
    do(case, A.RECORD_BROKEN, alice, at=LATER + 2 * DAY)
    made.refresh_from_db()
    assert made.state == "broken"


def test_another_broken_promise_does_not_break_the_agreement(alice: User) -> None:
    case = at_stage(alice, "agreed")
    promised(case, alice, "今天之内给单号", due=HOUR)
    with pytest.raises(Unmet):
        do(case, A.RECORD_BROKEN, alice, at=LATER + 2 * HOUR)


def test_late_payment_keeps_what_was_still_to_come_and_breaks_what_was_over(alice: User) -> None:
    case = at_stage(alice, "contacted")
    promised(case, alice, "今晚退", due=-HOUR)
    promised(case, alice, "三天内赔运费", due=3 * DAY)
    do(case, A.RECORD_PAID_LATE, alice)
    assert list(Promise.objects.order_by("pk").values_list("state", flat=True)) == ["broken", "kept"]


def test_a_contact_is_kept_with_its_words(alice: User) -> None:
    case = at_stage(alice, "contacted")
    with pytest.raises(Unmet):
        do(case, A.RECORD_CONTACT, alice, way="phone")
    perform(
        case,
        A.RECORD_CONTACT,
        alice,
        now=LATER,
        way="phone",
        who="客服 017",
        said="说三天内答复",
        happened_at=LATER - HOUR,
    )
    contact = Contact.objects.get()
    assert (contact.way, contact.who, contact.happened_at) == ("phone", "客服 017", LATER - HOUR)
    assert is_whole(case)


def test_a_second_click_on_a_promise_is_the_first_one(alice: User) -> None:
    case = at_stage(alice, "contacted")
    facts: dict[str, Any] = {"quote": "明天退", "keep_by": LATER + DAY, "now": LATER, "key": "k"}
    assert perform(case, A.RECORD_PROMISE, alice, **facts) == perform(case, A.RECORD_PROMISE, alice, **facts)
    with pytest.raises(Stale):
        perform(case, A.RECORD_CONTACT, alice, now=LATER, key="k", said="x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"quote": ""},
        {"due_at": START - DAY},
        {"state": "kept"},
        {"amount": Decimal(-1)},
        {"what": "x"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, object], alice: User) -> None:
    made = promised(at_stage(alice, "contacted"), alice, "明天退")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=made.pk).update(**wrong)
