"""`python -m law due FILE.csv`: dates for other programs, one line out for every line that can be answered."""

import csv
import io
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from law.errors import LawError, UnknownRule
from law.snapshot import Law, load

ASKED = ("rule_id", "trigger")
COLUMNS = (*ASKED, "safe", "latest", "provisional")
REFUSED = 2
_MIDNIGHT = re.compile(r"[T ]24")


class Refused(Exception):
    """One line can't be answered: its sentence, and which of the ASKED columns is at fault."""

    def __init__(self, asked: int, sentence: str) -> None:
        super().__init__(sentence)
        self.asked = asked


def due(name: str) -> int:
    """Answer the file `name`, or standard input for "-"; 0 when every line was answered, 2 when one was not."""
    try:
        return _run(name)
    except BrokenPipeError:
        raise  # standard output is gone; that is no fault of the file
    except OSError as fault:
        return refuse(f"{name} can't be read: {fault}.")


def _run(name: str) -> int:
    if name == "-":
        source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
        return answer(source, sys.stdout)
    with Path(name).open(encoding="utf-8-sig", errors="replace", newline="") as source:
        return answer(source, sys.stdout)


def answer(source: TextIO, target: TextIO) -> int:
    """Stream CSV lines from `source` to `target` in their order; say on standard error what can't be answered."""
    law, lines = load(), csv.reader(source)
    header = next(_readable(lines), [])
    if isinstance(header, csv.Error) or not {*ASKED} <= set(header):
        return refuse("The first line must name the columns rule_id and trigger.")
    wanted = header.index(ASKED[0]), header.index(ASKED[1])
    write = csv.writer(target, lineterminator="\n").writerow
    write(COLUMNS)
    result = 0
    for line in _readable(lines):
        if isinstance(line, csv.Error):
            result = refuse(f"Line {lines.line_num}: it can't be read: {line}.")
        elif line:
            try:
                write(_answer(law, line, wanted))
            except Refused as fault:
                place = f"column {wanted[fault.asked] + 1} ({ASKED[fault.asked]})"
                result = refuse(f"Line {lines.line_num}, {place}: {fault}")
    return result


def moment(text: str) -> datetime:
    """The time that `text` writes; raises LawError for what isn't one."""
    if text.isascii() and _MIDNIGHT.search(text):
        # Some readers take it for the next day: then the day of the event itself wouldn't be left out of the count.
        raise LawError(f"{text!r} is at 24:00; write 23:59:59 of that day, or 00:00 of the next.")
    try:
        # Python takes any sign between date and time; only plain text may reach the output.
        return datetime.fromisoformat(text if text.isascii() else "")
    except ValueError:
        raise LawError(f"{text!r} isn't an ISO time such as 2026-03-03T09:00:00+08:00.") from None


def refuse(sentence: str) -> int:
    """Say on standard error, on one line, why there is no answer; the exit status for it."""
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    return REFUSED


def _readable(lines: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The lines one by one, with the fault instead of a line that breaks the form; the next is read all the same."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error as fault:
            yield fault


def _answer(law: Law, line: list[str], wanted: tuple[int, int]) -> tuple[str, ...]:
    for asked, column in enumerate(wanted):
        if len(line) <= column:
            raise Refused(asked, "The line ends before this column.")
    rule_id, trigger = line[wanted[0]], line[wanted[1]]
    try:
        rule = law.rule(rule_id)
        due = law.due(rule, moment(trigger))
    except UnknownRule as fault:
        raise Refused(0, str(fault)) from fault
    except LawError as fault:
        raise Refused(1, str(fault)) from fault
    return rule_id, trigger, due.safe.isoformat(), due.latest.isoformat(), str(due.provisional).lower()
