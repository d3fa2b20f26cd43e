"""Reading the environment strictly: a value that doesn't parse stops the start with one sentence, it never becomes a default."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


class Env:
    """One environment, read with types; `source` is `os.environ` unless a test brings its own."""

    def __init__(self, source: Mapping[str, str] = os.environ) -> None:
        self._source = source

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding blanks; an empty variable counts as unset."""
        return self._source.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        """True or false in the usual spellings; "False" is false, and anything else is an error."""
        raw = self.text(name).lower()
        if not raw:
            return default
        if raw in _TRUE:
            return True
        if raw in _FALSE:
            return False
        raise ImproperlyConfigured(f"{name} must be yes or no, not {raw!r}.")

    def number(self, name: str, default: int, *, at_least: int = 0) -> int:
        """A whole number not below `at_least`."""
        raw = self.text(name)
        if not raw:
            return default
        if not raw.isdecimal() or int(raw) < at_least:
            raise ImproperlyConfigured(f"{name} must be a whole number from {at_least} up, not {raw!r}.")
        return int(raw)

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Words parted by commas or blanks."""
        return self.text(name).replace(",", " ").split() or list(default)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of the words in `allowed`."""
        raw = self.text(name, default)
        if raw not in allowed:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {raw!r}.")
        return raw

    def secret_key(self, data_dir: Path) -> str:
        """SECRET_KEY, or the one that the launcher keeps in the data folder; there is no built-in key."""
        kept = data_dir / "secret_key"
        key = self.text("SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else "")
        if not key:
            raise ImproperlyConfigured("Set SECRET_KEY, or start with `make run`, which makes one in the data folder.")
        return key


def database(url: str, data_dir: Path) -> dict[str, object]:
    """Django's database settings for `url`; empty means SQLite in the data folder.

    SQLite: `sqlite:///relative/path` or `sqlite:////absolute/path`. PostgreSQL:
    `postgres://user:password@host:port/name?option=value`; a socket's folder goes into `?host=`.
    """
    parts = urlsplit(url or f"sqlite:///{data_dir / 'db.sqlite3'}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                # A transaction that reads, then writes would otherwise fail at once when another one wrote between.
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
            },
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:// or postgres://.")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def storage(url: str, folder: Path) -> dict[str, object]:
    """Where evidence lies: in `folder`, or `s3://bucket/below?endpoint=https://…&region=…&style=path`; the keys to it are
    AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for everything that speaks to S3.
    """
    if not url:
        return {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": folder}}
    parts = urlsplit(url)
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    known = {"endpoint": "endpoint_url", "region": "region_name", "style": "addressing_style"}
    if parts.scheme != "s3" or not parts.hostname or set(asked) - set(known):
        raise ImproperlyConfigured(
            "STORAGE_URL must be s3://bucket, with endpoint=, region= and style= if they are needed."
        )
    options = {known[key]: value for key, value in asked.items()}
    where = {"bucket_name": parts.hostname, "location": parts.path.strip("/"), "incoming_folder": folder / "incoming"}
    return {"BACKEND": "evidence.vault.bucket.Bucket", "OPTIONS": {**options, **where}}


def accel_prefix(text: str, storage_url: str) -> str:
    """The internal location under which the server in front finds the evidence, `/like-this/`; "" for none."""
    if text and (storage_url or not re.fullmatch(r"/[\w-]+/", text, re.ASCII)):
        raise ImproperlyConfigured(
            "ACCEL_PREFIX must be a location such as /evidence-files/, and needs evidence in a folder."
        )
    return text


def broker(url: str) -> str:
    """The Redis address in kombu's spelling: `unix:///run/v.sock?db=0` becomes `redis+socket:///run/v.sock?virtual_host=0`."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        number = parse_qs(parts.query).get("db", ["0"])[-1]
        return f"redis+socket://{parts.path}?virtual_host={number}"
    if parts.scheme in ("redis", "rediss"):
        return url
    raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")


def socket_address(name: str, text: str) -> str | tuple[str, int]:
    """Where a server listens: `/path/of.sock` as it is, `host:port` in two, "" for nowhere."""
    if not text or text.startswith("/"):
        return text
    parts = urlsplit(f"//{text}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} must be a socket's absolute path or host:port, not {text!r}.")
    return host, port


def mail(url: str) -> dict[str, object]:
    """Mail settings for `console:`, `file:///folder` or `smtp[s]://user:password@host:port`; smtps is TLS from the start."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtps", "smtp+tls"):
        raise ImproperlyConfigured("EMAIL_URL must start with console:, file://, smtp://, smtp+tls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "notifications.channels.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 10,
    }
