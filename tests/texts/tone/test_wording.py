"""The gentler words: they read as a person writes, keep every number, and need no second round."""

import re
import unicodedata

import pytest

from tests.texts.tone.corpus import CALM, sentences
from texts.tone import Kind, check, gentler

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
CHINESE = re.compile(r"[一二两三四五六七八九十百千万]+(?:元|块|万|千|天|日|小时|个工作日|月)")
HARSH = {Kind.THREAT, Kind.EXTORTION, Kind.INSULT, Kind.LEAK}


@pytest.mark.parametrize(
    ("harsh", "calm"),
    [
        ("不退钱就曝光你们", "如果没有解决，我会申请平台客服介入"),
        ("骗子", "商家"),
        ("你们这是诈骗", "我认为商品与页面描述不一致"),
        ("你们卖假货", "我怀疑这不是正品"),
        ("给我5000元我就删帖", "我的诉求是5000元"),
        ("三天内不赔3000元就让你开不下去",
         "请在三天内答复我关于3000元的诉求；如果没有解决，我会申请平台客服介入"),
        ("不给5000块我就举报你们", "我的诉求是5000块；如果没有解决，我会申请平台客服介入"),
        ("三天后不退我就挂你", "请在三天内答复我；如果没有解决，我会申请平台客服介入"),
        ("给我返现50元我就给好评", "我的诉求是50元，评价我会如实写"),
        ("赔我200元我就把差评删了", "我的诉求是200元，评价我会如实写"),
        ("店主张某的手机号13812345678", "店主张某的手机号（已隐去）"),
        ("他家住在朝阳区建国路88号3单元", "他家住在（已隐去）"),
        ("你们这群骗子，还我钱！", "还我钱！"),
        ("垃圾店，再不退299元我就曝光", "店铺，我的诉求是299元；如果没有解决，我会申请平台客服介入"),
        ("鞋子开胶了不退钱就曝光你们", "鞋子开胶了，如果没有解决，我会申请平台客服介入"),
        ("妈的，请退我299元。", "请退我299元。"),
        ("请退我299元，滚！", "请退我299元！"),
        ("平台已经介入没有结果，再不退就曝光", "平台已经介入没有结果，如果没有解决，我会依法投诉"),
    ],
)  # fmt: skip
def test_it_says_it_as_a_calm_person_would(harsh: str, calm: str) -> None:
    assert gentler(harsh) == calm


def test_a_second_threat_does_not_announce_the_same_step_again() -> None:
    assert gentler("不退就曝光你们。我会让你们关门！").count("平台客服介入") == 1


@pytest.mark.parametrize("text", sentences())
def test_it_keeps_every_number_and_day(text: str) -> None:
    kept = gentler(text)
    leaks = "".join(remark.quote for remark in check(text) if remark.kind is Kind.LEAK)
    for number in (*DIGITS.findall(unicodedata.normalize("NFKC", text)), *CHINESE.findall(text)):
        plain = unicodedata.normalize("NFKC", leaks)
        assert number in unicodedata.normalize("NFKC", kept) or number in plain, kept


@pytest.mark.parametrize("text", sentences())
def test_nothing_harsh_is_left_and_a_second_round_changes_nothing(text: str) -> None:
    kept = gentler(text)
    assert [remark for remark in check(kept) if remark.kind in HARSH] == []
    assert gentler(kept) == kept


@pytest.mark.parametrize("text", sentences())
def test_the_punctuation_is_left_clean(text: str) -> None:
    kept = gentler(text)
    assert not re.search(r"^[，、。；]|[，、]{2}|[，、][。！？；]", kept)


@pytest.mark.parametrize("text", sentences(CALM))
def test_a_calm_text_comes_back_as_it_was(text: str) -> None:
    assert gentler(text) == text
