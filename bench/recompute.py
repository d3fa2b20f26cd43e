"""Seconds to count 50,000 running cases again after a publication: `python -m bench.recompute`, or `--cases 5000`.

On a fresh SQLite file, and on PostgreSQL too when DATABASE_URL names one (its user must be allowed to create databases).
Two publications are measured: a notice that moves no date, and one that moves a date in every case. The second one must
stay below a minute; the exit status is 1 when it doesn't.
"""

import argparse
import sys
from importlib import import_module

from bench.apart import HERE, on_each_database

CASES = 50_000


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure counting running cases again.")
    parser.add_argument("--cases", type=int, default=CASES, help=f"running cases (default {CASES})")
    parser.add_argument(HERE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    return on_each_database("bench.recompute", lambda: int(import_module("bench.publications").measure(options.cases)))


if __name__ == "__main__":
    sys.exit(main())
