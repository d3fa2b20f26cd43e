"""The tone check, measured on texts nobody tuned on."""

import pytest

from tests.texts.held_out.measuring import amounts_and_dates, listed, numbers, rows, share
from texts.tone import check, gentler

TEXTS = [(row["text"], row["kind"]) for row in rows("tone")]
# Who asks for silence money also threatens: for the writer one is as good a warning as the other.
AS_GOOD = {"threat": {"threat", "extortion"}, "extortion": {"threat", "extortion"}}


def found(text: str) -> set[str]:
    return {remark.kind.value for remark in check(text)}


def missed(*kinds: str) -> tuple[float, str]:
    """Recall over the texts of these kinds, and a report of those it missed."""
    asked = [(text, kind) for text, kind in TEXTS if kind in kinds]
    unseen = [
        f"{kind}: {text} {sorted(found(text))}" for text, kind in asked if not found(text) & AS_GOOD.get(kind, {kind})
    ]
    recall = share(len(asked) - len(unseen), len(asked))
    return recall, f"recall {recall:.3f} of {len(asked)}\n{listed('missed', unseen)}"


@pytest.mark.parametrize(("kinds", "least"), [(("threat", "extortion"), 0.95), (("insult",), 0.9)])
def test_what_would_harm_the_writer_is_seen(kinds: tuple[str, ...], least: float) -> None:
    recall, report = missed(*kinds)
    assert recall >= least, report


def test_every_leak_is_seen_and_blocks() -> None:
    open_leaks = [
        text
        for text, kind in TEXTS
        if kind == "leak" and not any(remark.kind.value == "leak" and remark.blocks for remark in check(text))
    ]
    assert not open_leaks, listed("not blocked", open_leaks)


def test_nothing_but_a_leak_blocks() -> None:
    blocked = [text for text, kind in TEXTS if kind != "leak" and any(remark.blocks for remark in check(text))]
    assert not blocked, listed("blocked", blocked)


def test_calm_words_are_left_alone() -> None:
    calm = [text for text, kind in TEXTS if kind == "calm"]
    alarms = [f"{sorted(found(text))}: {text}" for text in calm if found(text)]
    assert share(len(alarms), len(calm)) <= 0.05, listed(f"false alarms of {len(calm)}", alarms)


def test_the_gentler_text_keeps_every_number() -> None:
    lost = [
        f"{text} → {gentler(text)}" for text, kind in TEXTS if kind != "leak" and numbers(text) - numbers(gentler(text))
    ]
    assert not lost, listed("numbers lost", lost)


def test_taking_a_leak_out_keeps_amounts_and_dates() -> None:
    leaks = [text for text, kind in TEXTS if kind == "leak"]
    lost = [f"{text} → {gentler(text)}" for text in leaks if amounts_and_dates(text) - numbers(gentler(text))]
    assert not lost, listed("numbers lost", lost)
