"""Alive and ready: what the two addresses answer to whoever watches the site."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from accounts.models import User
from config import health
from notifications import circuits
from notifications.models import Delivery, Notification
from notifications.pulse import beat
from notifications.status import Channel, State
from tests.notifications.post import PAYLOAD


def test_alive_asks_nobody(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_database_and_files_are(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    response = client.get("/readyz")
    assert response.status_code == 200
    beat("sweep", timezone.now())
    told = client.get("/readyz").json() | {"broker": "ok"}
    assert told.pop("ready") is True
    assert told == dict.fromkeys(health.CHECKS, "ok")


@pytest.mark.django_db
def test_without_a_place_for_files_it_is_not_ready(client: Client, settings: Settings) -> None:
    settings.DATA_DIR = Path("/does/not/exist")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["files"] == "not writable"


@pytest.mark.django_db
def test_a_broker_that_is_away_is_named_but_cases_stay_readable(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.REDIS_URL = tmp_path, f"unix://{tmp_path}/nothing.sock"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["broker"] == "not reachable"


@pytest.mark.django_db
def test_a_full_disk_is_named(
    monkeypatch: pytest.MonkeyPatch, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(health, "_LEAST_FREE_BYTES", 1 << 62)
    assert client.get("/readyz").json()["files"] == "almost full"


def left_lying(alice: User, **fields: object) -> Delivery:
    """A mail that was said so long ago and hasn't left."""
    now = timezone.now()
    said = Notification.objects.create(
        recipient=alice, key=f"n{Notification.objects.count()}", kind="note", ref="x", payload=PAYLOAD,
        created_at=now - timedelta(minutes=95),
    )  # fmt: skip
    columns = {"endpoint": "email:x", "channel": Channel.EMAIL, "next_try_at": now} | fields
    return Delivery.objects.create(notification=said, **columns)


def test_work_that_is_left_lying_is_named(alice: User, client: Client) -> None:
    beat("sweep", timezone.now() - timedelta(minutes=12))
    left_lying(alice)
    circuits.failed("dingtalk", "503", timezone.now())
    response = client.get("/readyz", headers={"Accept-Language": "zh-hans"})
    told = response.json()
    assert response.status_code == (200 if told["ready"] else 503)
    assert told["reminders"] == "last looked through 12 minutes ago"
    assert told["deliveries"] == "1 waiting, the oldest for 95 minutes"
    assert told["channels"] == "DingTalk group robot"


def test_one_person_s_own_server_raises_no_alarm(alice: User, client: Client) -> None:
    circuits.failed("route:12", "connection refused", timezone.now())
    assert client.get("/readyz").json()["channels"] == "ok"


def test_the_page_says_it_in_words(alice: User, ada: User, client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    failed = {"state": State.FAILED, "next_try_at": None, "failed_at": timezone.now(), "last_error": "550 no such user"}
    for _ in range(3):
        left_lying(alice, **failed)
    left_lying(alice)
    client.force_login(ada)
    page = client.get("/health/")
    for words in ("550 no such user", "从未运行", "最早的", "没有。"):
        assert words in page.text
    assert (page.context["standing"].waiting, page.context["late"]) == (1, True)
    client.force_login(alice)
    assert client.get("/health/").status_code == 404


def test_what_the_page_costs_doesn_t_grow(alice: User, ada: User, client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR, settings.USERSESSIONS_TRACK_ACTIVITY = "offered", False
    client.force_login(ada)
    client.get("/health/")
    with CaptureQueriesContext(connection) as few:
        client.get("/health/")
    for _ in range(5):
        left_lying(alice)
    with CaptureQueriesContext(connection) as more:
        client.get("/health/")
    assert len(more) == len(few)


def test_metrics_are_for_admins_and_for_whoever_brings_the_token(
    alice: User, ada: User, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "offered"
    left_lying(alice)
    beat("sent", timezone.now(), 7)
    beat("sent", timezone.now(), 2)
    beat("sweep", timezone.now())
    assert client.get("/metrics")["Location"].startswith("/accounts/login/")
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401, "no token is set"
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 401
    text = client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}).text
    samples = {sample.name + str(sorted(sample.labels.values())): sample.value
               for family in text_string_to_metric_families(text) for sample in family.samples}  # fmt: skip
    assert samples["juli_done_total['sent']"] == 9
    assert samples["juli_deliveries_waiting[]"] == 1
    assert samples["juli_oldest_undelivered_seconds[]"] == pytest.approx(95 * 60, abs=60)
    assert samples["juli_check['reminders']"] == 1
    assert samples["juli_check['deliveries']"] == 0
    client.force_login(alice)
    assert client.get("/metrics").status_code == 404
    client.force_login(ada)
    assert client.get("/metrics").status_code == 200
