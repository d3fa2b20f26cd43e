"""What `manage.py check` finds, and that each finding says how to mend it."""

from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from config import checks

LONG = "k" * 60


@pytest.fixture
def public(settings: Settings, tmp_path: Path) -> Settings:
    """Everything as it should be at a public address."""
    settings.DATA_DIR, settings.SITE_URL, settings.IS_HTTPS = tmp_path, "https://juli.example.org", True
    settings.SECRET_KEY, settings.DEBUG, settings.SECOND_FACTOR = LONG, False, "required"
    settings.EMAIL_BACKEND = "notifications.channels.smtp.EmailBackend"
    return settings


def found() -> list[CheckMessage]:
    return [message for check in (*checks.ALWAYS, *checks.FOR_DEPLOYMENT) for message in check(None)]


def test_a_good_installation_has_no_faults(public: Settings) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATA_DIR", Path("/does/not/exist"), "juli.E001"),
        ("SITE_URL", "juli.example.org", "juli.E002"),
        ("SITE_URL", "https://juli.example.org/app", "juli.E002"),
        ("SITE_URL", "ftp://juli.example.org", "juli.E002"),
        ("SECRET_KEY", "short", "juli.E003"),
        ("DEBUG", True, "juli.E004"),
        ("TIME_ZONE", "Europe/Berlin", "juli.E005"),
        ("TIMESTAMP_URL", "https://stamps.example.org", "juli.E008"),
        ("SECOND_FACTOR", "offered", "juli.W001"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "juli.W002"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "juli.W002"),
    ],
)
def test_a_fault_is_named_with_its_remedy(public: Settings, name: str, value: object, said: str) -> None:
    setattr(public, name, value)
    assert [message.id for message in found()] == [said]
    assert all(message.hint for message in found())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DEBUG", True),
        ("SECOND_FACTOR", "offered"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"),
    ],
)
def test_on_ones_own_machine_it_is_no_fault(public: Settings, name: str, value: object) -> None:
    public.IS_HTTPS, public.SITE_URL = False, "http://127.0.0.1:8000"
    setattr(public, name, value)
    assert found() == []


@pytest.mark.django_db
def test_the_database_in_use_is_new_enough() -> None:
    assert checks.database(None, ["default"]) == []


@pytest.mark.django_db
def test_a_database_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "LEAST_SQLITE", (99, 0))
    monkeypatch.setattr(checks, "LEAST_POSTGRESQL", (99, 0))
    assert [message.id for message in checks.database(None, ["default"])] == ["juli.E007"]


def test_the_database_is_asked_only_when_django_says_so() -> None:
    assert checks.database(None) == []
