"""Several clocks: one leads, the next one follows when it is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from pytest_django import Settings

from config import beat
from tests.launcher.running import wait_for
from tests.live import Broker, redis


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with redis("valkey") as server:
        yield server


@pytest.fixture
def clocks(broker: Broker, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[beat.Leader]:
    settings.REDIS_URL = broker.url
    monkeypatch.setattr(beat, "LEADS_SECONDS", 0.4)
    app = Celery(set_as_current=False)
    return [beat.Leader(app, schedule_filename=str(tmp_path / name), lazy=True) for name in ("one", "two")]


def test_one_leads_and_keeps_leading(clocks: list[beat.Leader]) -> None:
    one, two = clocks
    assert [one.leads(), two.leads(), one.leads(), two.leads()] == [True, False, True, False]
    assert two.tick() == beat.LOOKS_SECONDS
    one.close()


def test_one_that_stops_hands_over_at_once(clocks: list[beat.Leader]) -> None:
    one, two = clocks
    assert one.leads()
    one.close()
    assert two.leads()
    two.close()


def test_one_that_died_is_followed_and_doesnt_take_it_back(clocks: list[beat.Leader], broker: Broker) -> None:
    one, two = clocks
    assert one.leads()
    broker.kill()  # with what the dead one held still in its file
    assert not one.leads()
    broker.start()
    wait_for(two.leads, within=10, what=lambda: "another leader")
    assert not one.leads()
    two.close()
