"""Between the safe day and the law's own end nobody is late: lists count on to the end that the law gives."""

from datetime import UTC, datetime, timedelta

from django.utils import translation

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Kind
from desk.cards import Card, card, with_dates
from escalation.models import Deadline
from tests.cases import do, draft

# Signed for on 24 September 2026: day 7 is 1 October, National Day, so the law's end is 8 October.
RECEIVED = datetime(2026, 9, 24, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def shown(case: Complaint, now: datetime) -> Card:
    with translation.override("en"):
        return card(with_dates(Complaint.objects.filter(pk=case.pk)).get(), now)


def returning(alice: User) -> Complaint:
    case = draft(
        alice, Kind.RETURN_REFUSED, now=RECEIVED + DAY,
        placed_at=RECEIVED - 3 * DAY, shipped_at=RECEIVED - 2 * DAY, received_at=RECEIVED,
    )  # fmt: skip
    do(case, "open", alice, at=RECEIVED + DAY)
    return case


def test_before_the_safe_day_it_is_the_safe_day_that_counts(alice: User) -> None:
    case = returning(alice)
    window = Deadline.objects.get(complaint=case, name="return_window")
    assert (case.due_at, case.due_ours) == (window.safe_at, True)
    assert window.safe_at is not None
    assert shown(case, window.safe_at - 3 * DAY).chip.words == "3 days left"


def test_after_it_the_law_s_end_is_named_and_nobody_is_late(alice: User) -> None:
    case = returning(alice)
    window = Deadline.objects.get(complaint=case, name="return_window")
    assert window.safe_at is not None
    assert window.latest_at == window.safe_at + 7 * DAY
    chip = shown(case, window.safe_at + 2 * DAY).chip
    assert (chip.words, chip.tone) == ("5 days left", "seal")


def test_after_the_law_s_end_it_is_over(alice: User) -> None:
    case = returning(alice)
    window = Deadline.objects.get(complaint=case, name="return_window")
    assert window.latest_at is not None
    assert shown(case, window.latest_at + 2 * DAY).chip.words == "2 days overdue"
