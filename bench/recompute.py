"""Seconds to count 50,000 running cases again after a publication: `python -m bench.recompute`, or `--cases 5000`.

On a fresh SQLite file, and on PostgreSQL too when DATABASE_URL names one (its user must be allowed to create databases).
Two publications are measured: a notice that moves no date, and one that moves a date in every case. The second one must
stay below a minute; the exit status is 1 when it doesn't.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from importlib import import_module

CASES = 50_000


def main() -> int:
    """Measure on each database in a process of its own, for Django is set up once a process."""
    parser = argparse.ArgumentParser(description="Measure counting running cases again.")
    parser.add_argument("--cases", type=int, default=CASES, help=f"running cases (default {CASES})")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        import_module("django").setup()
        return int(import_module("bench.publications").measure(options.cases))
    urls = ["", *filter(None, [os.environ.get("DATABASE_URL")])]
    return max(_in_a_process_of_its_own(url) for url in urls)


def _in_a_process_of_its_own(url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        env = os.environ | {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "SECOND_FACTOR": "offered"}
        env |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", "bench.recompute", "--here", *sys.argv[1:]]
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
