"""People whom a provider knows: found again, made once, never mistaken for somebody else, asked for the second step."""

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.core import context
from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from accounts.models import ExternalIdentity, Role, User
from accounts.signin import Identity, enter, person_for
from tests.accounts.conftest import app_code, enrol, newest_code

NOW = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
WECHAT = Identity("wechat", "o6_bmasdasdsad6_2sgVt7hMZOPfL", "小雨")


def arrive(client: Client, user: User) -> HttpResponse:
    """What a provider's view does once it has proven who is there, on this browser's own session."""
    request: HttpRequest = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    SessionMiddleware(lambda _request: HttpResponse()).process_request(request)
    request.user = user
    request.__dict__["_messages"] = FallbackStorage(request)
    with context.request_context(request):
        response = enter(request, user)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
    return response


def test_the_first_visit_makes_a_consumer_without_address_and_password(db: None) -> None:
    with translation.override("en"):
        user = person_for(WECHAT, now=NOW)
    kept = (user.name, user.email, user.role, user.language, user.date_joined)
    assert kept == ("小雨", "", Role.CONSUMER, "en", NOW)
    assert not user.has_usable_password()


def test_the_next_visit_finds_the_same_person(db: None) -> None:
    assert person_for(WECHAT) == person_for(Identity("wechat", WECHAT.subject, "another nickname"))
    assert User.objects.get().name == "小雨"


def test_the_same_id_at_another_provider_is_another_person(db: None) -> None:
    assert person_for(WECHAT) != person_for(Identity("phone", WECHAT.subject))


def test_nobody_becomes_alice_by_her_address(alice: User) -> None:
    user = person_for(Identity("somebody", alice.email, alice.name))
    assert user != alice
    assert user.email == ""


def test_a_provider_gives_no_role(bob: User) -> None:
    bob.external_identities.create(provider="phone", subject="+8613800000000")
    assert person_for(Identity("phone", "+8613800000000")).role == Role.HELPER
    assert person_for(Identity("phone", "+8613900000000")).role == Role.CONSUMER


@pytest.mark.parametrize(("provider", "subject"), [("", "1"), ("wechat", "")])
def test_an_identity_says_who(db: None, provider: str, subject: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        person_for(Identity(provider, subject))
    assert not User.objects.exists()


def test_any_number_of_people_have_no_address_but_each_address_is_one_persons(alice: User) -> None:
    person_for(WECHAT)
    person_for(Identity("phone", "+8613900000000"))
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=alice.email.upper())


def test_whoever_is_proven_by_a_provider_is_in_without_a_mail(client: Client, db: None) -> None:
    user = person_for(WECHAT)
    assert arrive(client, user)["Location"] == reverse(settings.LOGIN_REDIRECT_URL)
    assert client.session["_auth_user_id"] == str(user.pk)
    page = client.get(reverse("accounts:settings"))
    assert page.status_code == 200
    assert mail.outbox == []


def test_a_helper_with_an_app_is_asked_for_its_code(client: Client, bob: User) -> None:
    secret = enrol(bob)
    assert arrive(client, bob)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_a_closed_account_stays_closed(client: Client, db: None) -> None:
    user = person_for(WECHAT)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert arrive(client, person_for(WECHAT))["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_an_address_may_be_added_later(client: Client, db: None) -> None:
    user = person_for(WECHAT)
    arrive(client, user)
    assert client.get(reverse("account_email")).status_code == 200
    client.post(reverse("account_email"), {"email": "rain@example.org", "action_add": ""})
    assert user.email == ""
    client.post(reverse("account_email_verification_sent"), {"code": newest_code("rain@example.org")})
    user.refresh_from_db()
    assert user.email == "rain@example.org"


def visit_at_once() -> list[int]:
    """Eight first visits of one person at the same moment: whom each one found."""
    start = threading.Barrier(8)

    def visit(_turn: int) -> int:
        start.wait()
        try:
            return person_for(WECHAT).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(visit, range(8)))


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_of_eight_first_visits_at_once_one_makes_the_person() -> None:
    assert len(set(visit_at_once())) == 1
    assert (User.objects.count(), ExternalIdentity.objects.count()) == (1, 1)


ON_A_FILE = """
import django
django.setup()
from accounts.models import ExternalIdentity, User
from tests.accounts.test_signin import visit_at_once
print(len(set(visit_at_once())), User.objects.count(), ExternalIdentity.objects.count())
"""


@pytest.mark.only("sqlite")
@pytest.mark.django_db
def test_of_eight_first_visits_at_once_one_makes_the_person_in_a_file_of_sqlite(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "db.sqlite3") as copy:
        copy.executescript("\n".join(connection.connection.iterdump()))
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    env = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FILE], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["1", "1", "1"], done.stderr
