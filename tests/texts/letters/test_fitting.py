"""Every letter fits every limit and keeps who, when, what, how much and what is asked; nothing in it is torn or mixed up."""

import re
from dataclasses import astuple, replace

import pytest

from law import load
from law.precheck_wording import asks_money, asks_punishment
from tests.texts.letters.bases import bases
from texts.letters import Composed, Counting, Facts, SegmentKind, channels, compose, count

LIMITS = (100, 150, 200, 250, 300, 400, 500, 800, 1000, 2000)
BASES = dict(bases())
REPORT = "report_form"
COMPLAINTS = ("complaint_form", "odr_form", "association_letter")
PUNISHES = re.compile("举报|处罚|查处|罚款|立案|没收|吊销|严惩")
ASKS = re.compile(
    "退一赔|赔偿|赔付|补偿|诉求|请求|调解|投诉|(?:要求|请|希望)[^。；，]{0,6}(?:退|换|返还)|(?:还|退|赔)我"
)
DOUBLED = re.compile("[，。；、：]{2,}|[。，；]！|！{2,}|？{2,}|[，；、：][。！？]|。[」』]。")
SYNTAX = re.compile(r"[{}@\[\]]|None|\n\n|^\s|\s$| \n|\n ")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
FACES = re.compile("[\U0001f000-\U0001ffff]")


def rule(channel: str) -> Counting:
    return load().reference.channel(channel).counting


def keeps(facts: Facts, channel: str, found: Composed) -> list[str]:
    """What should stand in the letter and doesn't."""
    five = {
        "who": _begun(facts.shop) or "〔店铺〕", "when": facts.placed or "〔下单时间〕",
        "what": _begun(facts.goods[0]) if facts.goods else "〔商品〕", "how much": facts.paid or "〔实付金额〕",
        "want": facts.claims[0].what if facts.claims else "〔诉求〕",
    }  # fmt: skip
    if channel == REPORT:
        five["want"] = "涉嫌"
    return [name for name, words in five.items() if words not in found.text]


def _begun(name: str) -> str:
    return name[:1] if FACES.search(name) else name[:2]


def spoiled(facts: Facts, channel: str, found: Composed, known: set[str]) -> list[str]:
    """What reads badly or belongs elsewhere."""
    text = found.text
    wrong = [hit[0] for pattern in (DOUBLED, SYNTAX) if (hit := pattern.search(text))]
    wrong += sorted(set(NUMBER.findall(text)) - known)
    if words := re.search("[a-z]{2,}", text):
        wrong.append(words[0])
    if channel in COMPLAINTS:
        wrong += PUNISHES.findall(text) + list(filter(None, [asks_punishment(text)]))
    if channel == REPORT:
        wrong += ASKS.findall(text) + list(filter(None, [asks_money(text)]))
    return wrong


def numbers(facts: Facts) -> set[str]:
    """The numbers that facts hold, whole, and the small ones that lists are counted by."""
    return set(NUMBER.findall(repr(astuple(facts)))) | {str(n) for n in range(1, 31)} | {"12315"}


def test_there_are_two_hundred() -> None:
    assert len(BASES) == 200


@pytest.mark.parametrize("channel", channels())
def test_it_fits_keeps_the_five_and_is_clean(channel: str) -> None:
    wrong: dict[str, object] = {}
    counting = rule(channel)
    for name, facts in BASES.items():
        known = numbers(facts)
        for limit in LIMITS:
            found = compose(channel, facts, limit, counting=counting)
            faults = keeps(facts, channel, found) + spoiled(facts, channel, found, known)
            if found.count > limit or found.count != count(found.text, counting) or faults:
                wrong[f"{name}, {limit}"] = (found.count, faults, found.text)
    assert wrong == {}


@pytest.mark.parametrize("channel", channels())
def test_the_parts_are_the_text_and_every_blank_is_named(channel: str) -> None:
    for facts in BASES.values():
        found = compose(channel, facts, 400)
        assert "".join(part.text for part in found.segments) == found.text
        blanks = {part.text for part in found.segments if part.kind is SegmentKind.BLANK}
        assert blanks == {f"〔{words.zh}〕" for words in found.missing}


@pytest.mark.parametrize("channel", channels())
@pytest.mark.parametrize("limit", [100, 400])
def test_a_story_of_no_one_limit_and_one_more_character(channel: str, limit: int) -> None:
    facts = BASES["quality, as it is"]
    for length in (0, 1, limit, limit + 1):
        story = "好" * length
        found = compose(channel, replace(facts, story=story), limit)
        assert found.count <= limit
        assert keeps(facts, channel, found) == []


@pytest.mark.parametrize("channel", channels())
def test_exactly_the_limit_needs_no_shortening_and_one_less_does(channel: str) -> None:
    facts = BASES["quality, as it is"]
    whole = compose(channel, facts, 10_000)
    assert whole.dropped == ()
    assert compose(channel, facts, whole.count) == replace(whole, limit=whole.count)
    less = compose(channel, facts, whole.count - 1)
    assert less.dropped != ()
    assert less.count < whole.count


def test_too_small_a_limit_is_told() -> None:
    found = compose("complaint_form", BASES["quality, everything long"], 20)
    assert not found.fits
    assert keeps(BASES["quality, everything long"], "complaint_form", found) == []
