"""`manage.py make_admin`: the first admin comes in, at a terminal and from a script."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.accounts.conftest import enrol, newest_code, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def make_admin(email: str, *options: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("make_admin", email, *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_a_script_makes_an_admin_who_signs_in_at_once(client: Client, piped: None) -> None:
    make_admin("Ada@Example.org", "--password-stdin", "--name", "沈审核")
    ada = User.objects.get(email="ada@example.org")
    assert (ada.role, ada.name, ada.is_superuser) == (Role.ADMIN, "沈审核", False)
    sign_in(client, ada)
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_without_a_password_they_choose_one_by_mail(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert reverse("account_reset_password") in make_admin("ada@example.org")
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code("ada@example.org")})
    client.post(reverse("account_complete_password_reset"), {"password1": PASSWORD})
    sign_in(client, User.objects.get())
    assert "_auth_user_id" in client.session


def test_somebody_who_exists_keeps_password_name_and_second_step(
    client: Client, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    enrol(bob)
    make_admin(bob.email)
    before = bob.password
    bob.refresh_from_db()
    assert (bob.role, bob.name, bob.password) == (Role.ADMIN, "许志愿", before)
    sign_in(client, bob)
    assert "_auth_user_id" not in client.session


def test_twice_is_once(piped: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_admin("ada@example.org", "--password-stdin")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    make_admin("ada@example.org")
    assert User.objects.get().emailaddress_set.get().verified


@pytest.mark.parametrize("email", ["ada", "", "ada@"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(CommandError, match="e-mail address"):
        make_admin(email)


@pytest.mark.parametrize("password", ["", "12345678", "ada@example.org"])
def test_a_weak_password_is_refused_and_nobody_is_made(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    with pytest.raises(CommandError):
        make_admin("ada@example.org", "--password-stdin")
    assert not User.objects.exists()
