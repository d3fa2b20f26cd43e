"""Brings database and static files up to date, in one Django process, before the servers start."""

import hashlib
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def main() -> int:
    """0 when everything is ready; 1 after one sentence about the database, the settings or the disk."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        call_command("check", stdout=StringIO())  # "no issues" is nothing to say; an issue stops here
        migrate_if_needed()
        collect_static_if_changed(settings.DATA_DIR / "static.stamp")
    except (ImproperlyConfigured, DatabaseError, CommandError, OSError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def migrate_if_needed() -> None:
    """Migrates and makes the cache table when a migration is missing from the database."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static_if_changed(stamp: Path) -> None:
    """Collects, hashes and compresses the static files, unless none has changed since the last time (saves seconds)."""
    state = static_state()
    manifest = Path(staticfiles_storage.path("staticfiles.json"))
    if manifest.is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == state:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, encoding="ascii")


def static_state() -> str:
    """SHA-256 over name, size and time of change of every static file of every app."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
