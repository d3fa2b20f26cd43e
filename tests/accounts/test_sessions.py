"""Where somebody is signed in, and how the others are signed out."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.templatetags.accounts_tags import device
from tests.accounts.conftest import sign_in

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1"


def test_the_others_are_signed_out_and_this_one_stays(client: Client, alice: User) -> None:
    phone = Client(HTTP_USER_AGENT=IPHONE)
    sign_in(phone, alice)
    sign_in(client, alice)
    page = client.get(reverse("usersessions_list"))
    assert page.context["session_count"] == 2
    assert "Safari · iPhone" in page.content.decode()
    client.post(reverse("usersessions_list"))
    assert phone.get(reverse("accounts:settings")).status_code == 302
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_nobody_sees_the_sessions_of_others(client: Client, alice: User, carol: User) -> None:
    sign_in(Client(HTTP_USER_AGENT=IPHONE), carol)
    sign_in(client, alice)
    assert client.get(reverse("usersessions_list")).context["session_count"] == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (IPHONE, "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
    ],
)
def test_a_device_is_named_as_people_name_it(agent: str, name: str) -> None:
    assert device(agent) == name


def test_signing_out_asks_first_and_then_does(client: Client, alice: User) -> None:
    sign_in(client, alice)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
