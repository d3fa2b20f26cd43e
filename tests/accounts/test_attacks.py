"""Sessions, shared phones, and what an attacker with half of the keys could do."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from tests.accounts.conftest import app_code, enrol, sign_in
from tests.cases import at_stage
from tests.conftest import PASSWORD

ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example")


@pytest.fixture
def inside(client: Client, ada: User, settings: Settings) -> Client:
    settings.SECOND_FACTOR = "offered"
    client.force_login(ada)
    return client


def test_pages_of_a_signed_in_person_stay_in_no_cache(client: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    client.force_login(alice)
    for page in ("/", "/cases/", case.get_absolute_url(), "/inbox/", "/me/"):
        assert client.get(page)["Cache-Control"] == "private, no-store", page


def test_a_session_of_the_password_alone_ends_when_the_second_step_is_set_up(client: Client, bob: User) -> None:
    thief = Client()
    sign_in(thief, bob)
    sign_in(client, bob)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert client.get(reverse("desk:queue")).status_code == 200
    assert thief.get(reverse("desk:queue"))["Location"].startswith(reverse("account_login"))


def test_many_tries_do_not_push_out_the_count_of_tries() -> None:
    for n in range(400):
        cache.set(f"try{n}", [n], 300)
    assert all(cache.get(f"try{n}") for n in range(400))


def test_admins_do_not_see_password_hashes(inside: Client, alice: User) -> None:
    page = inside.get(reverse("admin:accounts_user_change", args=(alice.pk,)))
    assert page.status_code == 200
    assert alice.password not in page.content.decode()


def test_nobody_reads_second_steps_in_djangos_admin(client: Client, bob: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    enrol(bob)
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    step = Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    assert client.get(reverse("admin:mfa_authenticator_change", args=(step.pk,))).status_code == 403


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_and_changing_language_lead_nowhere_else(client: Client, alice: User, address: str) -> None:
    data = {"login": alice.email, "password": PASSWORD, "language": "en", "next": address}
    for page in (reverse("account_login"), reverse("set_language")):
        assert client.post(page, data)["Location"] == "/"


def test_every_post_needs_the_token(alice: User) -> None:
    case = at_stage(alice, "contacted")
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    below = (
        "do/withdraw/",
        "people/",
        "people/1/revoke/",
        "evidence/add/",
        "edit/story/",
        "edit/claims/",
        "edit/seller/",
    )
    pages = [case.get_absolute_url() + page for page in below]
    for page in (*pages, "/new/", "/me/", "/inbox/read/", "/inbox/1/open/", "/accounts/logout/", "/accounts/email/"):
        assert client.post(page).status_code == 403, page


def test_signing_in_changes_the_session(client: Client, alice: User) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client, alice)
    assert client.session.session_key != before


def test_codes_for_a_new_password_can_not_be_tried_without_end(alice: User) -> None:
    begun = timezone.now()
    for minute in range(6):
        with time_machine.travel(begun + timedelta(minutes=2 * minute)):
            answer = Client().post(reverse("account_reset_password"), {"email": alice.email})
    assert answer.status_code == 429


def test_djangos_admin_is_not_there_for_others(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/admin/", follow=True).status_code == 404
