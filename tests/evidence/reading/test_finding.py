"""What is private in a picture is found by the real recogniser, and can't be read in the copy that is given away."""

import os

import pytest

from evidence.reading.ocr import OcrFailed
from evidence.redaction.finding import find
from tests.evidence import covering_measured, finding_measured
from tests.evidence.reading.screens import LAYOUTS, screens

pytestmark = [pytest.mark.xdist_group("reading"), pytest.mark.timeout(180)]


def test_numbers_are_found_on_every_kind_of_screen_and_harmless_ones_are_left() -> None:
    figures = finding_measured.measured(screens(len(LAYOUTS)))
    for kind in ("phone", "id_number", "account"):
        assert figures.private[kind]
        assert figures.recall(kind) == 1.0, figures.table()
    assert figures.touched == 0, figures.notes


@pytest.mark.timeout(3000)
def test_nothing_private_is_read_in_covered_copies() -> None:
    made = screens(int(os.environ.get("COVERED_SCREENS", "4")), seed=77)
    assert covering_measured.measured(made) == []


def test_the_same_screens_uncovered_would_be_noticed() -> None:
    screen = screens(1, seed=77)[0]
    assert covering_measured.left_in(screen.encoded(), screen)


def test_bytes_that_are_no_picture_are_said_to_be_none() -> None:
    with pytest.raises(OcrFailed):
        find(b"no picture at all")
