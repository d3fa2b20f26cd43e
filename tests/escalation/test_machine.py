"""A random walk through the workflow, step by step beside a plain model that doesn't know the table.

Some hundred steps here, always the same ones; `make walk` goes ten thousand, every time others.
"""

import os
import sys
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from accounts.models import Role
from complaints import ledger
from complaints.models import Complaint
from complaints.status import Kind, Status, TrackKind
from escalation.models import Deadline, Step
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Unmet, perform
from tests.cases import START, draft
from tests.conftest import person
from tests.escalation.plain import Plain
from tests.escalation.plain_place import FILINGS, JUMP

pytestmark = pytest.mark.django_db
A = Action
FAR = int(os.environ.get("WALK_STEPS", "0"))
MINUTE, MONTHS = timedelta(minutes=1), timedelta(days=60)
DULL = (
    A.CLOSE,
    A.WITHDRAW,
    A.CORRECT,
    A.SKIP_TO_REGULATOR,
    A.RECORD_CONTACT,
    A.RECORD_PROMISE,
    A.DROP_FILING,
    A.RECORD_PAID_LATE,
)
ADMINS = (A.APPROVE_FILING, A.RETURN_FILING)
OF_TRACKS = (
    A.ASK_REVIEW, A.APPROVE_FILING, A.RETURN_FILING, A.ESCALATE_TO_REGULATOR, A.RECORD_ACCEPTANCE, A.RECORD_DECLINED,
    A.RECORD_REGULATOR_SILENCE, A.RECORD_MEDIATION, A.RECORD_MEDIATION_AGREEMENT, A.RECORD_MEDIATION_END,
    A.RECORD_RESULT, A.DROP_FILING, A.WITHDRAW_FILING,
)  # fmt: skip
OF_CASES = tuple(a for a in Action if a not in (*OF_TRACKS, A.PASS_ON, A.APPLY_CONFIRMATION))
REACHED: set[Status] = set()


class Walk(RuleBasedStateMachine):
    """One case, its owner and an admin; time passes by the hour, and now and then it jumps."""

    steps_taken = 0
    turn = count()

    @initialize()
    def begin(self) -> None:
        n = next(self.turn)
        self.owner = person(f"walker{n}@example.org", "walker")
        self.admin = person(f"reader{n}@example.org", "reader", Role.ADMIN)
        self.case: Complaint = draft(self.owner, Kind.COUNTERFEIT)
        self.plain, self.now = Plain(), START

    @rule(action=st.sampled_from(OF_CASES), no=st.booleans(), back=st.booleans(), way=st.sampled_from(FILINGS))
    def step_of_the_case(self, action: Action, no: bool, back: bool, way: str) -> None:
        facts: dict[str, Any] = {"they_said_no": no, "goods_back": back, "channel": TrackKind(way)}
        if action in (A.RECORD_PROMISE_KEPT, A.RECORD_PROMISE_BROKEN):
            facts["at"] = self.open_promise()
        self.go(action, "", facts)

    @rule(action=st.sampled_from(OF_TRACKS), kind=st.sampled_from(("platform", *FILINGS)), back=st.booleans())
    def step_of_a_track(self, action: Action, kind: str, back: bool) -> None:
        self.go(action, kind, {"goods_back": back})

    @rule(data=st.data(), back=st.booleans(), no=st.booleans())
    def step_that_is_possible(self, data: st.DataObject, back: bool, no: bool) -> None:
        """Left to chance, most steps are refusals, and many lead out of the case again; this one leads on."""
        facts = {"goods_back": back, "they_said_no": no, "at": self.open_promise()}
        found = [(action, kind, more) for action, kind, more in self.ways() if self.would(action, kind, facts | more)]
        if not found:  # ended, and too long ago to be reopened
            return
        on = [each for each in found if each[0] not in DULL]
        action, kind, more = data.draw(st.sampled_from(on or found))
        self.go(action, kind, facts | more)

    def ways(self) -> list[tuple[Action, str, dict[str, Any]]]:
        filings = [(A.PREPARE_FILING, "", {"channel": TrackKind(kind)}) for kind in FILINGS]
        cases = [(action, "", {"channel": TrackKind.REPORT}) for action in OF_CASES if action != A.PREPARE_FILING]
        tracks: list[tuple[Action, str, dict[str, Any]]] = [
            (action, kind, {}) for action in OF_TRACKS for kind in ("platform", *FILINGS)
        ]
        return [*filings, *cases, *tracks]

    def would(self, action: Action, kind: str, facts: dict[str, Any]) -> bool:
        return self.plain.would(action.value, kind, **facts)

    def open_promise(self) -> int | None:
        return next((n for n, (state, _at) in enumerate(self.plain.at.promises) if state == "open"), None)

    @rule()
    def time_goes_by(self) -> None:
        self.now += JUMP
        self.plain.jumps += 1

    def go(self, action: Action, kind: str, facts: dict[str, Any]) -> None:
        Walk.steps_taken += 1
        self.now += MINUTE
        wanted = self.plain.do(action.value, kind, **facts)
        done = self.perform(action, kind, facts)
        assert done == wanted, (action, kind, facts, self.plain.at)
        self.same()

    def perform(self, action: Action, kind: str, facts: dict[str, Any]) -> bool:
        back = facts.get("goods_back")
        told = {
            "text": "请在三日内处理。", "keep_by": None if back else self.now + MONTHS, "reason": "改", "ground": "不属管辖",
            "outcome": "resolved",
        }  # fmt: skip
        if action == A.RECORD_CONTACT:
            told["said"] = "打过电话"
        if facts.get("at") is not None:
            told["promise"] = list(self.case.promises.exclude(state="void"))[facts["at"]].public_code
        if action == A.RECORD_PROMISE:
            told |= {"keep_by": self.now + MONTHS, "quote": f"说好退 {self.now:%Y%m%d%H}"}
        who = self.admin if action in ADMINS else self.owner
        try:
            perform(self.case, action, who, now=self.now, track=kind or None, **(told | facts))
        except (NotAllowed, Unmet):
            return False
        return True

    def same(self) -> None:
        self.case.refresh_from_db()
        plain = self.plain.at
        REACHED.add(Status(self.case.status))
        assert self.case.status == plain.status
        tracks = self.case.tracks.order_by("pk").values_list("kind", "state", "outcome")
        assert sorted(tracks) == sorted((w.kind, w.state, w.outcome) for w in plain.ways)
        assert [p.state for p in self.case.promises.exclude(state="void")] == [
            "kept" if state == "paid" else state for state, _at in plain.promises
        ]

    def teardown(self) -> None:
        if hasattr(self, "case"):
            assert ledger.verify(self.case).whole
            ours = Deadline.objects.filter(complaint=self.case)
            assert Step.objects.filter(complaint=self.case).count() == self.case.version
            assert not ours.filter(state="open", closed_by__isnull=False).exists()


def walk(*, examples: int, steps: int, same: bool) -> None:
    """`examples` cases of at most `steps` steps; `same`: the same ones every time."""
    ours = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=same,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    run_state_machine_as_test(Walk, settings=ours)


def test_some_hundred_steps_are_those_of_the_plain_model() -> None:
    for examples in (
        20,
        40,
        80,
    ):  # what hypothesis draws hangs on which modules are loaded, so some runs see fewer places
        walk(examples=examples, steps=50, same=True)
        if len(REACHED) > 9:
            break
    assert Walk.steps_taken > 250
    assert len(REACHED) > 9, REACHED


@pytest.mark.skipif(not FAR, reason="make walk")
@pytest.mark.timeout(3600)
def test_as_many_steps_as_wished_are_those_of_the_plain_model() -> None:
    Walk.steps_taken = 0
    while Walk.steps_taken < FAR:
        walk(examples=40, steps=50, same=False)
    sys.stdout.write(f"{Walk.steps_taken} steps, statuses reached: {len(REACHED)}\n")
    assert set(Status) == REACHED
