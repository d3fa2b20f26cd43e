"""`python -m law due`, byte for byte, as another program calls it; explain and claim are in test_command_answers.py."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).with_name("deadline_cases.csv")

HEADER = b"rule_id,trigger,safe,latest,provisional\n"
GOOD = b"CPL25_RETURN_7D,2026-09-24T11:00:00+08:00"
ANSWER = GOOD + b",2026-10-01T23:59:59+08:00,2026-10-08T23:59:59+08:00,false\n"


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "law", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False, timeout=60)


def test_columns_are_found_by_name_and_the_rest_ignored() -> None:
    done = run("due", "-", stdin=b"note,trigger,x,rule_id\r\nhello,2026-09-24T11:00:00+08:00,1,CPL25_RETURN_7D\r\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, HEADER + ANSWER, b"")


def test_lines_that_cant_be_answered_are_told_and_the_others_answered() -> None:
    lines = [
        b"rule_id,trigger",
        b"NO_SUCH,2026-09-24T11:00:00+08:00",
        GOOD,
        b"CPL25_RETURN_7D,2026-09-24T11:00:00",
        b"CPL25_RETURN_7D,yesterday",
        b"CPL25_RETURN_7D",
        b"",
        b"cpl25_return_7d,2026-09-24T11:00:00+08:00",
        b"CC188_MAX_20Y,2090-01-01T00:00:00+08:00",
        b"XHS_SHIP_48H,9999-12-31T23:00:00+08:00",
        b"XHS_SHIP_48H,2026-12-31T12:00:00Z",
        b"\xff\xfe,2026-09-24T11:00:00+08:00",
    ]
    done = run("due", "-", stdin=b"\n".join(lines))
    hours = b"XHS_SHIP_48H,2026-12-31T12:00:00Z,2027-01-02T20:00:00+08:00,2027-01-02T20:00:00+08:00,false\n"
    assert done.returncode == 2
    assert done.stdout == HEADER + ANSWER + hours
    assert done.stderr.decode().splitlines()[:-1] == [
        "Line 2, column 1 (rule_id): There is no rule 'NO_SUCH'.",
        "Line 4, column 2 (trigger): The time 2026-09-24T11:00:00 has no time zone.",
        "Line 5, column 2 (trigger): 'yesterday' isn't an ISO time such as 2026-03-03T09:00:00+08:00.",
        "Line 6, column 2 (trigger): The line ends before this column.",
        "Line 8, column 1 (rule_id): There is no rule 'cpl25_return_7d'.",
        "Line 9, column 2 (trigger): The calendar covers 2004 to 2060; the count needs 2110.",
        "Line 10, column 2 (trigger): Rule XHS_SHIP_48H from 9999-12-31T23:00:00+08:00 leaves the countable years.",
    ]
    assert done.stderr.decode().splitlines()[-1].startswith("Line 12, column 1 (rule_id): There is no rule")


def test_columns_are_counted_as_they_stand_in_the_file() -> None:
    done = run("due", "-", stdin=b"note,trigger,x,rule_id\nhello,2026-09-24T11:00:00,1,CPL25_RETURN_7D\n,,,NO\n")
    assert done.stderr.decode().splitlines() == [
        "Line 2, column 2 (trigger): The time 2026-09-24T11:00:00 has no time zone.",
        "Line 3, column 4 (rule_id): There is no rule 'NO'.",
    ]


@pytest.mark.parametrize(
    ("trigger", "sentence"),
    [
        ("2026-09-24T24:00:00+08:00", "'2026-09-24T24:00:00+08:00' is at 24:00; write 23:59:59 of that day, or"),
        ("2025-02-29T09:00:00+08:00", "'2025-02-29T09:00:00+08:00' isn't an ISO time such as"),
        (
            "0001-01-01T00:00:00+14:00",
            "Rule CPL25_RETURN_7D from 0001-01-01T00:00:00+14:00 leaves the countable years.",
        ),
        ("1999-05-01T09:00:00+08:00", "The calendar covers 2004 to 2060; the count needs 1999."),
        (
            "9999-12-31T23:59:59-12:00",
            "Rule CPL25_RETURN_7D from 9999-12-31T23:59:59-12:00 leaves the countable years.",
        ),
        ("", "'' isn't an ISO time such as"),
    ],
)
def test_strange_moments_are_told_in_a_sentence(trigger: str, sentence: str) -> None:
    done = run("due", "-", stdin=f"rule_id,trigger\nCPL25_RETURN_7D,{trigger}\n".encode() + GOOD)
    assert (done.returncode, done.stdout) == (2, HEADER + ANSWER)
    assert done.stderr.decode().startswith(f"Line 2, column 2 (trigger): {sentence}")
    assert done.stderr.count(b"\n") == 1


def test_a_leap_day_is_answered() -> None:
    done = run("due", "-", stdin=b"rule_id,trigger\nCC188_LIMIT_3Y,2024-02-29T09:00:00+08:00\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b",2027-02-28T23:59:59+08:00," in done.stdout  # 2027 has no 29 February; the 28th is a Sunday


def test_a_version_that_was_not_in_force_is_counted_all_the_same() -> None:
    """Ids are exact: who asks for an id gets it."""
    done = run("due", "-", stdin=b"rule_id,trigger\nSAMR20_ACCEPT_7WD,2026-09-29T09:00:00+08:00\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"2026-10-14T23:59:59+08:00" in done.stdout


def test_a_line_that_breaks_the_form_leaves_the_others_answered() -> None:
    done = run("due", "-", stdin=b"rule_id,trigger\n" + b"x" * 140_000 + b"\n" + GOOD)
    assert (done.returncode, done.stdout) == (2, HEADER + ANSWER)
    assert done.stderr.startswith(b"Line 2: it can't be read: ")
    assert done.stderr.count(b"\n") == 1


def test_the_examples_come_out_in_their_order_with_provisional_marked() -> None:
    done = run("due", str(EXAMPLES))
    rows = [line.split(",") for line in done.stdout.decode().splitlines()[1:]]
    asked = [line.split(",")[:3] for line in EXAMPLES.read_text(encoding="utf-8").splitlines()[1:]]
    assert [[row[0], row[1], row[3]] for row in rows] == asked
    assert {row[4] for row in rows} == {"true", "false"}
    assert done.returncode == 0


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    done = run("due", "-", stdin=b"\xef\xbb\xbfrule_id,trigger\n" + GOOD)
    assert done.stdout == HEADER + ANSWER


def test_a_file_without_the_columns_is_refused() -> None:
    for content in (b"", b"rule,when\n" + GOOD):
        done = run("due", "-", stdin=content)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == b"The first line must name the columns rule_id and trigger.\n"


def test_a_missing_file_is_one_sentence() -> None:
    done = run("due", "nowhere.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"nowhere.csv can't be read: ")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_fault_to_shout_about(tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    long.write_bytes(b"rule_id,trigger\n" + (GOOD + b"\n") * 20_000)
    command = [sys.executable, "-m", "law", "due", str(long)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == HEADER
        running.stdout.close()
        assert running.stderr.read() == b""
