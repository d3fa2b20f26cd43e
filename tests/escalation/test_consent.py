"""Letting in and sending away take effect at once, everywhere; reads by others are on the owner's timeline."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from complaints.access import CHANGE, OWN, PREPARE, VIEW, Right, get_complaint, right_of
from complaints.models import CaseRead, Complaint
from complaints.status import Scope, TrackKind
from escalation import consent
from escalation.reads import seal_reads
from escalation.transitions import Action
from notifications.models import Notification
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, opened
from tests.escalation.conftest import LetIn, is_whole, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(alice: User) -> Complaint:
    return opened(alice)


def sees(who: User, case: Complaint, now: datetime = LATER) -> bool:
    """Lists and objects must agree."""
    listed = Complaint.objects.visible_to(who, now=now).filter(pk=case.pk).exists()
    try:
        got = get_complaint(who, case.public_code, now=now) == case
    except Http404:
        got = False
    assert listed == got == (right_of(who, case, now=now) >= VIEW)
    return got


@pytest.mark.parametrize(("scope", "right"), [(Scope.READ, VIEW), (Scope.PREPARE, PREPARE), (Scope.ACT, CHANGE)])
def test_a_helper_may_what_she_lets_them(scope: Scope, right: Right, case: Complaint, bob: User, let_in: LetIn) -> None:
    assert not sees(bob, case)
    let_in(case, bob, scope)
    assert sees(bob, case)
    assert right_of(bob, case) == right
    for asked in (VIEW, PREPARE, CHANGE, OWN):
        if asked <= right:
            get_complaint(bob, case.public_code, to=asked, now=LATER)
        else:
            with pytest.raises(PermissionDenied):
                get_complaint(bob, case.public_code, to=asked, now=LATER)


def test_who_is_sent_away_sees_nothing_at_once(case: Complaint, alice: User, bob: User, let_in: LetIn) -> None:
    access = let_in(case, bob, Scope.ACT)
    assert consent.revoke(access, alice, now=LATER)
    assert not sees(bob, case)
    assert not consent.revoke(access, alice, now=LATER)


def test_a_clock_that_was_set_back_keeps_nobody_in(case: Complaint, alice: User, bob: User, let_in: LetIn) -> None:
    access = let_in(case, bob, Scope.ACT)
    earlier = access.granted_at - DAY
    assert consent.revoke(access, alice, now=earlier)
    assert not sees(bob, case, now=earlier)


def test_an_access_ends_at_its_moment(case: Complaint, bob: User, let_in: LetIn) -> None:
    let_in(case, bob, Scope.READ, expires_at=START + DAY)
    assert sees(bob, case, START + DAY - timedelta(seconds=1))
    assert not sees(bob, case, START + DAY)


def test_a_new_scope_takes_the_place_of_the_old(case: Complaint, bob: User, let_in: LetIn) -> None:
    let_in(case, bob, Scope.ACT)
    let_in(case, bob, Scope.READ)
    assert right_of(bob, case) == VIEW
    assert case.accesses.filter(revoked_at__isnull=True).count() == 1


def test_strangers_and_admins_see_nothing(case: Complaint, carol: User, ada: User) -> None:
    assert not sees(carol, case)
    assert not sees(ada, case)


def test_an_admin_sees_a_case_while_it_is_submitted(alice: User, ada: User) -> None:
    case = at_stage(alice, "preparing")
    assert not sees(ada, case)
    do(case, Action.ASK_REVIEW, alice, track=TrackKind.COMPLAINT, text="x")
    assert sees(ada, case)
    with pytest.raises(PermissionDenied):
        get_complaint(ada, case.public_code, to=PREPARE)
    do(case, Action.DROP_FILING, alice, track=TrackKind.COMPLAINT)
    assert not sees(ada, case)


@pytest.mark.parametrize("address", ["carol@example.org", "ada@example.org", "nobody@example.org", "alice@example.org"])
def test_only_helpers_are_let_in(address: str, case: Complaint, alice: User, carol: User, ada: User) -> None:
    before = written(case)
    with pytest.raises(consent.NotPossible):
        consent.grant(case, alice, address, Scope.READ, now=LATER)
    assert written(case) == before
    assert not case.accesses.exists()


def test_an_address_may_be_typed_in_any_case(case: Complaint, alice: User, bob: User) -> None:
    assert consent.grant(case, alice, "  BOB@Example.org ", Scope.READ, now=LATER).user == bob


def test_nobody_but_the_owner_lets_in_or_sends_away(case: Complaint, bob: User, carol: User, let_in: LetIn) -> None:
    with pytest.raises(consent.NotPossible):
        consent.grant(case, carol, bob.email, Scope.READ, now=LATER)
    access = let_in(case, bob, Scope.ACT)
    with pytest.raises(consent.NotPossible):
        consent.revoke(access, bob, now=LATER)
    assert sees(bob, case)


def test_a_day_that_is_over_lets_nobody_in(case: Complaint, alice: User, bob: User) -> None:
    with pytest.raises(consent.NotPossible):
        consent.grant(case, alice, bob.email, Scope.READ, expires_at=LATER, now=LATER)


def test_both_are_in_the_ledger(case: Complaint, alice: User, bob: User, let_in: LetIn) -> None:
    access = let_in(case, bob, Scope.PREPARE, expires_at=START + DAY)
    consent.revoke(access, alice, now=LATER)
    granted, revoked = case.events.filter(kind__startswith="access_").order_by("seq")
    assert (granted.kind, granted.actor, granted.at) == ("access_granted", alice, START)
    assert (granted.body.data["helper"], granted.body.data["scope"]) == (bob.public_code, "prepare")
    assert granted.body.data["expires_at"].startswith("2026-11-03T02:00")
    assert (revoked.kind, revoked.actor, revoked.at) == ("access_revoked", alice, LATER)
    assert is_whole(case)


def test_the_helper_is_told_once_and_only_while_it_stands(
    case: Complaint, alice: User, bob: User, let_in: LetIn
) -> None:
    access = let_in(case, bob, Scope.ACT)
    said = Notification.objects.get(kind="case_access")
    assert said.recipient == bob
    assert consent.still_granted(said.ref)
    consent.revoke(access, alice)
    assert not consent.still_granted(said.ref)


@pytest.mark.parametrize(("language", "button"), [("zh-hans", "查看案件"), ("en", "Look at the case")])
def test_each_is_told_in_their_own_language(
    case: Complaint, alice: User, bob: User, let_in: LetIn, language: str, button: str
) -> None:
    User.objects.update(language=language)
    let_in(case, bob, Scope.ACT)
    do(case, Action.CONTACT_SELLER, bob, text="x")
    said = Notification.objects.filter(kind__in=("case_access", "case_update"))
    assert {(n.recipient, n.payload["button"]) for n in said} == {(bob, button), (alice, button)}


def test_a_step_of_the_helper_is_told_to_the_owner_and_not_to_the_helper(
    case: Complaint, alice: User, bob: User, let_in: LetIn
) -> None:
    let_in(case, bob, Scope.ACT)
    do(case, Action.CONTACT_SELLER, bob, text="x")
    assert [n.recipient for n in Notification.objects.filter(kind="case_update")] == [alice]


def test_reads_are_noted_once_an_hour_and_never_the_owners(
    case: Complaint, alice: User, bob: User, let_in: LetIn
) -> None:
    let_in(case, bob, Scope.READ)
    for minutes in (0, 10, 59, 61):
        get_complaint(bob, case.public_code, now=START + timedelta(minutes=minutes))
        get_complaint(alice, case.public_code, now=START + timedelta(minutes=minutes))
    assert list(CaseRead.objects.values_list("reader", flat=True)) == [bob.pk] * 2


def test_a_days_reads_become_one_entry_when_the_day_is_over(case: Complaint, bob: User, let_in: LetIn) -> None:
    let_in(case, bob, Scope.READ)
    for hours in (0, 2, 5, 24):
        get_complaint(bob, case.public_code, now=START + hours * HOUR)
    assert seal_reads(START + 6 * HOUR) == 0
    assert seal_reads(START + 25 * HOUR) == 1
    assert seal_reads(START + 26 * HOUR) == 0
    entry = case.events.get(kind="read")
    assert (entry.actor, entry.body.data["day"], entry.body.data["hours"]) == (bob, "2026-11-02", 3)
    assert seal_reads(START + 48 * HOUR) == 1
    assert is_whole(case)


def test_a_look_does_not_touch_the_ledger(case: Complaint, bob: User, let_in: LetIn) -> None:
    let_in(case, bob, Scope.READ)
    before = written(case)
    get_complaint(bob, case.public_code, now=LATER)
    assert written(case) == before
