"""Sessions, shared phones, and what an attacker with half of the keys could do."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.cases import at_stage
from tests.conftest import PASSWORD


@pytest.mark.django_db
def test_pages_of_a_signed_in_person_stay_in_no_cache(alice: User) -> None:
    case = at_stage(alice, "contacted")
    client = Client()
    client.force_login(alice)
    for page in ("/", "/cases/", case.get_absolute_url(), "/inbox/", "/me/"):
        assert "no-store" in client.get(page).headers.get("Cache-Control", ""), page


@pytest.mark.django_db
def test_a_session_from_before_the_second_step_does_not_pass_for_one_with_it(bob: User) -> None:
    thief = Client()
    thief.post("/accounts/login/", {"login": bob.email, "password": PASSWORD})
    assert thief.get("/desk/").status_code == 302
    TOTP.activate(bob, generate_totp_secret())
    assert thief.get("/desk/").status_code == 302


@pytest.mark.django_db
def test_many_tries_do_not_push_the_count_of_tries_out(settings: Any) -> None:
    cache.clear()
    for n in range(1000):
        cache.set(f"try{n}", [n], 300)
    assert sum(cache.get(f"try{n}") is not None for n in range(1000)) == 1000


@pytest.mark.django_db
def test_admins_do_not_see_password_hashes(alice: User, ada: User, settings: Any) -> None:
    settings.SECOND_FACTOR = "offered"
    client = Client()
    client.force_login(ada)
    text = client.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()
    assert alice.password not in text


@pytest.mark.django_db
def test_nobody_reads_secrets_in_djangos_admin(ada: User, settings: Any) -> None:
    settings.SECOND_FACTOR = "offered"
    ada.is_superuser = True
    ada.save()
    client = Client()
    client.force_login(ada)
    print([m._meta.label for m in admin.site._registry])
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    from allauth.mfa.models import Authenticator

    pk = Authenticator.objects.get().pk
    r = client.get(f"/admin/mfa/authenticator/{pk}/change/", follow=True)
    assert "JBSWY3DPEHPK3PXP" not in r.content.decode()


@pytest.mark.parametrize(
    "next_url",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"],
)
@pytest.mark.django_db
def test_signing_in_leads_nowhere_else(alice: User, next_url: str) -> None:
    answer = Client().post("/accounts/login/", {"login": alice.email, "password": PASSWORD, "next": next_url})
    assert answer.status_code == 302 and "evil" not in answer["Location"] and "javascript" not in answer["Location"]
    answer = Client().post("/language/", {"language": "en", "next": next_url})
    assert "evil" not in answer["Location"] and "javascript" not in answer["Location"]


@pytest.mark.django_db
def test_every_post_needs_the_token(alice: User) -> None:
    case = at_stage(alice, "contacted")
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    code = case.public_code
    for page in (
        f"/c/{code}/do/withdraw/",
        f"/c/{code}/people/",
        f"/c/{code}/evidence/add/",
        f"/c/{code}/edit/story/",
        "/new/",
        "/me/",
        "/inbox/read/",
        "/inbox/1/open/",
        f"/c/{code}/people/1/revoke/",
        "/accounts/logout/",
        "/language/",
        "/accounts/email/",
        "/accounts/sessions/",
    ):
        assert client.post(page, {}).status_code == 403, page


@pytest.mark.django_db
def test_signing_in_changes_the_session(alice: User) -> None:
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert client.session.session_key != before
