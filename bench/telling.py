"""How fast people are told: `python -m bench.telling`, on SQLite, and on PostgreSQL too when DATABASE_URL names one.

* The sweep over 1,000,000 planned reminders of which 10,000 are due: below 15 s, by the partial index.
* Mails a second, against a bare loop of Django's SMTP backend over one connection to the same sink: at least 0.7 times.
* The calendar of a person with 1,000 dates: below 300 ms.

`--reminders 100000` takes less. The exit status is 1 when one of the three falls short. `bench.punctual` measures how long
a reminder takes from its moment to the mailbox.
"""

import argparse
import sys
from importlib import import_module

from bench.apart import HERE, on_each_database


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how fast people are told.")
    parser.add_argument("--reminders", type=int, default=1_000_000, help="planned ones (default 1,000,000)")
    parser.add_argument(HERE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    return on_each_database("bench.telling", lambda: int(import_module("bench.told").measure(options.reminders)))


if __name__ == "__main__":
    sys.exit(main())
