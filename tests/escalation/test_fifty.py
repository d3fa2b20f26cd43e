"""Fifty people press every button of one case at the same moment: what stands there afterwards is one legal history."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Role, User
from complaints.models import Complaint
from complaints.status import Kind, Status, TrackKind, TrackState
from escalation.models import Deadline, Step
from escalation.transitions import TABLE, Action, find
from escalation.workflow import NotAllowed, Stale, Unmet, perform
from tests.cases import LATER, at_stage
from tests.conftest import person
from tests.escalation.conftest import is_whole

PEOPLE = 50
ON_A_TRACK = {row.action for row in TABLE if row.on_track}
PRESSES = [(action, TrackKind.COMPLAINT if action in ON_A_TRACK else None) for action in Action]
FACTS: dict[str, Any] = {
    "text": "请处理。", "reason": "改", "ground": "不属管辖", "outcome": "resolved", "said": "打过电话", "quote": "说好退款",
    "channel": TrackKind.COMPLAINT, "they_said_no": True,
}  # fmt: skip


def press(case: Complaint, who: User, seed: int, at: datetime) -> Counter[str]:
    """Every button in an order of one's own, as fast as the machine allows."""
    heard: Counter[str] = Counter()
    presses = random.Random(seed).sample(PRESSES, len(PRESSES))
    for n, (action, kind) in enumerate(presses):
        try:
            perform(case, action, who, now=at, key=f"{seed}-{n}", track=kind, keep_by=at + timedelta(days=1), **FACTS)
            heard["done"] += 1
        except (NotAllowed, Unmet, Stale) as refusal:
            heard[type(refusal).__name__] += 1
    return heard


def is_legal(case: Complaint) -> None:
    """Read the history off the rows: every step follows the one before, and the table has a row for it."""
    here = Status.DRAFT
    for step in Step.objects.filter(complaint=case).select_related("track").order_by("pk"):
        assert step.source == here
        state = TrackState(step.track_source) if step.track_source else None
        kind = TrackKind(step.track.kind) if step.track else None
        assert find(Action(step.action), here, state, kind), (step.action, here, state, kind)
        here = Status(step.target)
    assert here == case.status


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_every_button_leave_one_legal_history(alice: User, ada: User) -> None:
    second = person("second@example.org", "second", Role.ADMIN)
    case = at_stage(alice, "contacted", kind=Kind.COUNTERFEIT)
    together, people = threading.Barrier(PEOPLE), (alice, alice, alice, ada, second)

    def one(seed: int) -> Counter[str]:
        together.wait()
        try:
            return press(case, people[seed % len(people)], seed, LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        heard = sum(pool.map(one, range(PEOPLE)), Counter[str]())
    case.refresh_from_db()
    assert sum(heard.values()) == PEOPLE * len(PRESSES)
    assert case.version == Step.objects.filter(complaint=case).count() == heard["done"] + 2
    is_legal(case)
    assert is_whole(case)
    running = Deadline.objects.filter(complaint=case, state="open", promise=None).values_list("track", "name")
    assert len(running) == len(set(running))
