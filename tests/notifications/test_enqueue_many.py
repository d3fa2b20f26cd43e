"""Many things said at once: the same promises as for one."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from notifications.models import Delivery, Notification
from notifications.outbox import BadKey, Saying, enqueue_many
from notifications.payload import BadPayload
from notifications.registry import UnknownKind
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import PAYLOAD

pytestmark = pytest.mark.django_db


def saying(person: User, key: str, **other: object) -> Saying:
    return Saying(person, "note", key, "deadline:1", {**PAYLOAD, **other})


def test_each_becomes_a_notification_and_a_mail(alice: User, bob: User) -> None:
    assert enqueue_many([saying(alice, "note:1"), saying(bob, "note:2")], now=NOW) == 2
    assert Notification.objects.get(key="note:2").recipient == bob
    assert Notification.objects.get(key="note:1").payload == PAYLOAD
    assert Delivery.objects.filter(next_try_at=NOW).count() == 2


def test_what_was_said_before_is_left_out(alice: User) -> None:
    tell(alice)
    assert enqueue_many([saying(alice, "note:1", title="other"), saying(alice, "note:2")], now=NOW) == 1
    assert Notification.objects.get(key="note:1").payload == PAYLOAD
    assert Delivery.objects.count() == 2


def test_the_same_key_twice_is_said_once_the_first_way(alice: User) -> None:
    assert enqueue_many([saying(alice, "note:1"), saying(alice, "note:1", title="other")], now=NOW) == 1
    assert Notification.objects.get().payload == PAYLOAD


def test_somebody_without_an_address_is_told_in_the_inbox_only(alice: User) -> None:
    alice.email = ""
    assert enqueue_many([saying(alice, "note:1")], now=NOW) == 1
    assert not Delivery.objects.exists()


def test_nothing_to_say_is_no_mistake() -> None:
    assert enqueue_many([], now=NOW) == 0


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"key": ""}, BadKey),
        ({"key": "k" * 121}, BadKey),
        ({"kind": "nite"}, UnknownKind),
        ({"payload": {"title": " ", "url": "/"}}, BadPayload),
    ],
)
def test_one_that_nobody_could_show_refuses_all(alice: User, wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        enqueue_many([saying(alice, "note:1"), replace(saying(alice, "k"), **wrong)], now=NOW)
    assert not Notification.objects.exists()


def test_it_is_undone_with_the_callers_transaction(alice: User) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue_many([saying(alice, "note:1")], now=NOW)
        _ = 1 / 0
    assert not Notification.objects.exists()


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_eight_threads_say_each_thing_once(alice: User) -> None:
    start, said = threading.Barrier(8), list[int]()

    def say(turn: int) -> None:
        start.wait()
        said.append(enqueue_many([saying(alice, f"note:{n}") for n in range(turn, turn + 6)], now=NOW))
        connection.close()

    threads = [threading.Thread(target=say, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(said) == Notification.objects.count() == Delivery.objects.count() == 13
