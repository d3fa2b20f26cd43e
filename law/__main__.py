"""`python -m law due FILE.csv`: dates for other programs, one line out for every line that can be answered."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from law.errors import LawError
from law.snapshot import Law, load

COLUMNS = ("rule_id", "trigger", "safe", "latest", "provisional")
REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when every line was answered, 2 when one was not."""
    parser = argparse.ArgumentParser(prog="python -m law", description="Time limits of Chinese consumer law.")
    commands = parser.add_subparsers(dest="command", required=True)
    due = commands.add_parser("due", help="compute when limits end")
    due.add_argument("file", help="CSV with the columns rule_id and trigger (ISO time with offset); - for stdin")
    name: str = parser.parse_args(argv).file
    try:
        return _run(name)
    except BrokenPipeError:
        # The reader has gone (`| head`); a closed stdout would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except (OSError, csv.Error) as fault:
        return _refuse(f"{name} can't be read: {fault}.")


def _run(name: str) -> int:
    if name == "-":
        source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
        return answer(source, sys.stdout)
    with Path(name).open(encoding="utf-8-sig", errors="replace", newline="") as source:
        return answer(source, sys.stdout)


def answer(source: TextIO, target: TextIO) -> int:
    """Stream CSV lines from `source` to `target` in their order; say on standard error what can't be answered."""
    law = load()
    lines = csv.reader(source)
    header = next(lines, [])
    if not {"rule_id", "trigger"} <= set(header):
        return _refuse("The first line must name the columns rule_id and trigger.")
    wanted = header.index("rule_id"), header.index("trigger")
    write = csv.writer(target, lineterminator="\n").writerow
    write(COLUMNS)
    result = 0
    for line in lines:
        if not line:
            continue
        try:
            write(_answer(law, line, wanted))
        except LawError as fault:
            result = _refuse(f"Line {lines.line_num}: {fault}")
    return result


def _answer(law: Law, line: list[str], wanted: tuple[int, int]) -> tuple[str, ...]:
    if len(line) <= max(wanted):
        raise LawError("A column is missing.")
    rule_id, trigger = line[wanted[0]], line[wanted[1]]
    rule = law.rule(rule_id)
    due = law.due(rule, _moment(trigger))
    return rule_id, trigger, due.safe.isoformat(), due.latest.isoformat(), str(due.provisional).lower()


def _moment(text: str) -> datetime:
    try:
        # Python takes any sign between date and time; only plain text may reach the output.
        return datetime.fromisoformat(text if text.isascii() else "")
    except ValueError:
        raise LawError(f"{text!r} isn't an ISO time such as 2026-03-03T09:00:00+08:00.") from None


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
