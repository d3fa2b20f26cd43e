"""Alive and ready: what the two addresses answer to whoever watches the site."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from config import health


def test_alive_asks_nobody(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_database_and_files_are(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    response = client.get("/readyz")
    assert response.status_code == 200
    fine = {"ready": True, "database": "ok", "files": "ok", "broker": "", "evidence": "ok"}
    assert response.json() | {"broker": ""} == fine


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
