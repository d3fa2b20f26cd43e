"""The held-out sentences themselves: enough of each label, none twice, and their dates and numbers are real ones."""

import re
from collections import Counter
from datetime import timedelta

import pytest

from tests.texts.held_out.measuring import alike, identity_number, luhn, rows, said

SAYS = {"promise": 100, "refusal": 60, "threat": 25, "none": 75}
KINDS = {"threat": 60, "extortion": 35, "insult": 45, "accusation": 35, "review": 15, "leak": 15, "calm": 140}
TOPICS = [
    "too_late",
    "opened",
    "not_quality",
    "custom_made",
    "talk_to_seller",
    "evidence_lacking",
    "cannot_verify",
    "aftersales_closed",
    "ruling_upheld",
    "automatic_ruling",
    "out_of_scope",
    "seller_proved",
    "ask_courier",
    "subjective",
    "promotion_item",
    "livestream_item",
    "already_shipped",
    "signed_for",
    "please_wait",
    "only_exchange",
    "only_coupon",
    "each_own_word",
    "need_appraisal",
    "other_body",
    "unknown_respondent",
    "not_consumer",
    "limitation_over",
    "wrong_authority",
    "identity",
    "used_washed",
    "tag_removed",
    "factory_or_supplier",
    "no_stock",
    "freight_yours",
]
CHINA = timedelta(hours=8)


@pytest.mark.parametrize(("name", "column"), [("promises", "sentence"), ("tone", "text"), ("brushoffs", "text")])
def test_every_sentence_has_its_own_wording(name: str, column: str) -> None:
    sentences = [row[column] for row in rows(name)]
    assert all(sentence.strip() for sentence in sentences)
    assert not alike(sentences)


@pytest.mark.parametrize(("name", "column", "least"), [("promises", "says", SAYS), ("tone", "kind", KINDS)])
def test_every_label_is_known_and_frequent_enough(name: str, column: str, least: dict[str, int]) -> None:
    counted = Counter(row[column] for row in rows(name))
    assert set(counted) == set(least)
    assert {label: counted[label] for label in least if counted[label] < least[label]} == {}


def test_every_topic_is_worded_in_several_ways() -> None:
    counted = Counter(row["topic"] for row in rows("brushoffs"))
    assert set(counted) == {*TOPICS, "none"}
    assert min(counted[topic] for topic in TOPICS) >= 5
    assert 0.2 <= counted["none"] / counted.total() <= 0.3


def test_brush_offs_come_from_the_three_sides() -> None:
    assert {row["by"] for row in rows("brushoffs")} == {"seller", "platform", "authority"}


def test_the_corpora_are_large_enough() -> None:
    assert [len(rows(name)) >= least for name, least in (("promises", 260), ("tone", 340), ("brushoffs", 310))] == [
        True,
        True,
        True,
    ]


def test_moments_are_in_china_and_a_due_time_follows_what_was_said() -> None:
    assert all(one.said_at.utcoffset() == CHINA for one in said())
    dated = [one for one in said() if one.due_at]
    assert len(dated) >= 110
    assert all(one.says == "promise" and one.due_at and one.due_at > one.said_at for one in dated)
    assert all(one.due_at and one.due_at.utcoffset() == CHINA for one in dated)


def test_some_promises_name_no_time_that_can_be_counted() -> None:
    assert sum(one.says == "promise" and one.due_at is None for one in said()) >= 10


def test_messages_are_spread_over_two_years() -> None:
    months = {(one.said_at.year, one.said_at.month) for one in said()}
    assert months == {(year, month) for year in (2025, 2026) for month in range(1, 13)}


def test_citizen_numbers_in_leaks_are_valid_and_none_stands_elsewhere() -> None:
    texts = {row["text"]: row["kind"] for row in rows("tone")}
    carrying = [text for text in texts if identity_number(text)]
    assert len(carrying) >= 7
    assert {texts[text] for text in carrying} == {"leak"}


def test_bank_cards_in_leaks_are_valid() -> None:
    leaks = [row["text"].replace(" ", "") for row in rows("tone") if row["kind"] == "leak"]
    cards = [run for text in leaks for run in re.findall(r"[0-9]{16,19}(?![0-9xX])", text) if not identity_number(run)]
    assert len(cards) >= 4
    assert all(luhn(card) for card in cards)


def test_the_checks_know_a_wrong_last_place() -> None:
    assert identity_number("11010519491231002X") == "11010519491231002X"
    assert identity_number("110105194912310021") is None
    assert luhn("6222021000112345672")
    assert not luhn("6222021000112345673")
