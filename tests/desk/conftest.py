"""Cases made row by row: what is under test here are lists, not the way a case got where it stands."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints.models import CaseAccess, Complaint, Seller, Track
from complaints.status import FINAL, Scope, Status, TrackKind, TrackState
from escalation.models import Review, Step

NOW = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)  # Friday, 10:00 in Shanghai
_numbers = count(1)

MakeCase = Callable[..., Complaint]


def case_of(owner: User, **fields: object) -> Complaint:
    """A case of `owner` with believable columns; `fields` replaces any of them."""
    number = next(_numbers)
    status = fields.get("status", Status.NEGOTIATING)
    columns: dict[str, object] = {
        "number": f"JL-2026-{number:06d}",
        "kind": "quality",
        "title": f"手账本到货破损 {number}",
        "status": status,
        "asked": "39.00",
        "updated_at": NOW - timedelta(minutes=number),
        "closed_at": NOW if status in FINAL else None,
        "outcome": "resolved" if status == Status.CLOSED else "",
        "seller": Seller.objects.create(shop_name="纸间文创"),
    }
    case = Complaint.objects.create(owner=owner, **(columns | fields))
    Track.objects.create(complaint=case, kind=TrackKind.SELLER, state=TrackState.ACTIVE, opened_at=NOW)
    return case


def let_in(person: User, case: Complaint, scope: Scope = Scope.ACT, **fields: object) -> CaseAccess:
    """The owner lets `person` into `case`."""
    assert case.owner is not None
    return CaseAccess.objects.create(
        complaint=case, user=person, scope=scope, granted_by=case.owner, granted_at=NOW, **fields
    )


def submitted(case: Complaint, asked_by: User, kind: TrackKind = TrackKind.COMPLAINT, **fields: object) -> Review:
    """A filing of `case`, laid before the admins."""
    track = Track.objects.create(complaint=case, kind=kind, state=TrackState.IN_REVIEW, opened_at=NOW)
    Step.objects.create(  # a filing is known to the workflow by the step that laid it before the admins
        complaint=case,
        track=track,
        action="ask_review",
        source=case.status,
        target=case.status,
        actor=asked_by,
        happened_at=NOW,
        recorded_at=NOW,
        key=f"ask-{track.pk}",
    )
    return Review.objects.create(
        **({"track": track, "asked_by": asked_by, "asked_at": NOW, "text": "投诉请求：退还货款 499.00 元。"} | fields)
    )


@pytest.fixture(autouse=True)
def only_the_desk(settings: Settings) -> None:
    """The second factor and the list of sessions are tested with sign-in; what is counted here are the pages' reads."""
    settings.SECOND_FACTOR = "offered"
    settings.USERSESSIONS_TRACK_ACTIVITY = False


@pytest.fixture
def as_alice(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def as_bob(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client


@pytest.fixture
def as_ada(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client
