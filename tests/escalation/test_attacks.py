"""What somebody could send on purpose: keys and versions of other forms, moments that never were, foreign amounts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from complaints.access import Right, right_of
from complaints.models import Complaint
from complaints.status import ClaimKind, Scope, Status
from escalation import consent
from escalation.models import Review, Step
from escalation.sweeping import sweep
from escalation.transitions import Action
from escalation.workflow import Stale, Unmet, perform
from notifications.models import Notification
from tests.cases import LATER, at_stage, do

A = Action


def send(case: Complaint, action: Action, user: User, **data: Any) -> Any:
    """The form of `action`, posted by `user`."""
    client = Client()
    client.force_login(user)
    values = {"version": case.version, "key": "k", "track": "", "happened_at": "2026-11-02T12:00"} | data
    return client.post(reverse("escalation:do", args=(case.public_code, action)), values)


@pytest.mark.django_db
def test_a_key_used_for_another_action_does_not_answer_with_that_step(alice: User) -> None:
    case = at_stage(alice, "contacted")
    perform(case, A.RECORD_REFUSAL, alice, now=LATER, key="form-1")
    with pytest.raises(Stale):
        perform(case, A.ESCALATE_TO_PLATFORM, alice, now=LATER, key="form-1", text="请介入")


@pytest.mark.django_db
def test_a_reader_is_not_told_that_the_owners_step_was_theirs(alice: User, bob: User) -> None:
    case = at_stage(alice, "contacted")
    consent.grant(case, alice, bob.email, Scope.READ, now=LATER)
    perform(case, A.WITHDRAW, alice, now=LATER, key="form-1")
    with pytest.raises(Stale):
        perform(case, A.WITHDRAW, bob, now=LATER, key="form-1")


@pytest.mark.parametrize("version", ["-1", "99999999999999999999999"])
@pytest.mark.django_db
def test_a_version_that_never_was_is_no_crash(alice: User, version: str) -> None:
    case = at_stage(alice, "contacted")
    assert send(case, A.RECORD_REFUSAL, alice, version=version).status_code in (409, 422)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1999-01-01T00:00", "2026-10-01T00:00"])
@pytest.mark.django_db
def test_nothing_happened_before_the_order(alice: User, moment: str) -> None:
    case = at_stage(alice, "negotiating")
    answer = send(case, A.CONTACT_SELLER, alice, text="请退款", happened_at=moment)
    assert answer.status_code == 422
    assert not Step.objects.filter(complaint=case, action=A.CONTACT_SELLER).exists()


@pytest.mark.parametrize("name", ["keep_by", "happened_at"])
@pytest.mark.parametrize("moment", ["9999-12-31T23:59", "0001-01-01T00:00"])
@pytest.mark.django_db
def test_the_ends_of_the_calendar_are_no_crash(alice: User, moment: str, name: str) -> None:
    case = at_stage(alice, "contacted")
    answer = send(case, A.RECORD_AGREEMENT, alice, **({"keep_by": "2026-12-01T00:00"} | {name: moment}))
    assert answer.status_code == 422


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-1", "1e400", "1e-400", "1e9", "-0.001", "9" * 5000])
@pytest.mark.django_db
def test_amounts_that_are_none_are_refused(alice: User, amount: str) -> None:
    case = at_stage(alice, "contacted")
    answer = send(case, A.RECORD_AGREEMENT, alice, promised=amount, keep_by="2026-12-01T00:00")
    assert answer.status_code == 422


@pytest.mark.parametrize("stage", ["approved", "in_review"])
@pytest.mark.django_db
def test_the_text_that_was_reviewed_is_the_one_to_file(alice: User, ada: User, stage: str) -> None:
    case = at_stage(alice, stage, admin=ada)
    if stage == "in_review":
        perform(case, A.RETURN_FILING, ada, now=LATER, track="complaint", reason="请写日期")
    action = A.ESCALATE_TO_REGULATOR if stage == "approved" else A.ASK_REVIEW
    client = Client()
    client.force_login(alice)
    page = client.get(reverse("escalation:do", args=(case.public_code, action)), {"track": "complaint"})
    assert page.context["form"].initial["text"] == "请在三日内退款。"


@pytest.mark.django_db
def test_a_helper_who_is_one_no_longer_sees_no_case(alice: User, bob: User) -> None:
    case = at_stage(alice, "contacted")
    consent.grant(case, alice, bob.email, Scope.ACT, now=LATER)
    bob.role = Role.CONSUMER
    bob.save()
    assert right_of(bob, case, now=LATER) is Right.NONE
    assert not Complaint.objects.visible_to(bob, now=LATER).exists()
    client = Client()
    client.force_login(bob)
    assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_expired_access_ends_every_page(alice: User, bob: User, settings: Any) -> None:
    settings.SECOND_FACTOR = "offered"
    case = at_stage(alice, "contacted")
    consent.grant(case, alice, bob.email, Scope.ACT, expires_at=LATER + timedelta(hours=1), now=LATER)
    for action in (A.WITHDRAW, A.RECORD_REFUSAL):
        assert send(case, action, bob).status_code == 404
    case.refresh_from_db()
    assert case.status == Status.NEGOTIATING


@pytest.mark.django_db
def test_a_huge_id_is_not_found(alice: User) -> None:
    case = at_stage(alice, "contacted")
    client = Client()
    client.force_login(alice)
    huge = "9" * 30
    code = case.public_code
    assert client.get(f"/c/{code}/why/{huge}/").status_code == 404
    assert client.post(f"/c/{code}/people/{huge}/revoke/").status_code == 404
    assert client.get(f"/orders/{huge}/").status_code == 404
    assert client.get(f"/c/{code}/edit/order/{huge}/").status_code == 404
    assert client.post(f"/inbox/{huge}/open/").status_code == 404
    assert client.get(f"/new/?order={huge}").status_code == 404
    assert client.get(f"/orders/?before={huge}").status_code == 200
    assert client.get(f"/inbox/?before={huge}").status_code == 200


@pytest.mark.django_db
def test_a_zone_that_nobody_knows_stops_neither_the_case_nor_the_others_reminders(alice: User, carol: User) -> None:
    lost, other = at_stage(alice, "contacted"), at_stage(carol, "contacted")
    User.objects.filter(pk=alice.pk).update(time_zone="Mars/Olympus_Mons")
    assert sweep(LATER + timedelta(days=9)).reminded == 2
    perform(lost, A.RECORD_SILENCE, alice, now=LATER + timedelta(days=9))
    assert {said.recipient for said in Notification.objects.all()} == {alice, carol}
    assert other.deadlines.filter(state="lapsed").exists()


@pytest.mark.django_db
def test_another_text_than_the_approved_one_is_not_filed(alice: User, ada: User) -> None:
    case = at_stage(alice, "approved", admin=ada, claims={ClaimKind.REFUND_ONLY: Decimal(6000)})
    with pytest.raises(Unmet):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track="complaint", text="我另写的一份。")
    approved = Review.objects.get(track__complaint=case).text
    do(case, A.ESCALATE_TO_REGULATOR, alice, track="complaint", text=f"{approved}\r\n")
    assert case.status == "with_regulator"
