"""An installation with the settings of production passes Django's own checks, and no migration is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SITE_URL": "https://juli.example.org",
    "SECRET_KEY": "k9!vQz27-" * 8,
    "SECOND_FACTOR": "required",
    "EMAIL_URL": "smtps://juli:secret@mail.example.org",
    "BEHIND_PROXY": "yes",
}


def manage(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py …` in a process of its own, with a data folder of its own."""
    path = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=path | PRODUCTION | environment, capture_output=True, text=True, check=False
    )


def test_production_settings_are_clean(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--database", "default", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SECRET_KEY": "short"}, "juli.E003"),
        ({"DEBUG": "yes"}, "juli.E004"),
        ({"SECOND_FACTOR": "offered"}, "juli.W001"),
        ({"EMAIL_URL": "console:"}, "juli.W002"),
        ({"SITE_URL": "https://juli.example.org/app"}, "juli.E002"),
    ],
)
def test_what_production_must_not_have_is_named(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert done.returncode == 1
    assert said in done.stderr


def test_no_migration_is_missing(tmp_path: Path) -> None:
    done = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout
