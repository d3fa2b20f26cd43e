"""Cases whose dates have passed, written through the product's doors; run by `manage.py shell` in a site of its own."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from escalation.transitions import Action
from tests.cases import do, draft


def overdue_cases(count: int) -> None:
    """`count` cases of alice's in which the seller didn't answer and the days for a return have gone by."""
    alice = User.objects.create_user("alice@example.org", name="林小雨", quiet_from="00:00", quiet_to="00:00")
    alice.emailaddress_set.create(email=alice.email, verified=True, primary=True)
    begun = timezone.now() - timedelta(days=9)
    for number in range(count):
        overdue_case(alice, begun - timedelta(minutes=number))


def overdue_case(owner: User, begun: datetime) -> Complaint:
    """Opened at `begun`; the seller was asked to answer within a day, and nothing was recorded since."""
    bought: dict[str, Any] = {"placed_at": begun - timedelta(days=6), "received_at": begun - timedelta(days=3)}
    case = draft(owner, now=begun, shipped_at=begun - timedelta(days=5), **bought)
    do(case, Action.OPEN, owner, at=begun)
    answer_by = begun + timedelta(days=1)
    do(case, Action.CONTACT_SELLER, owner, at=begun, text="请在一天内答复。", answer_by=answer_by)
    return case
