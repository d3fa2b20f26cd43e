"""Passwords: forgotten, changed, guessed."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.adapter import JuliAccountAdapter
from accounts.models import User
from tests.accounts.conftest import newest_code, sign_in
from tests.conftest import PASSWORD

NEW = "another-horse-8"
WAIT = JuliAccountAdapter.error_messages["too_many_login_attempts"]


def test_a_code_resets_a_forgotten_password(client: Client, alice: User) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code(alice.email)})
    client.post(reverse("account_complete_password_reset"), {"password1": NEW})
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert sign_in(Client(), alice, NEW) == 302


def test_a_reset_for_an_unknown_address_looks_the_same(client: Client) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert response["Location"] == reverse("account_confirm_password_reset_code")
    assert reverse("account_signup") in str(mail.outbox[-1].body)


def test_a_password_is_changed_with_the_current_one(client: Client, alice: User) -> None:
    sign_in(client, alice)
    change = reverse("account_change_password")
    refused = client.post(change, {"oldpassword": "wrong", "password1": NEW})
    assert list(refused.context["form"].errors) == ["oldpassword"]
    done = client.post(change, {"oldpassword": PASSWORD, "password1": NEW})
    assert done["Location"] == reverse("accounts:settings")
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert mail.outbox[-1].to == [alice.email]


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, alice: User) -> None:
    for _ in range(5):
        assert sign_in(client, alice, "wrong") == 200
    page = client.post("/accounts/login/", {"login": alice.email, "password": "wrong"})
    assert str(WAIT) in page.context["form"].non_field_errors()
    page = client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert str(WAIT) in page.context["form"].non_field_errors()
    assert "_auth_user_id" not in client.session


def test_one_locked_account_doesnt_lock_another(client: Client, alice: User, carol: User) -> None:
    for _ in range(6):
        sign_in(client, alice, "wrong")
    assert sign_in(client, carol) == 302


def test_the_limits_live_in_the_database(client: Client, alice: User) -> None:
    sign_in(client, alice, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert len(cursor.fetchall()) == 2
    assert "DatabaseCache" in type(caches["default"]).__name__


def test_the_limits_hold_without_redis(client: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [cache for cache in settings.CACHES.values() if "redis" in cache["BACKEND"].lower()]
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    for _ in range(5):
        sign_in(client, alice, "wrong")
    assert sign_in(client, alice) == 200
