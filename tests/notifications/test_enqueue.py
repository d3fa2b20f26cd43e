"""Something is said once, and only in words that every channel can show."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from notifications.models import Delivery, Notification
from notifications.outbox import BadKey, enqueue
from notifications.payload import BadPayload
from notifications.registry import KindSpec, UnknownKind, always, register
from notifications.status import State
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import PAYLOAD

pytestmark = pytest.mark.django_db


def test_it_makes_one_notification_and_one_mail_to_send(alice: User) -> None:
    said = tell(alice)
    delivery = said.deliveries.get()
    assert (said.payload, said.created_at, said.read_at) == (PAYLOAD, NOW, None)
    assert (delivery.state, delivery.next_try_at, delivery.tries) == (State.WAITING, NOW, 0)


def test_the_second_time_is_refused_and_changes_nothing(alice: User) -> None:
    tell(alice)
    again = enqueue(alice, "note", key="note:1", ref="x", payload={"title": "other", "url": "/"}, now=NOW)
    assert again is None
    assert Notification.objects.get().payload == PAYLOAD
    assert Delivery.objects.count() == 1


def test_a_refusal_leaves_the_callers_transaction_usable(alice: User) -> None:
    with transaction.atomic():
        tell(alice)
        assert enqueue(alice, "note", key="note:1", ref="x", payload=PAYLOAD) is None
        tell(alice, "note:2")
    assert Notification.objects.count() == 2


def test_it_is_undone_with_the_callers_transaction(alice: User) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(alice)
        _ = 1 / 0
    assert not Notification.objects.exists()


def test_somebody_without_an_address_is_told_in_the_inbox_only(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(email="")
    alice.refresh_from_db()
    assert not tell(alice).deliveries.exists()


def test_the_endpoint_does_not_hold_the_address(alice: User) -> None:
    assert "alice" not in tell(alice).deliveries.get().endpoint


def test_an_unknown_kind_is_named(alice: User) -> None:
    with pytest.raises(UnknownKind, match=r"'nite'.*note"):
        enqueue(alice, "nite", key="k", ref="r", payload=PAYLOAD)


@pytest.mark.parametrize("key", ["", "k" * 121])
def test_a_key_the_database_cannot_hold_is_refused(alice: User, key: str) -> None:
    with pytest.raises(BadKey):
        enqueue(alice, "note", key=key, ref="r", payload=PAYLOAD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"url": "https://elsewhere.example/"},
        {"url": "//elsewhere.example/"},
        {"url": "/\\elsewhere.example/"},
        {"date_url": "//elsewhere.example/"},
        {"date_url": "javascript:alert(1)"},
        {"lines": "one line"},
        {"why": ["a list"]},
        {"due": "2026-10-12"},
        {"due": "2026-10-12T18:00:00"},
        {"more": object()},
    ],
)
def test_a_payload_no_channel_could_show_is_refused(alice: User, wrong: dict[str, object]) -> None:
    with pytest.raises(BadPayload):
        enqueue(alice, "note", key="k", ref="r", payload=PAYLOAD | wrong)


def test_a_kind_cannot_mean_two_things() -> None:
    with pytest.raises(ValueError, match="twice"):
        register("note", KindSpec("note", still_due=always))
    with pytest.raises(ValueError, match="other"):
        register("note", KindSpec("other", still_due=always))


def test_the_database_refuses_a_delivery_being_sent_without_a_lease(alice: User) -> None:
    said = tell(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        said.deliveries.update(state=State.SENDING)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_eight_threads_say_it_once(alice: User) -> None:
    said: list[Notification | None] = []
    start = threading.Barrier(8)

    def say() -> None:
        start.wait()
        said.append(enqueue(alice, "note", key="note:1", ref="r", payload=PAYLOAD))
        connection.close()

    threads = [threading.Thread(target=say) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 8
    assert sum(one is not None for one in said) == 1
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 1)
