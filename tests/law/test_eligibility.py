"""May it go back without a reason? Cases of everyday, one a line, then what comes with the answer."""

from dataclasses import replace
from typing import Any

import pytest

from law.eligibility import Category, Side, Verdict, goods, intactness, questions
from tests.law.eligibility_cases import BOOLS, DAY, LAW, LINES, PLAIN, RECEIVED, ask, read, reasons


def test_the_table_is_large_enough() -> None:
    assert len(LINES) >= 60


@pytest.mark.parametrize("line", LINES)
def test_a_case_of_everyday(line: str) -> None:
    facts, verdict, expected = read(line)
    found = ask(facts)
    assert found.verdict == verdict, reasons(found)
    assert expected <= reasons(found)


@pytest.mark.parametrize("line", LINES)
def test_every_reason_has_its_words_and_its_source(line: str) -> None:
    found = ask(read(line)[0])
    for said in (*(point.said for point in found.points), *found.steps, found.quality):
        assert said.words.zh.endswith("。")
        assert said.words.en.endswith(".")
        for norm in said.norms:
            assert LAW.source(norm)
    assert all(point.said.norms for point in found.points if point.side is Side.AGAINST)


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_missing_where_the_answer_is_yes_and_something_where_it_is_open(line: str) -> None:
    found = ask(read(line)[0])
    assert bool(found.missing) or found.verdict not in (Verdict.UNKNOWN,)
    assert not (found.verdict is Verdict.YES and found.missing)


@pytest.mark.parametrize("line", LINES)
def test_what_is_missing_is_asked_for(line: str) -> None:
    facts, _verdict, _expected = read(line)
    assert set(ask(facts).missing) <= set(questions(facts, LAW)) | {"received_at"} or not facts.online


def test_of_goods_that_are_taken_out_anyway_nobody_asks_whether_they_are_intact() -> None:
    assert reasons(ask(read("custom 2 | |")[0])) == {"window_open", "why_custom"}
    assert reasons(ask(read("cosmetics 2 +tick | |")[0])) == {"window_open", "why_cosmetics"}
    assert "open_intact" in reasons(ask(read("cosmetics 2 | |")[0]))


def test_that_opening_does_no_harm_is_said_only_where_it_is_so() -> None:
    assert "unsealed" not in reasons(ask(read("digital 1 +unsealed +promise -damaged | |")[0]))
    assert "unsealed" not in reasons(ask(read("cosmetics 1 -tick +unsealed +seal -damaged | |")[0]))
    assert "unsealed" not in reasons(ask(read("cosmetics 1 -tick -unsealed -damaged | |")[0]))


def test_accessories_are_asked_for_beside_what_decides() -> None:
    assert ask(read("clothing 3 -tick +tags | |")[0]).missing == ("damaged", "accessories_complete")


def test_a_promise_is_asked_for_only_where_it_would_turn_the_answer() -> None:
    assert ask(read("custom 2 | |")[0]).missing == ("seller_promised_returns",)
    assert ask(read("custom 2 -promise | |")[0]).missing == ()
    assert ask(read("custom 8 -asked | |")[0]).missing == ()
    assert ask(read("clothing 3 -tick -tags | |")[0]).missing == ()


@pytest.mark.parametrize("line", LINES)
def test_answering_what_is_asked_settles_it(line: str) -> None:
    """Going on asking comes to an end after at most eight questions, with an answer that isn't `unknown`."""
    facts, _verdict, _expected = read(line)
    for _turn in range(8):
        open_ones = [n for n in questions(facts, LAW) if n != "category" and facts.says(n) is None]
        if not open_ones:
            break
        answer: dict[str, Any] = {open_ones[0]: open_ones[0] in ("tags_on", "accessories_complete", "asked_in_time")}
        facts = replace(facts, **answer)
    assert len(questions(facts, LAW)) <= 8
    assert ask(facts).verdict is not Verdict.UNKNOWN


@pytest.mark.parametrize("line", LINES)
def test_rights_for_faulty_goods_remain(line: str) -> None:
    facts = read(line)[0]
    found = ask(facts)
    assert found.quality_survives
    assert "CPL_24" in found.quality.norms
    assert (found.quality.key == "quality_but_flaw") is bool(facts.near_expiry_disclosed)


STEPS = {
    "clothing 3 -tick +tags -damaged +all | |": "do_photos do_notice do_address do_send do_freight do_refund",
    "clothing 8 +asked -tick +tags -damaged +all | |": "do_keep_proof do_photos do_address do_send do_freight do_refund",
    "custom 2 +promise -damaged +all | |": "do_photos do_notice do_promise_proof do_address do_send do_freight do_refund",
    "clothing 3 -tick +tags | |": "do_answer do_notice_anyway do_photos",
    "clothing 8 -tick +tags -damaged +all | |": "do_answer",
    "clothing 8 -asked | |": "do_promise do_ask",
    "custom 2 | |": "do_promise do_ask",
    "clothing 3 -tick -tags -damaged +all | |": "do_ask",
    "clothing 3 -tick -tags -damaged -all | |": "do_ask",
    "clothing 3 -tick +tags -damaged -all | |": "do_accessories do_ask",
}


@pytest.mark.parametrize("line", STEPS)
def test_what_to_do_now(line: str) -> None:
    assert " ".join(step.key for step in ask(read(line)[0]).steps) == STEPS[line]


QUESTIONS = {
    "clothing 3 | |": "category confirmed_at_purchase tags_on damaged accessories_complete",
    "clothing 3 +tick | |": "category confirmed_at_purchase unsuited near_expiry_disclosed tags_on damaged "
    "accessories_complete",
    "clothing 3 +tick +flaw | |": "category confirmed_at_purchase near_expiry_disclosed seller_promised_returns",
    "clothing 3 +tick +unsuited | |": "category confirmed_at_purchase unsuited near_expiry_disclosed "
    "seller_promised_returns",
    "electronics 3 | |": "category confirmed_at_purchase activated damaged accessories_complete",
    "cosmetics 3 | |": "category confirmed_at_purchase one_time_seal_broken damaged",
    "cosmetics 3 +tick | |": "category confirmed_at_purchase seller_promised_returns",
    "cosmetics 3 +tick +promise | |": "category confirmed_at_purchase seller_promised_returns one_time_seal_broken "
    "damaged",
    "digital 3 | |": "category unsealed confirmed_at_purchase damaged",
    "digital 3 +unsealed | |": "category unsealed seller_promised_returns",
    "custom 3 | |": "category seller_promised_returns",
    "custom 3 +promise | |": "category seller_promised_returns damaged accessories_complete",
    "clothing 8 | |": "category asked_in_time confirmed_at_purchase tags_on damaged accessories_complete",
    "clothing 8 -asked | |": "category asked_in_time",
}


@pytest.mark.parametrize("line", QUESTIONS)
def test_only_what_can_change_the_answer_is_asked(line: str) -> None:
    assert " ".join(questions(read(line)[0], LAW)) == QUESTIONS[line]


def test_after_a_late_notice_nothing_is_asked() -> None:
    late = replace(PLAIN, asked_on=RECEIVED + 8 * DAY, now=RECEIVED + 9 * DAY)
    assert questions(late, LAW) == ("category",)


@pytest.mark.parametrize("category", Category)
def test_each_kind_says_what_counts_as_intact(category: Category) -> None:
    assert goods()[category].name.zh
    said = intactness(category)
    assert said.spoilers
    assert said.photos
    assert said.fine
    assert {spoiler.fact for spoiler in said.spoilers} <= BOOLS
    for statement in (*said.fine, *(s.listed for s in said.spoilers)):
        assert all(LAW.source(norm) for norm in statement.norms)
        assert statement.norms


def test_what_presses_most_is_read_first() -> None:
    """What is against it, what is open, what is in doubt, what speaks for it, what is only noted."""
    facts = replace(read("clothing 3 -damaged +all | |")[0], asked_on=RECEIVED + 9 * DAY)
    sides = [point.side for point in ask(facts).decisive]
    assert sides == [Side.OPEN, Side.DOUBT, Side.FOR, Side.NOTE]
    sides = [point.side for point in ask(replace(facts, damaged=True)).decisive]
    assert sides == [Side.AGAINST, Side.OPEN, Side.DOUBT, Side.FOR, Side.NOTE]


def test_the_facts_are_left_as_they_were() -> None:
    before = replace(PLAIN)
    ask(PLAIN)
    assert before == PLAIN
