"""Django's own admin: people are found, given a role and closed there, by admins only."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.accounts.conftest import enrol, newest_code, sign_in
from tests.conftest import PASSWORD

LIST = "admin:accounts_user_changelist"


@pytest.fixture
def desk(client: Client, ada: User) -> Client:
    """Ada's browser, her second step done."""
    enrol(ada)
    client.force_login(ada)
    return client


def changed(user: User, **facts: str) -> dict[str, str]:
    """The change form as the page would post it."""
    return {
        "name": user.name,
        "role": user.role,
        "is_active": "on",
        "time_zone": user.time_zone,
        "quiet_from": "21:00",
        "quiet_to": "08:30",
    } | facts


def test_an_admin_finds_people_by_name(desk: Client, alice: User, carol: User) -> None:
    page = desk.get(reverse(LIST), {"q": "小雨"}).content.decode()
    assert alice.email in page
    assert carol.email not in page


def test_an_admin_makes_somebody_a_helper(desk: Client, alice: User) -> None:
    desk.post(reverse("admin:accounts_user_change", args=[alice.pk]), changed(alice, role="helper"))
    alice.refresh_from_db()
    assert alice.role == Role.HELPER


def test_nobody_takes_away_their_own_key(desk: Client, ada: User) -> None:
    desk.post(reverse("admin:accounts_user_change", args=[ada.pk]), changed(ada, role="consumer", is_active=""))
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMIN, True)


def test_passwords_are_hashes_nobody_can_edit(desk: Client, alice: User) -> None:
    before = alice.password
    desk.post(reverse("admin:accounts_user_change", args=[alice.pk]), changed(alice, password="x", email="x@x.org"))
    alice.refresh_from_db()
    assert (alice.password, alice.email) == (before, "alice@example.org")


def test_people_are_never_deleted(desk: Client, alice: User) -> None:
    assert desk.post(reverse("admin:accounts_user_delete", args=[alice.pk]), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


def test_a_person_made_here_comes_in_by_resetting_the_password(desk: Client) -> None:
    facts = {"email": "New@Example.org", "name": "新人", "role": "consumer", "is_active": "on"}
    clock = {"time_zone": "Asia/Shanghai", "quiet_from": "21:00", "quiet_to": "08:30"}
    desk.post(reverse("admin:accounts_user_add"), facts | clock)
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": user.email})
    browser.post(reverse("account_confirm_password_reset_code"), {"code": newest_code(user.email)})
    browser.post(reverse("account_complete_password_reset"), {"password1": PASSWORD})
    sign_in(browser, user)
    assert browser.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("who", ["alice", "bob", "mallory"])
def test_only_admins_come_in(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    user = request.getfixturevalue(who)
    enrol(user)
    client.force_login(user)
    assert client.get(reverse(LIST)).status_code in (302, 403)
