"""The page on which a person chooses how to be told."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from notifications.delivering import deliver_waiting
from notifications.models import Delivery, Notification, Route
from notifications.status import Channel, State
from notifications.ways import MOST
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import Postbox

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4-e5f6-a7b8-c9d0"
WECOM = {"channel": "wecom", "address": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "name": "我自己"}


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def html(page: Client, url: str = "/me/ways/") -> str:
    return page.get(url).content.decode()


def test_mail_is_there_from_the_start_and_nothing_is_written_by_looking(page: Client) -> None:
    assert "alice@example.org" in html(page)
    assert not Route.objects.exists()


def test_a_new_way_is_tried_at_once_and_its_address_is_never_shown(page: Client, alice: User) -> None:
    assert page.post("/me/ways/add/", WECOM).status_code == 302
    route = Route.objects.get()
    assert KEY not in route.sealed
    shown = html(page)
    assert "我自己" in shown
    assert "qyapi.weixin.qq.com …c9d0" in shown
    assert "正在测试" in shown
    assert KEY not in shown
    trial = Delivery.objects.get()
    assert (trial.route, trial.channel) == (route, "wecom")


BAD = [
    {"channel": "wecom", "address": "https://example.org/hook"},
    {"channel": "dingtalk", "address": "https://oapi.dingtalk.com.evil.example/robot/send?access_token=abcdefabcdefabcdefabcdef"},
    {"channel": "dingtalk", "address": "a" * 30, "secret": "with blanks and /"},
    {"channel": "feishu", "address": "feishu://abcdefabcdef/?redirect=yes"},
    {"channel": "serverchan", "address": "sctp123t456"},
    {"channel": "bark", "address": "http://api.day.app/abcdefabcdef"},
    {"channel": "bark", "address": "https://api.day.app/"},
    {"channel": "pushdeer", "address": "https://push.example.org/"},
    {"channel": "webhook", "address": "json://example.org"},
    {"channel": "webhook", "address": "file:///etc/passwd"},
    {"channel": "webhook", "address": "https://me:secret@example.org/"},
    {"channel": "webhook", "address": "https://example.org:99999/"},
    {"channel": "webhook", "address": "https://[::1"},
    {"channel": "webhook", "address": "https://" + "x" * 700},
    {"channel": "mailto", "address": "mailto://x"},
    {"channel": "webhook", "address": ""},
]  # fmt: skip


@pytest.mark.parametrize("form", BAD)
def test_what_is_no_address_of_that_app_is_said_beside_its_field(form: dict[str, str], page: Client) -> None:
    response = page.post("/me/ways/add/", form)
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert not Route.objects.exists()


def test_there_is_an_end_to_how_many(page: Client) -> None:
    for _number in range(MOST + 1):
        last = page.post("/me/ways/add/", WECOM)
    assert last.status_code == 422
    assert Route.objects.count() == MOST


def test_a_test_mail_arrives_and_says_so(page: Client, alice: User, postbox: Postbox) -> None:
    page.post("/me/ways/mail/test/")
    assert deliver_waiting().sent == 1
    assert "这个提醒方式可以用" in str(postbox.mails[0]["Subject"])
    assert "可用" in html(page, "/me/ways/mail/")
    assert Notification.objects.of(alice).unread_count() == 0, "a test leaves nothing to read"


def test_what_the_server_said_of_her_address_is_shown(page: Client, alice: User, postbox: Postbox) -> None:
    postbox.rcpt_answers.append("550 no such mailbox")
    tell(alice, now=NOW)
    deliver_waiting(now=NOW)
    assert "550 no such mailbox" in html(page)


def test_mail_switched_off_gets_nothing_more_but_the_inbox_does(page: Client, alice: User) -> None:
    page.post("/me/ways/mail/switch/", {"on": "0"})
    assert "站外收不到任何提醒" in html(page)
    tell(alice)
    assert not Delivery.objects.exists()
    assert Notification.objects.of(alice).unread_count() == 1
    page.post("/me/ways/mail/switch/", {"on": "1"})
    tell(alice, "note:2")
    assert Delivery.objects.get().state == State.WAITING


def test_who_has_no_address_is_told_that_nothing_leaves_the_site(page: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(email="")
    assert "站外收不到任何提醒" in html(page)
    assert page.post("/me/ways/mail/test/").status_code == 404
    alice.refresh_from_db()
    tell(alice)
    assert not Delivery.objects.exists()


def test_removed_is_removed_and_mail_stays(page: Client) -> None:
    page.post("/me/ways/add/", WECOM)
    key = Route.objects.get().pk
    assert page.post("/me/ways/mail/remove/").status_code == 404
    assert page.post(f"/me/ways/{key}/remove/").status_code == 302
    assert not Route.objects.filter(channel=Channel.WECOM).exists()


@pytest.mark.parametrize("what", ["test", "switch", "remove"])
@pytest.mark.parametrize("key", ["{}", "0", "99999999999999999999", "x", "１"])
def test_nobody_touches_anothers(what: str, key: str, page: Client, bob: User, settings: Settings) -> None:
    theirs = Route.objects.create(person=bob, channel=Channel.WECOM, sealed="x", created_at=NOW)
    assert page.post(f"/me/ways/{key.format(theirs.pk)}/{what}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_on
