"""Every account page in the default language: Chinese throughout, in our frame, without anything inline."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import confirm, enrol, newest_code, sign_in
from tests.conftest import PASSWORD

# Names that stay as they are in a Chinese sentence.
_NAMES = re.compile(r"\b(App|Juli|QR|EN|English|Safari|Mac|Chrome|Firefox|example|org|alice|new)\b")
_MARKUP = re.compile(r"<(script|style|template|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)
_KEY = re.compile(r"\b[A-Z2-7]{16,}\b")


def main_of(page: str) -> str:
    """What stands in <main>: the page's own words, without the frame that others write."""
    return page.partition("<main")[2].partition("</main>")[0].partition(">")[2]


def english_in(page: str) -> list[str]:
    """English words left over among what people read, in the text and in what is read aloud."""
    main = main_of(page)
    spoken = " ".join(re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', main))
    words = _NAMES.sub("", _KEY.sub("", _MARKUP.sub(" ", main) + " " + spoken))
    return re.findall(r"[A-Za-z]{2,}", words)


def outside(client: Client) -> Iterator[tuple[str, str]]:
    """The pages before signing in, walked as someone would: name and HTML."""
    for name in ("account_login", "account_signup", "account_reset_password", "account_inactive"):
        yield name, client.get(reverse(name)).content.decode()
    yield "refused", client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"}).content.decode()
    yield "empty", client.post(reverse("account_signup"), {"password1": "1"}).content.decode()
    form = {"name": "小雨", "email": "new@example.org", "password1": PASSWORD}
    yield "code", client.post(reverse("account_signup"), form, follow=True).content.decode()
    wrong = {"code": "x"}
    yield "wrong code", client.post(reverse("account_email_verification_sent"), wrong).content.decode()


def reset(client: Client, user: User) -> Iterator[tuple[str, str]]:
    """The pages of a forgotten password."""
    asked = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    yield "reset code", asked.content.decode()
    code = {"code": newest_code(user.email)}
    yield "new password", client.post(asked.request["PATH_INFO"], code, follow=True).content.decode()
    done = client.post(reverse("account_complete_password_reset"), {"password1": "another-horse-8"}, follow=True)
    yield "done", done.content.decode()


def inside(client: Client, user: User) -> Iterator[tuple[str, str]]:
    """The pages of somebody signed in, before and after they set up a second step."""
    sign_in(client, user)
    yield "confirm", client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    confirm(client)
    names = ["accounts:settings", "account_email", "account_change_password", "account_logout", "usersessions_list"]
    for name in [*names, "mfa_index", "mfa_activate_totp"]:
        yield name, client.get(reverse(name)).content.decode()
    RecoveryCodes.activate(user)
    enrol(user)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        yield name, client.get(reverse(name)).content.decode()
    yield "confirm by app", client.get(reverse("mfa_reauthenticate")).content.decode()
    browser = Client()
    sign_in(browser, user)
    yield "second step", browser.get(reverse("mfa_authenticate")).content.decode()


def looks_right(name: str, page: str) -> None:
    """In our frame, with one heading, nothing inline, and no English left."""
    assert 'class="main ' in page, f"{name} isn't in our frame"
    assert main_of(page).count("<h1") == 1, name
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)", page), name
    assert english_in(page) == [], name


def test_the_pages_before_signing_in_are_chinese_and_ours(client: Client) -> None:
    for name, page in outside(client):
        looks_right(name, page)


def test_the_pages_of_a_forgotten_password_are_chinese_and_ours(client: Client, alice: User) -> None:
    for name, page in reset(client, alice):
        looks_right(name, page)


def test_the_pages_of_the_signed_in_are_chinese_and_ours(client: Client, alice: User) -> None:
    for name, page in inside(client, alice):
        looks_right(name, page)


def test_too_many_tries_get_a_page_that_says_how_long_to_wait(client: Client) -> None:
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": "a@example.org"})
    response = client.post(reverse("account_reset_password"), {"email": "a@example.org"})
    assert response.status_code == 429
    looks_right("too many", response.content.decode())


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_the_pages_are_english_for_who_chose_it(client: Client, name: str) -> None:
    client.post(reverse("set_language"), {"language": "en"})
    assert not re.search(r"[\u4e00-\u9fff]", main_of(client.get(reverse(name)).content.decode()))
