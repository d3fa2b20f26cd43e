"""Prints what the readers of `texts/` reach on the held-out sentences, never a sentence itself.

python -m tests.texts.held_out
"""

import sys
from collections.abc import Iterator

from tests.texts.held_out import test_brushoffs as brushoffs
from tests.texts.held_out import test_promises as promises
from tests.texts.held_out import test_tone as tone
from tests.texts.held_out.measuring import f1, said, share
from texts.promises import Says, resolve


def figures() -> Iterator[tuple[str, float, int]]:
    """Each figure by its name, with the number of sentences it is a share of."""
    pairs = [(one.says, answer) for one, answer in promises.answers()]
    each = {label.value: f1(pairs, label.value) for label in Says}
    yield "promises: macro F1", sum(each.values()) / len(each), len(pairs)
    yield from ((f"promises: F1 of {label}", value, len(pairs)) for label, value in each.items())
    dated = [one for one in said() if one.says == "promise"]
    right = sum(resolve(one.sentence, one.said_at) == one.due_at for one in dated)
    yield "promises: dates right", share(right, len(dated)), len(dated)
    for kinds in (("threat", "extortion"), ("insult",), ("accusation",), ("review",), ("leak",)):
        asked = sum(kind in kinds for _text, kind in tone.TEXTS)
        yield f"tone: {' and '.join(kinds)} seen", tone.missed(*kinds)[0], asked
    calm = [text for text, kind in tone.TEXTS if kind == "calm"]
    yield "tone: false alarms on calm texts", share(sum(bool(tone.found(text)) for text in calm), len(calm)), len(calm)
    asked_for = [(right, given) for _text, right, given in brushoffs.ANSWERS if right != "none"]
    given_to = [(right, given) for _text, right, given in brushoffs.ANSWERS if given != "none"]
    yield "brush-offs: right", share(sum(a == b for a, b in asked_for), len(asked_for)), len(asked_for)
    yield "brush-offs: answers right", share(sum(a == b for a, b in given_to), len(given_to)), len(given_to)


if __name__ == "__main__":
    for name, value, out_of in figures():
        sys.stdout.write(f"{name:<40} {value:.3f} of {out_of}\n")
