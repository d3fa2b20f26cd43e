"""What binds the other side, and what only sounds like it."""

from datetime import datetime

import pytest

from law import CHINA
from texts.promises import Says, classify, read

NOW = datetime(2026, 10, 12, 21, 14, tzinfo=CHINA)


@pytest.mark.parametrize(
    "words", ["明天给您退款", "尽快给您退款", "可以的，运费我们承担", "好的亲，给您补发一件", "说到做到，周五一定发货"]
)
def test_something_definite_is_a_promise(words: str) -> None:
    assert classify(words) is Says.PROMISE


@pytest.mark.parametrize(
    "words", ["不支持退货", "拆封了不能退换", "本店概不退换", "运费您自己承担", "这个不归我们管，找快递吧"]
)
def test_a_no_is_a_refusal(words: str) -> None:
    assert classify(words) is Says.REFUSAL


@pytest.mark.parametrize("words", ["再投诉就把你的地址挂到网上", "我们知道你家住哪", "不删差评就拉黑你", "法庭上见"])
def test_a_threat_is_a_threat(words: str) -> None:
    assert classify(words) is Says.THREAT


@pytest.mark.parametrize("words", ["明天能退款吗？", "您什么时候寄回来的？", "给您退一半可以吗"])
def test_a_question_binds_nobody(words: str) -> None:
    assert classify(words) is Says.NONE


@pytest.mark.parametrize(
    "words", ["争取明天给您退款", "尽量后天发货", "希望能早点给您退", "应该明天可以退", "我帮您问问财务"]
)
def test_a_wish_binds_nobody(words: str) -> None:
    assert classify(words) is Says.NONE


@pytest.mark.parametrize("words", ["如果有质量问题三天内给您退款", "要是检测属实的话给您退款", "属实的话不支持退货"])
def test_a_condition_nobody_knows_to_be_met_binds_nobody(words: str) -> None:
    assert classify(words) is Says.NONE


@pytest.mark.parametrize(
    "words", ["会尽快处理", "昨天已经退款了", "本店支持七天无理由退货", "请您三天内寄回", "感谢您的理解"]
)
def test_haste_past_policy_request_and_politeness_bind_nobody(words: str) -> None:
    assert classify(words) is Says.NONE


def test_a_no_to_no_is_no_refusal() -> None:
    assert classify("不会不给您退的，明天就退") is Says.PROMISE


def test_quoted_words_of_the_consumer_are_nobodys_promise() -> None:
    assert read("客服：您说的「三天内退款」我们没有这样说", pasted_at=NOW) == []
    assert read("> 我：明天给您退款\n收到", pasted_at=NOW) == []


def test_an_answer_under_a_quote_is_read() -> None:
    (found,) = read("「我：明天能退吗」\n- - - - - -\n后天给您退", pasted_at=NOW)
    assert (found.quote, found.says) == ("后天给您退", Says.PROMISE)


def test_what_the_consumer_writes_is_nobodys_promise() -> None:
    assert read("我：明天给您退款\n买家 10-12 21:00\n三天内给您退货", pasted_at=NOW) == []
    assert read("阿花：明天给您退款", pasted_at=NOW, ours=["阿花"]) == []


def test_what_the_consumer_tells_of_a_promise_is_no_promise() -> None:
    assert read("买家：卖家说明天给您退款", pasted_at=NOW) == []


@pytest.mark.parametrize(
    "words", ["４８小时内給您退欵", "明天 给您 退款", "明天给您退宽😊", "明\u200b天给您退款[微笑]"]
)
def test_odd_typing_is_read_all_the_same(words: str) -> None:
    assert classify(words) is Says.PROMISE
