"""`python -m tests.on_postgres [pytest arguments]`: what the doors promise, once more on a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

from tests.launcher.running import clean_environment
from tests.live import INSTALL, postgres, postgres_programs

FOLDERS = ("accounts", "rulebook", "complaints", "evidence", "notifications", "escalation", "desk")


def main(arguments: list[str]) -> int:
    """pytest's exit code; 0 with one sentence where the machine has no PostgreSQL, 1 then with CI=true."""
    if postgres_programs() is None:
        sys.stdout.write(f"Skipped the tests on PostgreSQL, which is not installed: {INSTALL}\n")
        return int(os.environ.get("CI", "").lower() in ("1", "true", "yes"))
    # What a browser or a page looks like doesn't depend on the database; what the doors write does.
    named = [word for word in arguments if not word.startswith("-") and word.startswith("tests")]
    chosen = [] if named else [f"tests/{name}" for name in FOLDERS if Path("tests", name).is_dir()]
    with postgres() as url:
        command = [sys.executable, "-m", "pytest", "-n", "2", "-m", "not browser and not slow", *chosen, *arguments]
        return subprocess.run(command, env=clean_environment() | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
