"""One letter to each channel, word for word, as it was read and found good."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from law import load
from tests.texts.letters.bases import of_type
from texts.letters import Facts, channels, compose

GOLDEN = Path(__file__).parent / "golden"
MACHINE = {
    "ruled": "2026年11月9日平台没有支持我的诉求，理由是「证据不足」",
    "cite_review": "《网络交易平台规则监督管理办法》第19条",
}


def dossier(**changed: Any) -> Facts:
    return replace(of_type("not_as_described"), **changed)


@pytest.mark.parametrize("channel", channels())
def test_the_letter_is_the_one_that_was_read(channel: str) -> None:
    limit = load().reference.channel(channel)
    found = compose(channel, dossier(), limit.max_chars, counting=limit.counting)
    assert found.text + "\n" == (GOLDEN / f"{channel}.txt").read_text(encoding="utf-8")
    assert (found.missing, found.dropped) == ((), ())


def test_a_ruling_that_no_person_seems_to_have_made_is_laid_before_one() -> None:
    text = compose("platform_form", dossier(**MACHINE), 500).text
    expected = (
        "【复核】2026年11月9日平台没有支持我的诉求，理由是「证据不足」。请说明作出该处理的事实、理由和依据的规则，"
        "并安排人工复核（《网络交易平台规则监督管理办法》第19条）。"
    )
    assert expected in text
    assert "如不支持" not in text


def test_other_rulings_are_asked_for_their_reasons() -> None:
    text = compose("platform_form", dossier(ruled=MACHINE["ruled"]), 500).text
    assert "请说明理由和依据的规则，并重新核实。" in text
    assert "人工复核" not in text


def test_part_of_the_money_is_taken_with_the_rest_kept_open() -> None:
    text = compose("withdrawal", dossier(paid_back="200.00元", rest="68.00元"), 400).text
    assert "2026年11月28日，本人收到卖家支付的200.00元。余下的68.00元尚未收到，本人保留继续主张的权利。" in text
    assert "不再有争议" not in text


def test_what_was_settled_without_money_is_said_to_be_done() -> None:
    text = compose("withdrawal", dossier(paid_back=""), 400).text
    assert "2026年11月28日，卖家已按约定办妥，本人确认。双方就此事不再有争议。" in text


def test_without_a_day_the_seller_is_asked_to_answer_soon() -> None:
    assert "请尽快回复怎么处理。" in compose("seller_chat", dossier(answer_by=""), 500).text


def test_nothing_is_said_to_have_come_that_did_not() -> None:
    text = compose("platform_form", dossier(received="", awaiting="尚未收到商品"), 500).text
    assert "【收货】尚未收到商品。" in text
    assert "收货" not in compose("platform_form", dossier(received=""), 500).text
