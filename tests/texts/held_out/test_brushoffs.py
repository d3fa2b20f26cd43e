"""Brush-offs of seller, platform and authority, measured on phrases nobody tuned on."""

from tests.texts.brushoffs.topics import TOPICS
from tests.texts.held_out.measuring import confusion, listed, rows, share
from texts.brushoffs import By, recognise


def topic(text: str, by: str) -> str:
    """The topic of the entry that `text` is taken for, or none."""
    answer = recognise(text, by=By(by))
    return "none" if answer is None else TOPICS[answer.key]


ANSWERS = [(row["text"], row["topic"], topic(row["text"], row["by"])) for row in rows("brushoffs")]
WRONG = [f"{right} → {given}: {text}" for text, right, given in ANSWERS if right != given]
REPORT = f"{confusion((right, given) for _text, right, given in ANSWERS)}\n{listed('wrong', WRONG)}"


def test_a_brush_off_is_mostly_recognised() -> None:
    asked = [(right, given) for _text, right, given in ANSWERS if right != "none"]
    top = share(sum(right == given for right, given in asked), len(asked))
    assert top >= 0.8, f"top-1 {top:.3f} of {len(asked)}\n{REPORT}"


def test_an_answer_given_is_nearly_always_right() -> None:
    given = [(right, answer) for _text, right, answer in ANSWERS if answer != "none"]
    precision = share(sum(right == answer for right, answer in given), len(given))
    assert given
    assert precision >= 0.9, f"precision {precision:.3f} of {len(given)}\n{REPORT}"
