"""The builders bring a case to where they say, and its ledger is whole there."""

import pytest

from accounts.models import User
from complaints.status import Status, TrackState
from tests.cases import STOPS, at_stage
from tests.escalation.conftest import is_whole

pytestmark = pytest.mark.django_db
ON_TRACK = [stop for stop in STOPS if stop in TrackState.values and stop not in Status.values]


@pytest.mark.parametrize("stage", [s for s in STOPS if s in Status.values])
def test_a_case_reaches_every_status(stage: str, alice: User) -> None:
    case = at_stage(alice, stage)
    assert case.status == stage
    assert is_whole(case)


@pytest.mark.parametrize("stage", ON_TRACK)
def test_a_filing_reaches_every_state(stage: str, alice: User, ada: User) -> None:
    case = at_stage(alice, stage, admin=ada)
    assert case.tracks.get(kind="complaint").state == stage
    assert is_whole(case)
