"""The second step: enrolling, signing in with it, and who can't do without."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.accounts.conftest import app_code, confirm, enrol, newest_code, sign_in

ENROL = "mfa_activate_totp"


def test_enrolling_with_the_apps_code_gives_recovery_codes(client: Client, alice: User) -> None:
    sign_in(client, alice)
    confirm(client)
    secret = client.get(reverse(ENROL)).context["form"].secret
    response = client.post(reverse(ENROL), {"code": app_code(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10


def test_whoever_has_just_signed_in_enrols_without_the_password_once_more(client: Client, bob: User) -> None:
    sign_in(client, bob)
    assert client.get(reverse(ENROL)).status_code == 200


def test_later_the_password_is_asked_for(client: Client, bob: User) -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=10)):
        sign_in(client, bob)
    assert reverse("account_reauthenticate") in client.get(reverse(ENROL))["Location"]


def test_a_wrong_app_code_switches_nothing_on(client: Client, alice: User) -> None:
    sign_in(client, alice)
    confirm(client)
    secret = client.get(reverse(ENROL)).context["form"].secret
    code = app_code(secret)
    response = client.post(reverse(ENROL), {"code": f"{(int(code) + 5) % 1_000_000:06d}"})
    assert response.context["form"].errors["code"]
    assert not is_mfa_enabled(alice)


def test_the_password_alone_isnt_enough_once_enrolled(client: Client, bob: User) -> None:
    secret = enrol(bob)
    assert sign_in(client, bob) == 302
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_a_code_opens_only_once(client: Client, bob: User) -> None:
    code = app_code(enrol(bob))
    for browser, inside in ((client, True), (Client(), False)):
        sign_in(browser, bob)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in browser.session) is inside


@pytest.mark.parametrize("who", ["bob", "ada"])
def test_helpers_and_admins_must_enrol_before_anything_else(
    client: Client, request: pytest.FixtureRequest, settings: Settings, who: str
) -> None:
    settings.SECOND_FACTOR = "required"
    client.force_login(request.getfixturevalue(who))
    for path in (reverse("accounts:settings"), reverse("admin:index")):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, reverse(ENROL))


def test_enrolling_signing_out_and_switching_language_stay_open(client: Client, bob: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    sign_in(client, bob)
    confirm(client)
    assert client.get(reverse(ENROL)).status_code == 200
    assert client.get("/healthz").status_code != 302
    switched = client.post(reverse("set_language"), {"language": "en", "next": "/me/"})
    assert switched["Location"] == "/me/"
    assert client.post(reverse("account_logout"))["Location"] != reverse(ENROL)
    assert "_auth_user_id" not in client.session


def test_an_enrolled_helper_goes_on(client: Client, bob: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    enrol(bob)
    client.force_login(bob)
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_consumers_are_never_sent_there(client: Client, alice: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    client.force_login(alice)
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_offered_means_not_required(client: Client, bob: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    client.force_login(bob)
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_a_reset_password_doesnt_skip_the_second_step(client: Client, bob: User) -> None:
    enrol(bob)
    client.post(reverse("account_reset_password"), {"email": bob.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code(bob.email)})
    client.post(reverse("account_complete_password_reset"), {"password1": "another-horse-8"})
    sign_in(client, bob, "another-horse-8")
    assert "_auth_user_id" not in client.session


def test_djangos_own_admin_door_doesnt_skip_it_either(client: Client, ada: User) -> None:
    enrol(ada)
    client.post("/admin/login/", {"username": ada.email, "password": "correct-horse-7", "next": "/admin/"})
    assert "_auth_user_id" not in client.session
