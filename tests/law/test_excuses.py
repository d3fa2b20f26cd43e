"""What sellers say, and which excuse it is: rather none than a wrong one."""

import pytest

from law import load
from law.excuses import REFUSALS, all_in, excuses, plain, recognise
from tests.law.excuse_phrases import NO_EXCUSE, SAID


def cases() -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in SAID.strip().splitlines()]
    return [(key, said) for key, said in lines]


NONE = [*NO_EXCUSE.strip().splitlines(), "", "   ", "\n"]


def test_the_table_is_large_enough() -> None:
    assert len(cases()) >= 120
    assert len(NONE) >= 60
    assert {key for key, _said in cases()} == set(excuses())


@pytest.mark.parametrize(("key", "said"), cases(), ids=lambda value: value[:20])
def test_an_excuse_is_recognised(key: str, said: str) -> None:
    assert key in [found.key for found in all_in(said)]


def test_the_excuse_made_first_is_nearly_always_the_one_meant() -> None:
    right = [key for key, said in cases() if (found := recognise(said)) and found.key == key]
    assert len(right) / len(cases()) >= 0.95


@pytest.mark.parametrize("said", NONE)
def test_what_is_no_excuse_gets_no_answer(said: str) -> None:
    assert recognise(said) is None


def test_two_excuses_are_answered_in_the_order_they_are_made() -> None:
    assert [found.key for found in all_in("签收即认可质量，最终解释权归本店")] == ["signed_means_fine", "final_say"]
    assert [found.key for found in all_in("最终解释权归本店，签收即认可质量")] == ["final_say", "signed_means_fine"]


def test_a_gap_is_short() -> None:
    assert recognise("拆开看了一眼不能退")
    assert recognise("拆开之后我们又仔细核对了一遍发货清单，这个不退") is None


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_may_be_worded_in_many_ways(refusal: str) -> None:
    assert [found.key for found in all_in(f"打折款{refusal}")][:1] == ["on_sale"]


def test_refusals_are_those_that_sellers_write() -> None:
    assert all(any(sign in refusal for sign in ("不", "没", "无", "拒", "怎么")) for refusal in REFUSALS)
    assert {"不退", "不让退", "退不了", "没办法", "拒收", "概不", "恕不", "不换", "怎么给"} <= set(REFUSALS)


def test_what_is_said_to_the_contrary_joins_nothing() -> None:
    """Taking it out must not make one phrase of what stood on both sides of it."""
    assert recognise("拆开没关系退不了的是别的款") is None


def test_excuses_about_returns_are_told_from_the_others() -> None:
    returning = {key for key, excuse in excuses().items() if excuse.returning}
    assert {"unsealed", "no_return_here", "too_late", "named_courier"} <= returning
    assert not returning & {"final_say", "streamer_said", "drop_it_first", "shop_sold"}


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert recognise("好" * 1990 + "已拆封")
    assert recognise("好" * 2000 + "已拆封") is None


def test_blanks_punctuation_and_width_make_no_difference() -> None:
    assert plain(" 已 拆-封，ＡＢ７ 天!") == "已拆封ab7天"


@pytest.mark.parametrize("text", ["已拆封" * 20_000, "拆" * 100_000, "收~扣" * 30_000, "\x00\ud83d"])
def test_long_or_strange_texts_do_no_harm(text: str) -> None:
    all_in(text)


@pytest.mark.parametrize("excuse", excuses().values(), ids=lambda excuse: excuse.key)
def test_each_answer_is_calm_and_has_its_source(excuse: object) -> None:
    found = next(e for e in excuses().values() if e is excuse)
    law = load()
    assert found.norms
    for norm in found.norms:
        assert law.source(norm)
    assert found.answer.zh.startswith("你好，")
    assert not any(word in found.answer.zh for word in ("您", "否则", "后果", "起诉", "曝光", "违法"))
    assert found.said.zh.startswith("「")
    assert found.meaning.en
    assert found.answer.en


def test_the_answers_rest_on_the_provisions_that_meet_the_excuse() -> None:
    norms = {key: set(excuse.norms) for key, excuse in excuses().items()}
    assert norms["unsealed"] == {"OC1_3", "REG_19_3", "PEN_9_3"}
    assert norms["no_return_here"] == {"REG_19_2", "RTN_20", "PEN_9_2"}
    assert "OC1_1_1" in norms["signed_means_fine"]
    assert norms["final_say"] == {"OC1_1_3", "NTM_21_5"}
    assert norms["platform_or_us"] == {"OC1_1_2", "CPL_44_1", "ECL_38"}
    assert norms["only_a_gift"] == {"OC1_8", "REG_7_2"}
    assert norms["paid_outside"] == {"OC1_5"}
    assert norms["shop_sold"] == {"OC1_6"}
    assert norms["streamer_said"] == {"OC1_11", "OC1_12", "REG_12", "LIV_26", "LIV_34"}
    assert norms["drop_it_first"] == {"OC1_1_4", "PRM_30_4"}
