"""What the tests of the workflow look at: everything that a step may change, and nothing that it may not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints import ledger
from complaints.models import CaseAccess, Complaint, Event
from complaints.status import Scope
from escalation import consent
from escalation.models import Deadline, Step
from tests.cases import START

LetIn = Callable[..., CaseAccess]


@pytest.fixture
def let_in() -> LetIn:
    """`let_in(case, bob, Scope.ACT)`: the owner lets a helper in."""

    def give(case: Complaint, helper: User, scope: Scope, **more: Any) -> CaseAccess:
        assert case.owner is not None
        return consent.grant(case, case.owner, helper.email, scope, **({"now": START} | more))

    return give


@pytest.fixture
def only_the_case(settings: Settings) -> None:
    """The second factor and the list of sessions are tested with sign-in."""
    settings.SECOND_FACTOR = "offered"
    settings.USERSESSIONS_TRACK_ACTIVITY = False


@pytest.fixture
def as_alice(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def snapshot(case: Complaint) -> dict[str, Any]:
    """Where a case stands: what 「记录错了」 has to bring back exactly."""
    case.refresh_from_db()
    counts = Deadline.objects.filter(complaint=case).exclude(state__in=("void", "superseded"))
    return {
        "case": [case.status, case.outcome, case.asked, case.promised, case.received, case.due_at, case.due_ours],
        "closed": case.closed_at,
        "promises": list(case.promises.exclude(state="void").order_by("pk").values_list("pk", "state", "closed_by")),
        "contacts": list(case.contacts.filter(step__voided_by=None).values_list("pk", flat=True)),
        "tracks": list(case.tracks.order_by("pk").values_list("pk", "kind", "state", "outcome", "ground",
                                                              "external_no", "opened_at", "closed_at")),
        "deadlines": list(counts.order_by("pk").values_list("pk", "name", "state", "safe_at", "latest_at", "closed_by")),
    }  # fmt: skip


def written(case: Complaint) -> tuple[Any, ...]:
    """Counts and marks that change with anything that is written about a case."""
    case.refresh_from_db()
    return (
        case.version, case.status, case.ledger_seq, case.ledger_head, Step.objects.count(), Event.objects.count(),
        Deadline.objects.count(), list(case.tracks.values_list("pk", "state", "outcome")),
    )  # fmt: skip


def is_whole(case: Complaint) -> bool:
    """Whether the case's ledger can be recomputed from its first entry to its head."""
    found = ledger.verify(case)
    assert found.whole, (found.fault_at, found.fault)
    return found.whole


def running(case: Complaint) -> dict[str, Deadline]:
    """The clocks that run, by name."""
    return {d.name: d for d in Deadline.objects.filter(complaint=case, state="open")}
