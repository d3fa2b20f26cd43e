"""The reader on the sentences it was written with; what it is worth on others is measured in tests/texts/held_out."""

from collections import Counter

from tests.texts.promises.corpus import sentences
from texts.promises import Says, What, classify, read, resolve

ALL = sentences()


def test_the_corpus_holds_enough_of_each_kind() -> None:
    counted = Counter(sentence.says for sentence in ALL)
    assert set(counted) == {says.value for says in Says}
    assert min(counted.values()) >= 50
    assert len({sentence.words for sentence in ALL}) == len(ALL)


def test_what_a_sentence_says_is_told() -> None:
    wrong = [f"{s.words}: {s.says}, not {got}" for s in ALL if (got := classify(s.words).value) != s.says]
    assert len(wrong) <= len(ALL) // 100, "\n".join(wrong)


def test_every_date_is_right() -> None:
    promises = [sentence for sentence in ALL if sentence.says == "promise"]
    wrong = [
        f"{s.words} ({s.said_at:%F %a}): {got}" for s in promises if (got := resolve(s.words, s.said_at)) != s.due_at
    ]
    assert wrong == []


def test_what_is_promised_is_named() -> None:
    wrong = []
    for sentence in ALL:
        if sentence.says == "promise" and (found := read(sentence.words, pasted_at=sentence.said_at)):
            what = next((each.what for each in found if each.says is Says.PROMISE), None)
            wrong += [f"{sentence.words}: {sentence.what}, not {what}"] if what != What(sentence.what) else []
    assert len(wrong) <= len(ALL) // 50, "\n".join(wrong)
