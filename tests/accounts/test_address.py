"""A change of address needs a code from the new one, and the old one is told."""

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.signin import vouch_for_address
from tests.accounts.conftest import confirm, newest_code, sign_in
from tests.conftest import PASSWORD


def test_the_address_changes_after_the_password_and_the_code_and_not_before(client: Client, alice: User) -> None:
    sign_in(client, alice)
    asked = client.post(reverse("account_email"), {"email": "Rain@Example.org", "action_add": ""})
    assert not mail.outbox
    client.post(asked["Location"], {"password": PASSWORD})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    response = client.post(reverse("account_email_verification_sent"), {"code": newest_code("rain@example.org")})
    assert response["Location"] == reverse("accounts:settings")
    alice.refresh_from_db()
    assert alice.email == "rain@example.org"
    assert ["alice@example.org"] in [letter.to for letter in mail.outbox]


def test_an_address_of_another_person_cant_be_taken(client: Client, alice: User, carol: User) -> None:
    sign_in(client, alice)
    confirm(client)
    client.post(reverse("account_email"), {"email": carol.email, "action_add": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert not [letter for letter in mail.outbox if letter.to == [carol.email] and str(letter.subject)[:7].isdigit()]


def test_an_account_opened_by_an_operator_needs_no_code(client: Client) -> None:
    user = User.objects.create_user("demo@example.org", PASSWORD, name="演示")
    vouch_for_address(user)
    assert vouch_for_address(user).primary
    assert sign_in(client, user) == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not mail.outbox
