"""Push messages of browsers: only the browser can read them, its service sees who sent them, and what is gone is said."""

import base64
import json
from collections.abc import Iterator

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from notifications.addresses import BadAddress, read
from notifications.delivering import Delivered, deliver_waiting
from notifications.models import Delivery, Route
from notifications.sealing import seal
from notifications.status import Channel
from notifications.webpush import public_key
from tests.notifications.conftest import NOW, tell
from tests.notifications.sink import Sink, open_sink

pytestmark = pytest.mark.django_db

SECRET = b"sixteen-bytes-ok"


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """What a browser keeps to itself, and what it gives away."""

    def __init__(self, endpoint: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = json.dumps({
            "endpoint": endpoint, "expirationTime": None, "keys": {"p256dh": b64(point), "auth": b64(SECRET)},
        })  # fmt: skip

    def reads(self, body: bytes) -> dict[str, str]:
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        facts: dict[str, str] = json.loads(text)
        return facts


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    settings.ROBOTS_MAY_REACH = ["127.0.0.1"]
    with open_sink() as sink:
        sink.good = (201, b"")
        yield sink


@pytest.fixture
def browser(alice: User, sink: Sink) -> Browser:
    """The only way by which alice is told."""
    browser = Browser(sink.url("/push/1"))
    Route.objects.create(person=alice, channel=Channel.EMAIL, is_on=False, created_at=NOW)
    address = read(Channel.PUSH, browser.subscription)
    Route.objects.create(
        person=alice, channel=Channel.PUSH, sealed=seal(address.url), hint=address.hint, created_at=NOW
    )
    return browser


def test_the_browser_reads_a_reminder_without_goods_or_shop(alice: User, sink: Sink, browser: Browser) -> None:
    said = tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(sent=1)
    facts = browser.reads(sink.said[0])
    assert facts["title"] == "据理：你的案件有一条提醒"
    assert facts["body"] == "卖家还没有答复。"
    assert facts["url"].endswith("/c/abc23/")
    assert facts["tag"] == f"n{said.pk}"
    assert "面膜" not in json.dumps(facts, ensure_ascii=False)
    assert "卖家".encode() not in sink.said[0]


def test_its_service_is_told_who_sends(alice: User, sink: Sink, browser: Browser) -> None:
    tell(alice)
    deliver_waiting(now=NOW)
    asked = sink.headers[0]
    assert (asked["Content-Encoding"], asked["TTL"]) == ("aes128gcm", "86400")
    token, key = asked["Authorization"].removeprefix("vapid t=").split(",k=")
    assert key == public_key()
    head, claims, signature = token.split(".")
    ours = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    whole = raw(signature)
    parts = (int.from_bytes(whole[:32], "big"), int.from_bytes(whole[32:], "big"))
    ours.verify(encode_dss_signature(*parts), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    facts = json.loads(raw(claims))
    assert facts["aud"] == sink.url("")
    assert facts["sub"].startswith("mailto:")


@pytest.mark.parametrize(("code", "shown"), [(410, "这个浏览器不再接收消息。"), (403, "对方服务器返回了 403。")])
def test_a_browser_that_is_gone_is_said_so(code: int, shown: str, alice: User, sink: Sink, browser: Browser) -> None:
    sink.answers.append((code, b""))
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert Route.objects.get(channel=Channel.PUSH).last_error == shown


@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_service_is_tried_again(code: int, alice: User, sink: Sink, browser: Browser) -> None:
    sink.answers.append((code, b""))
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)


def test_nothing_private_is_reached(alice: User, sink: Sink, browser: Browser, settings: Settings) -> None:
    settings.ROBOTS_MAY_REACH = []
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert not sink.paths


def test_the_page_takes_a_browser_once_and_tries_it(alice: User, client: Client, sink: Sink) -> None:
    client.force_login(alice)
    page = client.get("/me/ways/").text
    assert public_key() in page
    assert "国内一般收不到" in page
    browser = Browser(sink.url("/push/1"))
    for _ in range(2):
        assert (
            "测试消息正在发送"
            in client.post("/me/ways/push/", {"subscription": browser.subscription}, follow=True).text
        )
    route = Route.objects.get(channel=Channel.PUSH)
    assert browser.subscription not in route.sealed
    assert Delivery.objects.filter(route=route).exists()


NONE = (
    "", "{}", "[]", "null", '{"keys": "x"}', "x" * 9000, "[" * 5000,
    '{"endpoint": 7, "keys": {"p256dh": "", "auth": ""}}',
    '{"endpoint": "https://x.example", "keys": {"p256dh": "a", "auth": "b"}}',
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_subscription_is_refused_in_words(text: str, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = client.post("/me/ways/push/", {"subscription": text}, follow=True).text
    assert "这个浏览器没有给出推送地址。" in page
    assert not Route.objects.filter(channel=Channel.PUSH).exists()


def test_a_subscription_at_no_https_address_is_refused(settings: Settings) -> None:
    settings.ROBOTS_MAY_REACH = []
    with pytest.raises(BadAddress):
        read(Channel.PUSH, Browser("http://push.example/1").subscription)


def test_the_script_is_one_for_the_whole_site(client: Client) -> None:
    answer = client.get("/push.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "showNotification" in answer.text
