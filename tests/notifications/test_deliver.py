"""What waits reaches a real mail server: at least once, under a lease, with its tries."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from notifications import leases
from notifications.delivering import MAX_TRIES, Delivered, deliver_waiting, wait_after
from notifications.models import Delivery
from notifications.status import State
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import Postbox, free_port, settled

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(days=2)


def only() -> Delivery:
    return Delivery.objects.get()


def test_a_waiting_mail_is_sent_once(alice: User, postbox: Postbox) -> None:
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(sent=1)
    assert deliver_waiting(now=LATER) == Delivered()
    assert len(postbox.mails) == 1
    assert (only().state, only().tries, only().last_error) == (State.SENT, 1, "")


def test_nothing_is_sent_before_its_time(alice: User, postbox: Postbox) -> None:
    tell(alice, now=NOW + timedelta(hours=1))
    assert deliver_waiting(now=NOW) == Delivered()


def test_a_batch_shares_one_connection(alice: User, postbox: Postbox) -> None:
    for number in range(12):
        tell(alice, f"note:{number}")
    assert deliver_waiting(now=NOW) == Delivered(sent=12)
    assert (len(postbox.mails), len(postbox.sessions)) == (12, 1)


def test_no_more_than_the_limit(alice: User, postbox: Postbox) -> None:
    for number in range(8):
        tell(alice, f"note:{number}")
    assert deliver_waiting(now=NOW, limit=7).sent == 7
    assert deliver_waiting(now=NOW).sent == 1


def test_what_is_no_longer_due_is_dropped_with_its_reason(alice: User, postbox: Postbox) -> None:
    tell(alice)
    settled.add("deadline:1")
    assert deliver_waiting(now=NOW) == Delivered(dropped=1)
    assert (only().state, only().last_error) == (State.DROPPED, "No longer due.")
    assert not postbox.mails


def test_a_closed_account_gets_no_mail(alice: User, postbox: Postbox) -> None:
    tell(alice)
    User.objects.update(is_active=False)
    assert deliver_waiting(now=NOW) == Delivered(dropped=1)


def test_a_changed_address_gets_the_mail_at_the_new_one(alice: User, postbox: Postbox) -> None:
    tell(alice)
    User.objects.update(email="xiaoyu@example.net")
    deliver_waiting(now=NOW)
    assert postbox.mails[0]["To"] == "xiaoyu@example.net"


def test_what_a_server_says_is_kept_without_the_address_in_it(alice: User, postbox: Postbox) -> None:
    postbox.rcpt_answers.append(f"550 5.1.1 <{alice.email}>: user unknown")
    tell(alice)
    assert deliver_waiting(now=NOW).failed == 1
    assert Delivery.objects.get().last_error == "550 5.1.1 …: user unknown"


@pytest.mark.parametrize("answers", ["rcpt_answers", "data_answers"])
def test_a_final_no_is_not_tried_again(alice: User, postbox: Postbox, answers: str) -> None:
    getattr(postbox, answers).append("550 no such person")
    tell(alice)
    tell(alice, "note:2")
    assert deliver_waiting(now=NOW) == Delivered(sent=1, failed=1)
    assert deliver_waiting(now=LATER) == Delivered()
    failed = Delivery.objects.get(state=State.FAILED)
    assert failed.last_error == "550 no such person"


@pytest.mark.parametrize("answers", ["rcpt_answers", "data_answers"])
def test_a_passing_no_is_tried_again_later(alice: User, postbox: Postbox, answers: str) -> None:
    getattr(postbox, answers).append("451 come back later")
    tell(alice)
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)
    waiting = only()
    assert (waiting.state, waiting.last_error) == (State.WAITING, "451 come back later")
    assert deliver_waiting(now=NOW + MINUTE / 2) == Delivered()
    assert deliver_waiting(now=NOW + 2 * MINUTE) == Delivered(sent=1)


def test_after_the_last_try_it_has_failed(alice: User, postbox: Postbox) -> None:
    tell(alice)
    now = NOW
    for _ in range(MAX_TRIES - 1):
        postbox.data_answers.append("451 come back later")
        assert deliver_waiting(now=now) == Delivered(put_off=1)
        now += timedelta(hours=12)
    postbox.data_answers.append("451 come back later")
    assert deliver_waiting(now=now) == Delivered(failed=1)
    assert (only().state, only().tries) == (State.FAILED, MAX_TRIES)


def test_a_server_that_is_away_costs_one_try_of_one_mail(alice: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "notifications.channels.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for number in range(8):
        tell(alice, f"note:{number}")
    assert deliver_waiting(now=NOW) == Delivered(put_off=1)
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0] * 7 + [1]
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.WAITING}


def test_a_server_that_wants_a_new_line_now_and_then_gets_one(alice: User, postbox: Postbox) -> None:
    postbox.rcpt_answers += ["", "", "421 enough for one connection"]
    for number in range(6):
        tell(alice, f"note:{number}")
    assert deliver_waiting(now=NOW) == Delivered(sent=5, put_off=1)
    assert len(postbox.sessions) == 2


def test_a_live_lease_is_respected_and_an_old_one_taken_over(alice: User, postbox: Postbox) -> None:
    tell(alice)
    assert len(leases.claim(NOW, 1)) == 1
    assert deliver_waiting(now=NOW + leases.LEASE - MINUTE) == Delivered()
    assert deliver_waiting(now=NOW + leases.LEASE) == Delivered(sent=1)


def test_a_lost_lease_writes_nothing(alice: User) -> None:
    tell(alice)
    [dead] = leases.claim(NOW, 1)
    [alive] = leases.claim(NOW + leases.LEASE, 1)
    assert not leases.close([dead], State.SENT, NOW)
    assert not leases.put_off(dead, NOW, "too late")
    assert leases.close([alive], State.SENT, NOW)


def test_a_claim_given_back_counts_no_try(alice: User) -> None:
    tell(alice)
    [row] = leases.claim(NOW, 1)
    assert leases.give_back([row], NOW)
    assert (only().state, only().tries) == (State.WAITING, 0)


def test_one_broken_kind_does_not_hold_up_the_others(alice: User, postbox: Postbox) -> None:
    broken = tell(alice, "note:1")
    broken.kind = "gone"
    broken.save()
    tell(alice, "note:2")
    assert deliver_waiting(now=NOW) == Delivered(sent=1, put_off=1)


def test_waits_never_shrink() -> None:
    rng = random.Random(7)
    waits = [wait_after(tries, rng) for tries in range(1, 10)]
    assert waits == sorted(waits)
    assert waits[0] >= MINUTE
    assert wait_after(500, rng) <= timedelta(hours=7)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_mail_once(alice: User, postbox: Postbox) -> None:
    for number in range(60):
        tell(alice, f"note:{number}")

    def work() -> None:
        while deliver_waiting(now=NOW).sent:
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(postbox.mails) == len(set(postbox.ids())) == 60
