"""Which ways exclude each other: every pair of ways at every state, written out."""

from itertools import product

import pytest

import law
from law.conflicts import ROWS, Channel, State, Verdict, judge, matrix, may_file

C, S, V = Channel, State, Verdict
LETTER = {V.FREE: ".", V.COSTS: "~", V.BLOCKED: "X"}
STATES = ["none", "preparing", "filed", "accepted", "agreed", "broken", "failed", "declined", "silent", "dropped"]

# One letter a state, in the order above: "." free, "~" costs something, "X" has to wait.
TABLE = """
seller      seller      ..........
seller      platform    ..........
seller      complaint   ..........
seller      report      ..........
seller      association ..........
seller      odr         ..........
seller      court       ..........
platform    seller      ....~.....
platform    platform    ..XX~.~...
platform    complaint   ....~.....
platform    report      ..........
platform    association ....~.....
platform    odr         ....~.....
platform    court       ..~~~~~.~.
complaint   seller      ....~.....
complaint   platform    ....~.....
complaint   complaint   ..XXX~~~~.
complaint   report      ..........
complaint   association ..XXX~~.~.
complaint   odr         ..XX~.....
complaint   court       ..XXXXX.X.
report      seller      ..........
report      platform    ..........
report      complaint   ..........
report      report      ..~~~~~~~.
report      association ..........
report      odr         ..........
report      court       ..........
association seller      ....~.....
association platform    ....~.....
association complaint   ..XXX~~.~.
association report      ..........
association association ..XXX~~~~.
association odr         ..~~~.....
association court       ..XXXXX.X.
odr         seller      ....~.....
odr         platform    ....~.....
odr         complaint   ..XXX~~...
odr         report      ..........
odr         association ..~~X~~...
odr         odr         ..XX~~~.~.
odr         court       ..XXXXX.X.
court       seller      ....~.....
court       platform    ....~.....
court       complaint   ..~~~.....
court       report      ..........
court       association ..~~~.....
court       odr         ..~~~.....
court       court       ..XXXXX~~.
"""
ROWS_OF_TABLE = [line.split() for line in TABLE.strip().splitlines()]


def test_the_table_names_every_pair_and_every_state() -> None:
    assert [(wish, other) for wish, other, _letters in ROWS_OF_TABLE] == list(product(Channel, Channel))
    assert list(State) == STATES


@pytest.mark.parametrize(("wish", "other", "letters"), ROWS_OF_TABLE)
def test_it_judges_as_the_table_says(wish: str, other: str, letters: str) -> None:
    found = [judge(C(wish), C(other), S(state)) for state in STATES]
    assert "".join(LETTER[ruling.verdict] for ruling in found) == letters


@pytest.mark.parametrize("wish", Channel)
def test_every_ruling_says_why_with_a_source_that_exists(wish: Channel) -> None:
    packaged = law.load()
    for other, state in product(Channel, State):
        ruling = judge(wish, other, state)
        assert ruling.words.zh.endswith("。")
        assert ruling.words.en.endswith(".")
        assert not ruling.norm or packaged.source(ruling.norm)


def test_no_row_is_there_for_nothing() -> None:
    used = {
        next(n for n, row in enumerate(ROWS) if row.fits(wish, other, state))
        for wish, other, state in product(Channel, Channel, State)
    }
    assert used | {len(ROWS) - 1} == set(range(len(ROWS)))


def test_what_was_never_sent_stands_in_nobodys_way() -> None:
    for wish, other in product(Channel, Channel):
        assert {judge(wish, other, state).verdict for state in (S.NONE, S.PREPARING, S.DROPPED)} == {V.FREE}


def test_a_report_is_always_apart() -> None:
    for other, state in product(set(Channel) - {C.REPORT}, State):
        assert judge(C.REPORT, other, state).verdict == V.FREE
        assert judge(other, C.REPORT, state).verdict == V.FREE


def test_the_platform_is_no_authority() -> None:
    ruling = may_file(C.COMPLAINT, [(C.SELLER, S.FAILED), (C.PLATFORM, S.FAILED)])
    assert (ruling.verdict, ruling.norm) == (V.FREE, "D121_16_2")


def test_the_gravest_of_several_counts() -> None:
    ruling = may_file(C.COMPLAINT, [(C.ASSOCIATION, S.FAILED), (C.COURT, S.FILED), (C.REPORT, S.FILED)])
    assert (ruling.verdict, ruling.other) == (V.BLOCKED, C.COURT)


def test_nothing_done_yet_leaves_everything_open() -> None:
    assert {ruling.verdict for ruling in matrix([]).values()} == {V.FREE}


def test_the_matrix_has_a_line_for_every_way() -> None:
    found = matrix([(C.PLATFORM, S.FAILED), (C.ASSOCIATION, S.ACCEPTED)])
    assert list(found) == list(Channel)
    assert found[C.COMPLAINT].verdict == V.BLOCKED
    assert found[C.REPORT].verdict == V.FREE
    assert found[C.COURT].verdict == V.COSTS
