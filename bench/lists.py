"""Reads and milliseconds of the pages that list cases, with 100 and with 10,000 of them: `python -m bench.lists`.

On a fresh SQLite file, and on PostgreSQL too when DATABASE_URL names one (its user must be allowed to create databases).
`--explain` also prints the plan of every read at the largest size.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from importlib import import_module


def main() -> int:
    """Measure on each database in a process of its own, for Django is set up once a process."""
    parser = argparse.ArgumentParser(description="Measure the pages that list cases.")
    parser.add_argument("--rounds", type=int, default=30, help="requests a page (default 30)")
    parser.add_argument("--explain", action="store_true", help="print the plan of every read at the largest size")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return _measure(options.rounds, options.explain)
    urls = ["", *filter(None, [os.environ.get("DATABASE_URL")])]
    return max(_in_a_process_of_its_own(url) for url in urls)


def _in_a_process_of_its_own(url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        env = os.environ | {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "SECOND_FACTOR": "offered"}
        env |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", "bench.lists", "--here", *sys.argv[1:]]
        return subprocess.run(command, env=env, check=False).returncode


def _measure(rounds: int, explain: bool) -> int:
    import_module("django").setup()
    return int(import_module("bench.pages").measure(rounds, explain=explain))


if __name__ == "__main__":
    sys.exit(main())
