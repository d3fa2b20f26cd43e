"""How long a million due dates take: `python -m bench.law`; once by calling law, once through `python -m law due`.

One process on one core, all rules, triggers from 2020 to 2027 told in three zones. Fails where either keeps its core busy
for LIMIT or more; the time on the wall, in brackets, is longer on a machine that does other things as well.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import law

ROOT = Path(__file__).parents[1]
LIMIT = 20.0
ZONES = (law.CHINA, UTC, timezone(timedelta(hours=-7)))
SECONDS = 8 * 365 * 86_400


def main() -> int:
    """Measure both ways and print them; 0 when both stay under LIMIT for a million dates."""
    parser = argparse.ArgumentParser(description="Measure due dates.")
    parser.add_argument("--count", type=int, default=1_000_000, help="how many dates (default 1,000,000)")
    count: int = parser.parse_args().count
    asked = _triggers(count)
    called, piped = _call(asked), _pipe(asked)
    for name, (busy, wall) in (("law.due()", called), ("python -m law due", piped)):
        print(f"{name:18} {count:9,} dates  {busy:6.2f} s ({wall:.2f} s)  {count / busy:9,.0f} a second")
    return 0 if max(called, piped)[0] < LIMIT * count / 1_000_000 else 1


def _triggers(count: int) -> list[tuple[str, datetime]]:
    chance = random.Random(2020)
    rule_ids = sorted(law.load().rules)
    start = datetime(2020, 1, 1, tzinfo=law.CHINA)
    return [
        (
            chance.choice(rule_ids),
            (start + timedelta(seconds=chance.randrange(SECONDS))).astimezone(chance.choice(ZONES)),
        )
        for _ in range(count)
    ]


def _call(asked: list[tuple[str, datetime]]) -> tuple[float, float]:
    """Seconds of the core and on the wall for counting alone, reading the law included."""
    law.load.cache_clear()
    busy, wall = time.process_time(), time.perf_counter()
    packaged = law.load()
    for rule_id, trigger in asked:
        packaged.due(packaged.rule(rule_id), trigger)
    return time.process_time() - busy, time.perf_counter() - wall


def _pipe(asked: list[tuple[str, datetime]]) -> tuple[float, float]:
    """The same of the whole command, from start to last line; raises when it answers fewer lines than it was asked."""
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        source, target = Path(folder, "asked.csv"), Path(folder, "answered.csv")
        lines = [f"{rule_id},{trigger.isoformat()}\n" for rule_id, trigger in asked]
        source.write_text("rule_id,trigger\n" + "".join(lines), encoding="utf-8")
        busy, wall = _children(), time.perf_counter()
        with target.open("wb") as answers:
            command = [sys.executable, "-m", "law", "due", os.fspath(source)]
            subprocess.run(command, cwd=ROOT, stdout=answers, check=True)
        busy, wall = _children() - busy, time.perf_counter() - wall
        with target.open("rb") as answers:
            if sum(1 for _ in answers) != len(asked) + 1:
                raise RuntimeError("The command left lines unanswered.")
    return busy, wall


def _children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


if __name__ == "__main__":
    sys.exit(main())
