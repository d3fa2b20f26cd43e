"""Sign-up: three lines, a code, in. Nobody learns who else has an account, and nobody makes themselves an admin."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.accounts.conftest import newest_code
from tests.conftest import PASSWORD

FORM = {"name": "林小雨", "email": "New@Example.org", "password1": PASSWORD}


def sign_up(client: Client, **more: str) -> str:
    """Where the filled-in form leads."""
    response = client.post(reverse("account_signup"), FORM | more)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_a_code_from_the_mail_opens_the_new_account(client: Client) -> None:
    assert sign_up(client) == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_email_verification_sent"), {"code": newest_code("new@example.org")})
    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.name == "林小雨"


def test_a_wrong_code_opens_nothing_and_says_so(client: Client) -> None:
    sign_up(client)
    right = newest_code("new@example.org")
    wrong = "000000" if right != "000000" else "111111"
    response = client.post(reverse("account_email_verification_sent"), {"code": wrong})
    assert response.context["form"].errors["code"]
    assert "_auth_user_id" not in client.session


def test_the_third_wrong_code_ends_it(client: Client) -> None:
    sign_up(client)
    right = newest_code("new@example.org")
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        client.post(reverse("account_email_verification_sent"), {"code": wrong})
    client.post(reverse("account_email_verification_sent"), {"code": right})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("field", ["role", "is_superuser", "is_staff"])
def test_nobody_chooses_their_own_role(client: Client, field: str) -> None:
    sign_up(client, **{field: "admin"})
    user = User.objects.get(email="new@example.org")
    assert (user.role, user.is_superuser, user.is_staff) == (Role.CONSUMER, False, False)


def test_an_address_in_use_looks_like_any_other(client: Client, alice: User) -> None:
    assert sign_up(client, email=alice.email.upper()) == reverse("account_email_verification_sent")
    page = client.get(reverse("account_email_verification_sent"))
    assert page.status_code == 200
    assert User.objects.filter(email=alice.email).count() == 1
    assert "\n\n" in str(mail.outbox[-1].body)
    assert reverse("account_reset_password") in str(mail.outbox[-1].body)


def test_a_weak_password_is_refused_beside_its_field_and_the_rest_is_kept(client: Client) -> None:
    response = client.post(reverse("account_signup"), FORM | {"password1": "12345678"})
    assert list(response.context["form"].errors) == ["password1"]
    assert "林小雨" in response.content.decode()


def test_the_code_comes_as_plain_text_and_as_html(client: Client) -> None:
    sign_up(client)
    letter = mail.outbox[-1]
    code = newest_code("new@example.org")
    assert code in letter.subject
    assert isinstance(letter, mail.EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert f"<h1>{code}</h1>" in html
    assert "style=" not in html


def test_a_mistyped_address_is_mended_before_the_code_is_entered(client: Client) -> None:
    sign_up(client, email="nwe@example.org")
    page = reverse("account_email_verification_sent")
    client.post(page, {"action": "change", "email": "new@example.org"})
    client.post(page, {"code": newest_code("new@example.org")})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@example.org").pk)


def test_a_new_code_replaces_the_lost_one(client: Client) -> None:
    sign_up(client)
    first = newest_code("new@example.org")
    # Ten seconds must pass between two codes; the limit is allauth's own, so it is lifted here by emptying its memory.
    cache.clear()
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    assert len(mail.outbox) == 2
    newest = newest_code("new@example.org")
    if first != newest:
        client.post(reverse("account_email_verification_sent"), {"code": first})
        assert "_auth_user_id" not in client.session
    client.post(reverse("account_email_verification_sent"), {"code": newest})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_language_of_the_page_becomes_the_persons_own(client: Client, language: str) -> None:
    client.post(reverse("set_language"), {"language": language})
    sign_up(client)
    assert User.objects.get(email="new@example.org").language == language


def test_a_mail_speaks_the_language_of_whom_it_goes_to_whatever_the_page_speaks(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    client.post(reverse("account_reset_password"), {"email": alice.email})
    assert not re.search(r"[\u4e00-\u9fff]", f"{mail.outbox[-1].subject} {mail.outbox[-1].body}".replace("据理", ""))
