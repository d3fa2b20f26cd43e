"""What the pages opened most cost the database, session and person included, with real cases and files."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation import consent
from evidence.previews import make_previews
from evidence.vault.intake import add_evidence
from tests.cases import at_stage
from tests.evidence.conftest import screen


@pytest.fixture
def life(alice: User, bob: User) -> Complaint:
    """A case before the platform with five files, made and awaited, seen by bob; and others beside it."""
    case = at_stage(alice, "with_platform")
    for place, name in enumerate(("000.jpg", "002.jpg", "005.png", "006.png", "014.jpg")):
        piece = add_evidence(case, screen(name), kind=("promotion", "goods")[place % 2], actor=alice).evidence
        if place % 3:
            make_previews(piece)
    for stage in ("draft", "contacted", "ready_for_regulator", "closed"):
        at_stage(alice, stage)
    consent.grant(case, alice, bob.email, Scope.ACT, expires_at=timezone.now() + timedelta(days=9), purpose="")
    return case


@pytest.mark.parametrize(
    ("who", "url"), [("alice", "/"), ("alice", "/cases/"), ("alice", ""), ("bob", "/desk/"), ("bob", "")]
)
def test_a_page_costs_eight_queries_at_most(
    who: str, url: str, life: Complaint, alice: User, bob: User, client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login({"alice": alice, "bob": bob}[who])
    page = url or life.get_absolute_url()
    client.get(page)  # the first visit of the day is noted: helpers' reads are in the ledger
    with django_assert_max_num_queries(8):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_the_evidence_page_costs_eight_queries_at_most(
    who: str, life: Complaint, alice: User, bob: User, client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login({"alice": alice, "bob": bob}[who])
    page = f"{life.get_absolute_url()}evidence/"
    client.get(page)
    with django_assert_max_num_queries(8):
        assert client.get(page).status_code == 200
