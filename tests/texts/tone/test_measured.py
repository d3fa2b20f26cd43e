"""How much is found and how often it is wrong, on the development corpus."""

from collections.abc import Iterable

import pytest

from tests.texts.tone.corpus import CALM, FACTS, sentences
from texts.tone import Kind, check

PRESSURE = {Kind.THREAT, Kind.EXTORTION}


def share(texts: list[str], wanted: Iterable[Kind]) -> float:
    wanted = set(wanted)
    return sum(any(remark.kind in wanted for remark in check(text)) for text in texts) / len(texts)


def test_the_corpus_is_large_and_nearly_half_of_it_is_calm() -> None:
    assert len(sentences()) >= 320
    assert 0.4 <= len(sentences(CALM)) / len(sentences()) <= 0.5
    assert len(set(sentences())) == len(sentences())


def test_threats_and_extortion_are_found() -> None:
    assert share(sentences(Kind.THREAT, Kind.EXTORTION), PRESSURE) >= 0.98


@pytest.mark.parametrize(
    ("kind", "least"), [(Kind.INSULT, 0.95), (Kind.ACCUSATION, 0.9), (Kind.REVIEW, 0.9), (Kind.LEAK, 1.0)]
)
def test_the_other_kinds_are_found(kind: Kind, least: float) -> None:
    assert share(sentences(kind), {kind}) >= least


def test_calm_texts_are_left_alone() -> None:
    assert share(sentences(CALM), Kind) <= 0.02
    assert share(FACTS, Kind) <= 0.02
