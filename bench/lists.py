"""Reads and milliseconds of the pages that list cases, with 100 and with 10,000 of them: `python -m bench.lists`.

On a fresh SQLite file, and on PostgreSQL too when DATABASE_URL names one (its user must be allowed to create databases).
`--explain` also prints the plan of every read at the largest size.
"""

import argparse
import sys
from importlib import import_module

from bench.apart import HERE, on_each_database


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the pages that list cases.")
    parser.add_argument("--rounds", type=int, default=30, help="requests a page (default 30)")
    parser.add_argument("--explain", action="store_true", help="print the plan of every read at the largest size")
    parser.add_argument(HERE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    return on_each_database(
        "bench.lists", lambda: int(import_module("bench.pages").measure(options.rounds, explain=options.explain))
    )


if __name__ == "__main__":
    sys.exit(main())
