"""A measurement on each database, in a process of its own, for Django is set up once a process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

HERE = "--here"


def on_each_database(module: str, measure: Callable[[], int]) -> int:
    """Run `python -m <module>` once more for a fresh SQLite file, and for PostgreSQL when DATABASE_URL names one (its user
    must be allowed to create databases); there `measure` is called. The worst exit status.
    """
    if HERE in sys.argv:
        import_module("django").setup()
        return measure()
    return max(_again(module, url) for url in ["", *filter(None, [os.environ.get("DATABASE_URL")])])


def _again(module: str, url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        env = os.environ | {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "SECOND_FACTOR": "offered"}
        env |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings"}
        return subprocess.run([sys.executable, "-m", module, HERE, *sys.argv[1:]], env=env, check=False).returncode


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """An empty database with all tables, gone afterwards."""
    connection, settings = import_module("django.db").connection, import_module("django.conf").settings
    own = str(connection.settings_dict["NAME"])
    name = str(Path(settings.DATA_DIR) / "bench.sqlite3") if connection.vendor == "sqlite" else "juli_bench"
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
