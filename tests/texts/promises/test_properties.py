"""Whatever is pasted: no error, places that fit, moments in order, and quickly."""

import time
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law import CHINA
from tests.texts.promises.corpus import sentences
from texts.promises import Says, classify, messages, read, resolve

NOW = datetime(2026, 10, 14, 20, 0, tzinfo=CHINA)
WORDS = [sentence.words for sentence in sentences()]
HEADS = (
    "客服 10-12 21:14\n",
    "我：",
    "昨天 9:05\n",
    "[2026-10-12 21:14] 卖家：",
    "21:14 ",
    "「",
    "」",
    "\n",
    "，",
    "。",
    "🙂",
    " ",
)
CHATS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*WORDS, *HEADS * 10]), max_size=12).map("".join),
    st.text(alphabet="今明后天周一二三十月日号年底前内点半0123456789:/.-~个工作小时退您给不，\n", max_size=60),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(lambda moment: moment.replace(tzinfo=CHINA))
LONGEST = 20_000
SECONDS = 1.0  # it takes about 0.15: what must not pass is quadratic time, on a busy machine too


@settings(max_examples=300, deadline=None)
@given(CHATS, MOMENTS)
def test_every_quote_is_cut_out_of_the_text_in_order(text: str, now: datetime) -> None:
    found = read(text, pasted_at=now)
    for each in found:
        assert each.quote
        assert text[each.start : each.end] == each.quote
        assert each.due_words in text
        assert each.says is not Says.NONE
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=300, deadline=None)
@given(CHATS, MOMENTS)
def test_nothing_falls_due_before_it_was_said(text: str, now: datetime) -> None:
    for each in read(text, pasted_at=now):
        assert each.said_at is not None
        assert each.due_at is None or each.due_at >= each.said_at
        assert each.due_at is None or each.says is Says.PROMISE


@settings(max_examples=200, deadline=None)
@given(CHATS, MOMENTS)
def test_the_messages_cover_what_they_cut_out(text: str, now: datetime) -> None:
    for message in messages(text, pasted_at=now):
        assert text[message.start : message.end] == message.text
        assert message.text == message.text.strip() != ""


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 400), st.sampled_from(["小时", "天", "个工作日", "周", "个月", "分钟"]), MOMENTS)
def test_a_longer_span_ends_no_earlier(count: int, unit: str, now: datetime) -> None:
    shorter, longer = (resolve(f"{n}{unit}内给您退款", now) for n in (count, count + 1))
    assert shorter is None or longer is None or now < shorter <= longer


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WORDS), st.sampled_from(["亲，", "亲 ", "😊", "\u200b"]))
def test_politeness_and_emoji_change_nothing(words: str, before: str) -> None:
    assert classify(before + words) == classify(words)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["48小时内退款", "明天上午退款", "周五前退款", "下周一退款", "三天内退款"]),
    MOMENTS,
    st.integers(1, 50),
)
def test_what_is_said_a_week_later_ends_a_week_later(words: str, now: datetime, weeks: int) -> None:
    first = resolve(words, now)
    assert first
    assert resolve(words, now + timedelta(weeks=weeks)) == first + timedelta(weeks=weeks)


@pytest.mark.parametrize(
    "piece",
    [
        "\n".join(f"客服 2026-10-12 21:14\n{words}" for words in WORDS),
        "".join(WORDS),
        "3天内。",
        "一天,",
        "您说「",
        "不退，",
        "21:14 ",
        "12.12-",
        "1",
        "退",
        "「",
        " ",
        "\n",
    ],
    ids=lambda piece: repr(piece[:8]),
)
def test_it_takes_no_longer_than_its_length(piece: str) -> None:
    text = (piece * (LONGEST // len(piece) + 1))[:LONGEST]
    read("明天退您", pasted_at=NOW)
    begun = time.process_time()
    read(text, pasted_at=NOW)
    assert time.process_time() - begun < SECONDS
