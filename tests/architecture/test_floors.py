"""The floors hold: an app imports what stands below it, never beside it or above."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.house import FLOORS, ROOT, files

LINTER = Path(sys.executable).parent / "lint-imports"


def test_the_floors_hold() -> None:
    done = subprocess.run([LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_a_floor() -> None:
    packages = {path.parent.name for path in files(".py") if path.name == "__init__.py" and path.parents[1] == ROOT}
    assert packages - {"tests", "bench"} == set(FLOORS)
