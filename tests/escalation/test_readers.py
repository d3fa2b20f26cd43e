"""Filings that two admins must read."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Role, User
from complaints.status import ClaimKind, TrackKind
from escalation.models import Review
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Unmet
from tests.cases import LATER, at_stage, do
from tests.conftest import person
from tests.escalation.conftest import is_whole

pytestmark = pytest.mark.django_db
A, COMPLAINT = Action, TrackKind.COMPLAINT


@pytest.mark.parametrize(
    "reason", [{"safety": True}, {"claims": {ClaimKind.REFUND_ONLY: Decimal("20000.01")}}], ids=["danger", "very much"]
)
def test_danger_and_very_large_sums_are_read_by_two(reason: dict[str, Any], alice: User, ada: User) -> None:
    second = person("second@example.org", "second", Role.ADMIN)
    case = at_stage(alice, "in_review", **reason)
    with pytest.raises(Unmet):
        do(case, A.APPROVE_FILING, ada, track=COMPLAINT)
    do(case, A.PASS_ON, ada, track=COMPLAINT)
    read = Review.objects.get()
    assert (read.verdict, read.by, read.second_by) == ("", ada, None)
    for wanted in ({"action": A.APPROVE_FILING}, {"action": A.RETURN_FILING, "reason": "x"}):
        with pytest.raises(Unmet, match="第一遍"):
            do(case, wanted.pop("action"), ada, track=COMPLAINT, **wanted)
    with pytest.raises(NotAllowed):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="x")
    do(case, A.APPROVE_FILING, second, track=COMPLAINT)
    read.refresh_from_db()
    assert (read.verdict, read.by, read.second_by, read.second_at) == ("approved", ada, second, LATER)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text=read.text)
    assert is_whole(case)


def test_the_second_reader_may_return_it_and_then_both_read_again(alice: User, ada: User) -> None:
    second = person("second@example.org", "second", Role.ADMIN)
    case = at_stage(alice, "second_read", admin=ada, safety=True)
    do(case, A.RETURN_FILING, second, track=COMPLAINT, reason="缺少日期")
    do(case, A.ASK_REVIEW, alice, track=COMPLAINT, text="改好了")
    do(case, A.PASS_ON, second, track=COMPLAINT)
    do(case, A.APPROVE_FILING, ada, track=COMPLAINT)
    rows = Review.objects.order_by("pk").values_list("verdict", "by", "second_by")
    assert list(rows) == [("returned", ada.pk, second.pk), ("approved", second.pk, ada.pk)]
