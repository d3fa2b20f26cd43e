"""Robots of the apps that people use: what arrives there, and what comes of answers that aren't what they seem."""

import importlib
import socket
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from accounts.models import User
from notifications import pace
from notifications.addresses import read
from notifications.channels import outside
from notifications.delivering import Delivered, deliver_waiting
from notifications.models import Circuit, Delivery, Notification, Route
from notifications.outbox import enqueue
from notifications.routes import GIVEN_UP_AFTER
from notifications.sealing import seal
from notifications.status import ROBOTS, Channel, State
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import PAYLOAD, free_port
from tests.notifications.sink import Sink, open_sink
from tests.notifications.test_deliver import LATER, MINUTE

pytestmark = pytest.mark.django_db

KEY = "a1b2c3d4e5f6a7b8c9d0"
PASTED = {
    Channel.WECOM: f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
    Channel.DINGTALK: f"https://oapi.dingtalk.com/robot/send?access_token={KEY}",
    Channel.FEISHU: f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}",
    Channel.SERVERCHAN: f"SCT{KEY}",
    Channel.PUSHDEER: f"PDU{KEY}",
}
PLUGINS = {
    Channel.WECOM: ("wecombot", "NotifyWeComBot", "/wecom?key={key}"),
    Channel.DINGTALK: ("dingtalk", "NotifyDingTalk", "/dingtalk?access_token={token}"),
    Channel.FEISHU: ("feishu", "NotifyFeishu", "/feishu/{token}"),
    Channel.SERVERCHAN: ("serverchan", "NotifyServerChan", "/schan/{token}.send"),
}


@pytest.fixture
def sink(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """The services' own addresses lead to it, too; that is all that differs from what goes out for real."""
    settings.ROBOTS_MAY_REACH = ["127.0.0.1"]
    with open_sink() as sink:
        for module, name, path in PLUGINS.values():
            plugin = getattr(importlib.import_module(f"apprise.plugins.{module}"), name)
            monkeypatch.setattr(plugin, "notify_url", sink.url(path))
        yield sink


def pasted(channel: Channel, sink: Sink) -> str:
    own = {
        Channel.BARK: sink.url(f"/{KEY}/"),
        Channel.PUSHDEER: sink.url(f"/?pushkey=PDU{KEY}"),
        Channel.WEBHOOK: sink.url("/hook?room=7"),
    }
    return own.get(channel) or PASTED[channel]


def robot(person: User, channel: Channel, sink: Sink, secret: str = "") -> Route:
    """The only way by which `person` is told."""
    Route.objects.get_or_create(person=person, channel=Channel.EMAIL, defaults={"is_on": False, "created_at": NOW})
    address = read(channel, pasted(channel, sink), secret)
    return Route.objects.create(
        person=person, channel=channel, sealed=seal(address.url), hint=address.hint, created_at=NOW
    )


@pytest.mark.parametrize("channel", ROBOTS)
def test_a_reminder_arrives_and_names_neither_goods_nor_shop(channel: Channel, alice: User, sink: Sink) -> None:
    sink.good = (200, {"errcode": 0, "code": 200 if channel == Channel.BARK else 0})
    robot(alice, channel, sink)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(sent=1)
    assert len(sink.said) == 1
    text = sink.text()
    assert "据理：你的案件有一条提醒" in text
    assert "卖家还没有答复。" in text
    assert "/c/abc23/" in text
    assert "面膜" not in text
    assert KEY in sink.paths[0] + text or channel == Channel.WEBHOOK
    assert Route.objects.get(channel=channel).ok_at is not None


def test_dingtalk_is_signed_with_the_secret(alice: User, sink: Sink) -> None:
    robot(alice, Channel.DINGTALK, sink, secret="SEC0123456789abc")
    tell(alice)
    assert deliver_waiting(now=NOW).sent == 1
    assert "sign=" in sink.paths[0]
    assert "timestamp=" in sink.paths[0]


ERRORS = [
    (Channel.WECOM, (200, {"errcode": 93000, "errmsg": f"invalid webhook url {KEY}{KEY}"}), "93000 invalid webhook url …"),
    (Channel.DINGTALK, (200, {"errcode": 310000, "errmsg": "keywords not in content"}), "310000 keywords not in content"),
    (Channel.FEISHU, (200, {"code": 19024, "msg": "Key Words Not Found"}), "19024 Key Words Not Found"),
    (Channel.FEISHU, (200, b"<html>a login page</html>"), "返回的内容不像是这个服务，请检查地址是否正确。"),
    (Channel.WEBHOOK, (404, {}), "对方服务器返回了 404。"),
    (Channel.WEBHOOK, (302, {}, {"Location": "http://127.0.0.1/elsewhere"}), "这个地址会跳转到别处，请直接填写跳转后的地址。"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "answer", "shown"), ERRORS)
def test_a_final_no_is_kept_in_words_without_the_key(
    channel: Channel, answer: tuple[int, object], shown: str, alice: User, sink: Sink
) -> None:
    sink.answers.append(answer)
    robot(alice, channel, sink)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert Route.objects.get(channel=channel).last_error == shown
    assert Delivery.objects.get().last_error == shown
    assert len(sink.paths) == 1, "a redirect isn't followed"


@pytest.mark.parametrize(
    "answer",
    [(200, {"errcode": 45009, "errmsg": "api freq out of limit"}), (429, {}), (503, {}), (500, b"x" * 200_000)],
)
def test_a_passing_no_is_tried_again(answer: tuple[int, object], alice: User, sink: Sink) -> None:
    sink.answers.append(answer)
    robot(alice, Channel.WECOM, sink)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)
    assert deliver_waiting(now=NOW + 2 * MINUTE) == Delivered(sent=1)
    assert Route.objects.get(channel=Channel.WECOM).last_error == ""


def test_one_that_hangs_is_let_go_and_holds_up_nobody_else(
    alice: User, bob: User, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "READ_SECONDS", 0.2)
    robot(alice, Channel.WEBHOOK, sink)
    for number in range(4):
        tell(alice, f"note:{number}")
    sink.silent_seconds = 0.6
    assert deliver_waiting(now=NOW) == Delivered(put_off=1), "the others wait, untried"
    sink.silent_seconds = 0
    robot(bob, Channel.WEBHOOK, sink)
    tell(bob, "note:b")
    assert deliver_waiting(now=NOW + MINUTE / 6).sent == 4
    assert Route.objects.get(person=alice, channel=Channel.WEBHOOK).last_error == ""


def test_an_answer_that_drips_is_cut_off(alice: User, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes come before any read timeout, so only a limit for the whole ends it."""
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.3)
    robot(alice, Channel.WEBHOOK, sink)
    tell(alice)
    sink.drip_seconds = 0.05
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)
    assert Route.objects.get(channel=Channel.WEBHOOK).last_error == "对方没有及时响应。"


def test_the_words_of_a_webhook_s_address_are_its_own(alice: User, sink: Sink) -> None:
    """None of them is a setting for us: `verify=no` must not switch our own check of certificates off."""
    Route.objects.create(person=alice, channel=Channel.EMAIL, is_on=False, created_at=NOW)
    address = read(Channel.WEBHOOK, sink.url("/hook?room=7&verify=no&to%72=9&-x=1&empty="))
    Route.objects.create(person=alice, channel=Channel.WEBHOOK, sealed=seal(address.url), hint="x", created_at=NOW)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(sent=1)
    asked = parse_qs(urlsplit(sink.paths[0]).query, keep_blank_values=True)
    assert asked == {"room": ["7"], "verify": ["no"], "tor": ["9"], "-x": ["1"], "empty": [""]}


def test_the_next_address_of_a_name_is_dialled_when_one_is_dead(
    alice: User, sink: Sink, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    own = real("127.0.0.1", sink.port, type=socket.SOCK_STREAM)
    dead = [(*row[:4], ("127.0.0.9", sink.port)) for row in own]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **words: dead + own if host == "robot.test" else real(host, *more, **words),
    )
    settings.ROBOTS_MAY_REACH = ["robot.test"]
    Route.objects.create(person=alice, channel=Channel.EMAIL, is_on=False, created_at=NOW)
    url = f"json://robot.test:{sink.port}/"
    Route.objects.create(person=alice, channel=Channel.WEBHOOK, sealed=seal(url), hint="x", created_at=NOW)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(sent=1)


def test_three_failures_of_a_line_leave_it_alone_for_a_while(alice: User, sink: Sink) -> None:
    robot(alice, Channel.WECOM, sink)
    for number in range(5):
        tell(alice, f"note:{number}")
        sink.answers.append((503, {}))
    for turn in range(3):
        assert deliver_waiting(now=NOW + turn * MINUTE / 60) == Delivered(put_off=1)
    assert Circuit.objects.get(name="wecom").failures == 3
    assert deliver_waiting(now=NOW + MINUTE / 2) == Delivered()
    assert len(sink.paths) == 3
    sink.answers.clear()
    assert deliver_waiting(now=NOW + 5 * MINUTE).sent == 5
    assert Circuit.objects.get(name="wecom").failures == 0


def test_a_dead_robot_is_given_up_and_its_person_hears_of_it(alice: User, sink: Sink) -> None:
    route = robot(alice, Channel.DINGTALK, sink)
    for number in range(GIVEN_UP_AFTER):
        sink.answers.append((200, {"errcode": 300001, "errmsg": "token is not exist"}))
        tell(alice, f"note:{number}")
    assert deliver_waiting(now=NOW).failed == GIVEN_UP_AFTER
    route.refresh_from_db()
    assert not route.is_on
    said = Notification.objects.get(kind="route_off")
    assert said.payload["title"] == "钉钉群机器人已收不到提醒"
    assert not said.deliveries.filter(route=route).exists()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "169.254.169.254", "10.1.2.3", "192.168.0.1", "[::1]", "[::ffff:127.0.0.1]",
             "100.64.0.1", "0.0.0.0", "[64:ff9b::7f00:1]", "[fd00::1]", "2130706433", "0x7f.1", "127.1"],
)  # fmt: skip
def test_nothing_private_is_reached(host: str, alice: User, sink: Sink, settings: Settings) -> None:
    settings.ROBOTS_MAY_REACH = []
    Route.objects.create(person=alice, channel=Channel.EMAIL, is_on=False, created_at=NOW)
    url = f"json://{host}:{sink.port}/"
    Route.objects.create(person=alice, channel=Channel.WEBHOOK, sealed=seal(url), hint="x", created_at=NOW)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert not sink.paths


def test_a_name_that_leads_inside_is_refused_when_dialled(
    alice: User, sink: Sink, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROBOTS_MAY_REACH = []
    inside = socket.getaddrinfo("127.0.0.1", sink.port, type=socket.SOCK_STREAM)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **more: inside)
    Route.objects.create(person=alice, channel=Channel.EMAIL, is_on=False, created_at=NOW)
    url = f"json://robot.example.com:{sink.port}/"
    Route.objects.create(person=alice, channel=Channel.WEBHOOK, sealed=seal(url), hint="x", created_at=NOW)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert not sink.paths
    assert Delivery.objects.get().last_error == "这个地址通向内部网络，我们不会往那里发送。"


def test_what_is_too_long_ends_in_an_ellipsis_and_keeps_its_address(alice: User, sink: Sink) -> None:
    robot(alice, Channel.WECOM, sink)
    enqueue(alice, "note", key="long", ref="deadline:1", payload=PAYLOAD | {"lines": ["很长的话。" * 2000]}, now=NOW)
    assert deliver_waiting(now=NOW).sent == 1
    content = sink.said[0]["text"]["content"]
    assert len(content.encode()) <= 2048
    assert "…\n" in content
    assert content.rstrip().endswith("/c/abc23/")


def test_an_address_that_cannot_be_read_any_more_says_so(alice: User, sink: Sink, settings: Settings) -> None:
    robot(alice, Channel.WECOM, sink)
    tell(alice)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    assert deliver_waiting(now=NOW) == Delivered(failed=1)
    assert not sink.paths


def test_no_more_than_its_service_takes_goes_to_one_address(alice: User, sink: Sink) -> None:
    robot(alice, Channel.WECOM, sink)
    most = pace.LIMITS[Channel.WECOM].messages
    for number in range(most + 3):
        tell(alice, f"note:{number}")
    done = deliver_waiting(now=NOW)
    assert (done.sent, done.put_off) == (most, 3)
    assert set(Delivery.objects.filter(state=State.WAITING).values_list("tries", flat=True)) == {0}
    assert deliver_waiting(now=NOW + 3 * MINUTE).sent == 3


def test_a_way_taken_away_or_switched_off_gets_nothing_more(alice: User, sink: Sink) -> None:
    route = robot(alice, Channel.WECOM, sink)
    tell(alice)
    Route.objects.filter(pk=route.pk).update(is_on=False)
    assert deliver_waiting(now=NOW) == Delivered(dropped=1)
    tell(alice, "note:2")
    assert not Delivery.objects.filter(notification__key="note:2").exists()
    Route.objects.filter(pk=route.pk).update(is_on=True)
    tell(alice, "note:3")
    route.delete()
    assert deliver_waiting(now=NOW) == Delivered(dropped=1)
    assert not sink.paths


def test_an_unreachable_server_is_said_so(alice: User, sink: Sink) -> None:
    sink.port = free_port()
    robot(alice, Channel.WEBHOOK, sink)
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)
    assert Route.objects.get(channel=Channel.WEBHOOK).last_error == "连不上对方。"
    assert deliver_waiting(now=LATER) == Delivered(put_off=1)
