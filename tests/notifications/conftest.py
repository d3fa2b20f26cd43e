from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from accounts.models import User
from notifications.models import Notification
from notifications.nudge import nudger
from notifications.outbox import enqueue
from tests.notifications.post import PAYLOAD, Postbox, open_postbox, settled

NOW = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "notifications.channels.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        yield box


@pytest.fixture(autouse=True)
def fresh_start(monkeypatch: pytest.MonkeyPatch) -> None:
    settled.clear()
    monkeypatch.setattr(nudger, "silent_until", 0.0)


def tell(person: User, key: str = "note:1", *, ref: str = "deadline:1", now: datetime = NOW) -> Notification:
    said = enqueue(person, "note", key=key, ref=ref, payload=PAYLOAD, now=now)
    assert said is not None
    return said
