"""The link that ends mail: one tap for a mail program, a question for people, nothing for scanners."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from notifications.delivering import Delivered, deliver_waiting
from notifications.models import Delivery, Notification, Route
from notifications.stopping import link_for
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import Postbox

pytestmark = pytest.mark.django_db

ONE_TAP = {"List-Unsubscribe": "One-Click"}  # RFC 8058, 3.1


def path_in_mail(box: Postbox) -> str:
    return urlsplit(str(box.mails[-1]["List-Unsubscribe"]).strip(" <>")).path


def test_one_tap_in_the_mail_program_ends_it(alice: User, postbox: Postbox, settings: Settings) -> None:
    settings.SITE_URL = "https://juli.example"
    tell(alice)
    assert deliver_waiting(now=NOW).sent == 1
    tell(alice, "note:2")
    program = Client(enforce_csrf_checks=True)
    assert program.post(path_in_mail(postbox), ONE_TAP).status_code == 302
    assert deliver_waiting(now=NOW) == Delivered(dropped=1), "what is on its way isn't sent either"
    tell(alice, "note:3")
    assert not Delivery.objects.filter(notification__key="note:3").exists()
    assert Notification.objects.filter(key="note:3").exists(), "the inbox still shows it"


def test_looking_at_it_changes_nothing_and_it_can_be_undone(alice: User, client: Client) -> None:
    path = urlsplit(link_for(alice)).path
    page = client.get(path)
    assert "只有邮件能在期限之前通知到你" in page.text
    assert alice.email not in page.text
    assert not Route.objects.exists()
    assert "重新开启邮件" in client.post(path, follow=True).text
    assert not Route.objects.get().is_on
    client.post(path, {"on": "1"})
    assert Route.objects.get().is_on


def test_without_https_no_one_tap_is_promised(alice: User, postbox: Postbox, settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    tell(alice)
    deliver_waiting(now=NOW)
    assert "List-Unsubscribe-Post" not in postbox.mails[0]


@pytest.mark.parametrize("token", ["guessed", "abcdefghijkm:x", "a" * 300])
def test_a_link_that_we_never_made_is_none(token: str, alice: User, client: Client) -> None:
    assert client.get(f"/mail/{token}/").status_code == 404
    assert client.post(f"/mail/{token}/").status_code == 404
    assert client.get(urlsplit(link_for(alice)).path.replace(alice.public_code, "x" * 12)).status_code == 404


def test_the_link_of_a_closed_account_is_none(alice: User, client: Client) -> None:
    path = urlsplit(link_for(alice)).path
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(path).status_code == 404
