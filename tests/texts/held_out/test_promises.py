"""Promises, refusals and threats of the other side, measured on sentences nobody tuned on."""

from tests.texts.held_out.measuring import Said, confusion, f1, listed, said, share
from texts.promises import Says, classify, resolve


def answers() -> list[tuple[Said, str]]:
    return [(one, classify(one.sentence).value) for one in said()]


def test_what_a_sentence_says_is_told_well_for_all_four() -> None:
    given = answers()
    pairs = [(one.says, answer) for one, answer in given]
    each = {label.value: f1(pairs, label.value) for label in Says}
    wrong = [f"{one.says} → {answer}: {one.sentence}" for one, answer in given if answer != one.says]
    macro = sum(each.values()) / len(each)
    assert set(each) == {"promise", "refusal", "threat", "none"}
    assert macro >= 0.85, f"macro F1 {macro:.3f} {each}\n{confusion(pairs)}\n{listed('wrong', wrong)}"


def test_a_promise_becomes_the_moment_it_means() -> None:
    promises = [one for one in said() if one.says == "promise"]
    resolved = [(one, resolve(one.sentence, one.said_at)) for one in promises]
    wrong = [f"{one.said_at:%Y-%m-%d %a %H:%M} {one.sentence}: {got}" for one, got in resolved if got != one.due_at]
    right = share(len(promises) - len(wrong), len(promises))
    assert right >= 0.95, f"{right:.3f} of {len(promises)}\n{listed('wrong', wrong)}"


def test_a_promise_that_waits_for_an_event_gets_no_date() -> None:
    """An invented deadline is worse than none, so these are also counted by themselves."""
    undated = [one for one in said() if one.says == "promise" and one.due_at is None]
    invented = [one.sentence for one in undated if resolve(one.sentence, one.said_at)]
    assert share(len(undated) - len(invented), len(undated)) >= 0.8, listed("invented", invented)
