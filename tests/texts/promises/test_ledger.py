"""A chat as a list of what was promised, refused or threatened."""

from datetime import datetime
from decimal import Decimal

import pytest

from law import CHINA
from texts.promises import Found, Says, What, read

NOW = datetime(2026, 10, 14, 20, 0, tzinfo=CHINA)


def found(text: str) -> list[Found]:
    return read(text, pasted_at=NOW)


def test_several_promises_in_one_message_are_told_apart() -> None:
    chat = "客服 10-12 21:14\n明天给您退20元，后天补发一件。不支持七天无理由"
    assert [(each.says, each.what) for each in found(chat)] == [
        (Says.PROMISE, What.REFUND),
        (Says.PROMISE, What.RESEND),
        (Says.REFUSAL, What.OTHER),
    ]
    assert [each.due_at.day for each in found(chat) if each.due_at] == [13, 14]


def test_one_promise_in_two_clauses_is_one() -> None:
    (each,) = found("今天给您打款，3个工作日内到账")
    assert each.quote == "今天给您打款，3个工作日内到账"
    assert each.due_words == "3个工作日内"


def test_a_time_between_two_promises_belongs_to_one() -> None:
    first, second = found("不给补发，明天，给您退款")
    assert (first.quote, second.quote) == ("不给补发", "明天，给您退款")
    first, second = found("三天内给您补发，10月20日吧，后天给您退款")
    assert (first.quote, second.quote) == ("三天内给您补发，10月20日吧", "后天给您退款")
    assert [each.due_at.day for each in (first, second) if each.due_at] == [17, 16]


def test_a_quote_is_what_was_typed() -> None:
    text = "客服 10-12 21:14\n亲😊 ４８小时 內給您退欵哦～"
    (each,) = found(text)
    assert text[each.start : each.end] == each.quote
    assert "４８小时 內" in each.quote


def test_the_words_for_the_time_are_kept_where_they_wait_for_an_event() -> None:
    (each,) = found("收到退货后三天内给您退款")
    assert (each.due_at, each.due_words) == (None, "三天内")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("明天给您退款", What.REFUND),
        ("明天给您补发一件", What.RESEND),
        ("明天发货", What.SHIP),
        ("明天给您换新的", What.EXCHANGE),
        ("三天内给您修好", What.REPAIR),
        ("明天赔您30元", What.COMPENSATE),
        ("明天给您答复", What.ANSWER),
        ("明天把退货地址发给您", What.RETURN_ADDRESS),
        ("运费我们承担", What.FREIGHT),
        ("明天安排上门取件", What.TAKE_BACK),
    ],
)
def test_what_is_promised_has_a_name(words: str, what: What) -> None:
    assert [each.what for each in found(words)] == [what]


@pytest.mark.parametrize(
    ("words", "sum_"),
    [
        ("明天退您20元", "20"),
        ("明天给您退¥1,299.50", "1299.50"),
        ("明天退您五十块", "50"),
        ("明天退您3块5", "3.5"),
        ("明天退您1.2万元", "12000"),
        ("原价100元，明天退您30元", "30"),
    ],
)
def test_the_sum_is_kept(words: str, sum_: str) -> None:
    assert [each.amount for each in found(words)] == [Decimal(sum_)]


def test_a_number_that_is_no_money_is_no_sum() -> None:
    assert [each.amount for each in found("3天内给您退款，订单尾号1299")] == [None]


def test_a_quote_ends_somewhere() -> None:
    (each, *_rest) = found("明天给您退款，" * 2000)
    assert len(each.quote) <= 400


def test_nothing_binding_is_nothing() -> None:
    assert found("客服 10-12 21:14\n在的亲，请问有什么可以帮您？") == []
