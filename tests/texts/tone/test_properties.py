"""Whatever is typed: no error, offsets that fit, calm results, and quickly."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from law import precheck_wording
from tests.texts.tone.corpus import CALM, sentences
from texts.tone import Kind, blocks, check, gentler

JOINTS = ("，", "。", "！", " ", "\n", "😡", "「", "」", "3000元", "3月5日", "你们", "就", "不退", "2b", "\u200b")
PIECES = st.sampled_from([*sentences(), *JOINTS])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=7).map("".join))
HARSH = {Kind.THREAT, Kind.EXTORTION, Kind.INSULT, Kind.LEAK}
LONG = 100_000
SECONDS = 6  # an order of magnitude above what it takes, for a busy machine: it is quadratic time that must not pass


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_offsets_cut_out_the_quote_in_order_and_apart(text: str) -> None:
    end = 0
    for remark in check(text):
        assert remark.start >= end
        assert remark.end > remark.start
        assert text[remark.start : remark.end] == remark.quote
        assert remark.blocks == (remark.kind is Kind.LEAK)
        end = remark.end
    assert blocks(text) == any(remark.blocks for remark in check(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_gentler_text_is_gentle_for_good(text: str) -> None:
    kept = gentler(text)
    assert [remark for remark in check(kept) if remark.kind in HARSH] == []
    assert gentler(kept) == kept


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_unicode_is_read(text: str) -> None:
    assert isinstance(check(text), tuple)


def test_what_the_pre_check_refuses_is_remarked_on_too() -> None:
    for text in sentences():
        if precheck_wording.threatens(text) or precheck_wording.extorts(text):
            assert check(text) != (), text


def test_long_texts_take_no_time_that_grows_with_their_square() -> None:
    calm = "。".join(sentences(CALM))
    for piece in (calm, "。".join(sentences()), "不退就", "给我5", "1 ", "12", "商家说，", "他住在", "！", "骗子"):
        text = (piece * (LONG // len(piece) + 1))[: LONG // 3]
        began = time.perf_counter()
        check(text)
        assert time.perf_counter() - began < SECONDS, piece[:10]


def test_a_usual_long_text_is_read_in_well_under_a_second() -> None:
    text = ("。".join(sentences(CALM)) * 20)[: LONG // 3]  # 100 KB in UTF-8
    check("")
    began = time.process_time()
    check(text)
    assert time.process_time() - began < 1
