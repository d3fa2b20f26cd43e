"""What the account tests share: a browser that isn't signed in yet, and the codes in the mails."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def limits(db: None) -> None:
    """The limits live in the database cache, so its table must be there as in the product."""
    call_command("createcachetable", verbosity=0)


def newest_code(to: str) -> str:
    """The 6 digits in the newest mail to this address."""
    letter = next(letter for letter in reversed(mail.outbox) if letter.to == [to])
    found = re.search(r"^\d{6}$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found.group()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> int:
    """The status of trying to sign in by the form: 302 when it leads on, 200 when the form comes again."""
    return client.post("/accounts/login/", {"login": user.email, "password": password}).status_code


def confirm(client: Client) -> None:
    """Type the password once more, as allauth asks before something important changes."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def enrol(user: User) -> str:
    """Give the person an authenticator app; its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return secret


def app_code(secret: str) -> str:
    """What the authenticator app shows now."""
    counter = list(totp.yield_hotp_counters_from_time())[-1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
