"""What `manage.py check` says about this installation: errors stop the start, warnings name what production must not have."""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.utils import OperationalError

from complaints import authority, tokens

LEAST_SQLITE = (3, 35)
LEAST_POSTGRESQL = (14, 0)
LEAST_KEY = 50

Check = Callable[..., list[CheckMessage]]


def data_folder(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Cases and evidence must have a place to go."""
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR):
            return []
    except OSError as fault:
        hint = "Set DATA_DIR to a folder that the user who runs Juli may write."
        return [Error(f"Nothing can be written to {settings.DATA_DIR}: {fault.strerror}.", hint, id="juli.E001")]


def site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Links in e-mails and the https rules hang on it, so half an address is none."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in ("http", "https") and parts.hostname and not (parts.path or parts.query or parts.fragment):
        return []
    hint = "Write scheme and host only, for example SITE_URL=https://juli.example.org."
    return [Error(f"SITE_URL is not an address: {settings.SITE_URL!r}.", hint, id="juli.E002")]


def secret_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """On the open network a short key can be guessed, and with it every session."""
    if not settings.IS_HTTPS or len(settings.SECRET_KEY) >= LEAST_KEY:
        return []
    hint = "Make one with `python3 -c 'import secrets; print(secrets.token_urlsafe(50))'`."
    return [Error(f"SECRET_KEY has fewer than {LEAST_KEY} characters.", hint, id="juli.E003")]


def debug(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Debug pages show settings and cases to whoever makes a page fail."""
    if not (settings.IS_HTTPS and settings.DEBUG):
        return []
    return [Error("DEBUG is on at a public address.", "Unset DEBUG.", id="juli.E004")]


def time_zone(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Legal days begin and end in China; people's own time zone is a setting of theirs."""
    if settings.TIME_ZONE == "Asia/Shanghai" and settings.USE_TZ:
        return []
    hint = "Leave TIME_ZONE at Asia/Shanghai and USE_TZ on; each person chooses a time zone under Settings."
    return [Error("Days would not be counted in Beijing time.", hint, id="juli.E005")]


def database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Partial indexes and triggers need a database that is not too old."""
    return [fault for alias in databases or () for fault in _version_fault(alias)]


def _version_fault(alias: str) -> list[CheckMessage]:
    connection = connections[alias]
    try:
        have: tuple[int, ...] = connection.get_database_version()
    except OperationalError as fault:
        return [Error(f"The database does not answer: {fault}", "Check DATABASE_URL.", id="juli.E006")]
    sqlite = connection.vendor == "sqlite"
    least, name = (LEAST_SQLITE, "SQLite") if sqlite else (LEAST_POSTGRESQL, "PostgreSQL")
    if have >= least:
        return []
    wants, has = ".".join(map(str, least)), ".".join(map(str, have))
    hint = f"This is {sqlite3.sqlite_version}; use a newer Python, or PostgreSQL." if sqlite else "Upgrade the server."
    return [Error(f"{name} {wants} or newer is needed, not {has}.", hint, id="juli.E007")]


def time_stamps(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A stamp nobody could check is none, so half a setting is an error."""
    if not settings.TIMESTAMP_URL:
        return []
    fault = authority.fault_of(settings.TIMESTAMP_URL)
    try:
        tokens.trusted(settings.TIMESTAMP_CERTIFICATES)
    except tokens.NotAStamp as error:
        fault = fault or str(error)
    hint = "Set TIMESTAMP_URL to an https address and TIMESTAMP_CERTIFICATES to a PEM file with its certificates."
    return [Error(f"Daily roots can't be stamped: {fault}.", hint, id="juli.E008")] if fault else []


def second_factor(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Helpers and admins see other people's cases, so a stolen password must not be enough."""
    if not settings.IS_HTTPS or settings.SECOND_FACTOR == "required":
        return []
    hint = "Set SECOND_FACTOR=required."
    return [Warning("Helpers and admins may sign in with a password alone.", hint, id="juli.W001")]


def mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without mail nobody gets a code or a reminder."""
    backend = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
    if not settings.IS_HTTPS or backend not in ("console", "filebased"):
        return []
    hint = "Set EMAIL_URL, for example smtps://user:password@mail.example.org."
    return [Warning("E-mails, with sign-in codes and reminders, are not sent to anybody.", hint, id="juli.W002")]


ALWAYS: tuple[Check, ...] = (data_folder, site_url, secret_key, debug, time_zone, time_stamps)
FOR_DEPLOYMENT: tuple[Check, ...] = (second_factor, mail)


def register_all() -> None:
    """Called once when the apps are ready."""
    for check in ALWAYS:
        register(check)
    register(database, Tags.database)
    for check in FOR_DEPLOYMENT:
        register(check, Tags.security, deploy=True)
