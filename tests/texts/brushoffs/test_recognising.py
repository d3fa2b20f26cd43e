"""Sending people away, heard by its wording and by what it is like."""

import csv
from pathlib import Path
from time import perf_counter

import pytest

from law import load
from texts.brushoffs import By, all_in, everything, recognise
from texts.brushoffs.learning import kins, learn
from texts.packaged import rows

EXAMPLES = list(rows("texts.brushoffs", "examples.csv"))


@pytest.mark.parametrize(
    ("said", "by", "key"),
    [
        ("吊牌都剪掉了，我们没办法二次销售，退不了哈", By.SELLER, "tag_removed"),
        ("亲，直播间的商品是不支持退货的哦", By.SELLER, "livestream_item"),
        ("您的申请已超过售后时效，无法为您处理", By.PLATFORM, "too_late_says_platform"),
        ("经系统判定，您的申请不符合条件", By.PLATFORM, "automatic_ruling"),
        ("建议您先与商家友好协商", By.PLATFORM, "talk_to_seller"),
        ("被投诉人已不在注册地址经营，无法联系", By.AUTHORITY, "unknown_respondent"),
        ("该案件不属于本局管辖，请向商家所在地反映", By.AUTHORITY, "wrong_authority"),
    ],
)
def test_the_usual_phrases_are_known(said: str, by: By, key: str) -> None:
    answer = recognise(said, by=by)
    assert answer is not None
    assert answer.key == key


def test_a_wording_that_no_phrase_holds_is_known_by_what_it_is_like() -> None:
    """「播间」 stands in no phrase: the examples alone know it."""
    answer = recognise("播间拍的统一不接受退回哈宝", by=By.SELLER)
    assert answer is not None
    assert answer.key == "livestream_item"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "好的，已经为您办理退款，预计三天内到账",
        "请问您的收货地址是哪里呢？",
        "我没有剪吊牌，请给我退款",
        "凭什么不给退？",
        "您的投诉已受理，编号见下",
        "谢谢亲的支持，欢迎下次光临",
        "\x00\ud800 \u202e🙂" * 50,
        "的" * 5000,
    ],
)
def test_what_sends_nobody_away_is_left_alone(said: str) -> None:
    assert [recognise(said, by=by) for by in By] == [None, None, None]


def test_nobody_is_answered_for_what_another_says() -> None:
    for row in EXAMPLES[::7]:
        assert all(By(row["by"]) in answer.by for answer in all_in(row["text"], by=By(row["by"])))


def test_the_weights_are_what_the_examples_teach() -> None:
    """Whoever changes examples.csv runs `python -m texts.brushoffs.learning`."""
    learnt = learn([(row["text"], row["key"]) for row in EXAMPLES])
    assert learnt == list(rows("texts.brushoffs", "weights.csv"))


def test_every_reason_has_examples_and_no_example_stands_twice() -> None:
    assert {kins()[row["key"]] for row in EXAMPLES} == set(kins().values())
    assert len({(row["text"], row["by"]) for row in EXAMPLES}) == len(EXAMPLES)


def test_no_held_out_phrase_is_among_the_examples() -> None:
    with (Path(__file__).parents[1] / "held_out/brushoffs.csv").open(encoding="utf-8", newline="") as file:
        assert not {row["text"] for row in csv.DictReader(file)} & {row["text"] for row in EXAMPLES}


def test_every_answer_cites_provisions_that_exist() -> None:
    assert not {norm for answer in everything().values() for norm in answer.norms} - set(load().reference.norms)


def test_a_hostile_text_takes_no_longer_than_a_long_one() -> None:
    recognise("热身", by=By.SELLER)
    for piece in ("不支持退" * 3000, "超过" + "，" * 9000 + "退", "平台平台无法" * 2000, "吊牌剪了不能退。" * 1500):
        began = perf_counter()
        all_in(piece)
        assert perf_counter() - began < 1
