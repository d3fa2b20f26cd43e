"""The pre-check against labelled dossiers: how many seeded defects it finds, and how often it cries wolf."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

import law
from law.precheck import Colour, Mend, Stage, check, limit_of, tally
from law.precheck_words import say
from law.words import Words
from tests.law.dossiers import CLEAN, EVERYONE, GROUNDS, SOUND, Labelled

LAW = law.load()
BADNESS = list(Colour)


def colours(one: Labelled) -> dict[str, Colour]:
    return {line.key: line.colour for line in check(one.dossier, LAW, one.stage)}


def found(one: Labelled) -> Iterator[tuple[str, bool]]:
    """Each seeded defect, and whether its line is at least as bad as labelled."""
    seen = colours(one)
    for key, colour in one.wanting.items():
        yield f"{one.name}: {key}", BADNESS.index(seen[key]) >= BADNESS.index(colour)


def false_reds(one: Labelled) -> list[str]:
    return [k for k, colour in colours(one).items() if colour is Colour.RED and one.wanting.get(k) is not Colour.RED]


def test_there_are_enough_dossiers_of_each_kind() -> None:
    assert len(EVERYONE) >= 60
    assert len(CLEAN) >= 15
    assert len({one.name for one in EVERYONE}) == len(EVERYONE)
    assert all(sum(bool(one.wanting) for one in ground) >= 5 for ground in GROUNDS.values())


def test_recall_and_false_red_are_within_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    defects = [pair for one in EVERYONE for pair in found(one)]
    missed = [name for name, hit in defects if not hit]
    wolves = [f"{one.name}: {red}" for one in EVERYONE if (red := false_reds(one))]
    recall, wolf = 1 - len(missed) / len(defects), len(wolves) / len(EVERYONE)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(EVERYONE)} dossiers, {len(defects)} defects: recall {recall:.3f}, false red {wolf:.3f}\n"
        )
    assert recall >= 0.95, missed
    assert wolf <= 0.05, wolves


@pytest.mark.parametrize("one", EVERYONE, ids=lambda one: one.name)
def test_each_dossier_is_judged_as_labelled(one: Labelled) -> None:
    assert [name for name, hit in found(one) if not hit] == []
    assert false_reds(one) == []
    seen = colours(one)
    assert [key for key in one.fine if seen[key] is not Colour.GREEN] == []


@pytest.mark.parametrize("one", CLEAN, ids=lambda one: one.name)
def test_a_clean_dossier_is_green_throughout(one: Labelled) -> None:
    assert [key for key, colour in colours(one).items() if colour is not Colour.GREEN] == []


@pytest.mark.parametrize("one", EVERYONE, ids=lambda one: one.name)
def test_every_line_says_what_why_and_whence(one: Labelled) -> None:
    lines = check(one.dossier, LAW, one.stage)
    assert len({line.key for line in lines}) == len(lines)
    for line in lines:
        assert (line.mend is None) == line.ok
        assert LAW.source(line.norm)
        for words in (line.sentence, line.why):
            assert words.zh.strip()
            assert words.en.strip()
            assert "{" not in words.zh + words.en
        assert "您" not in line.sentence.zh + line.why.zh


def test_the_lines_of_a_complaint_come_in_one_order() -> None:
    assert [line.key for line in check(SOUND, LAW)] == [
        "respondent", "authority", "elsewhere", "consumption", "in_time", "proof", "claim", "facts", "identity", "agent",
        "text", "attachments", "separated", "lawful",
    ]  # fmt: skip


def test_the_platforms_list_is_shorter() -> None:
    keys = [line.key for line in check(SOUND, LAW, Stage.PLATFORM)]
    assert keys == ["contacted", "order", "story", "claim", "proof", "text"]


def test_the_arithmetic_of_the_three_years_is_shown() -> None:
    line = next(line for line in check(SOUND, LAW) if line.key == "in_time")
    assert "2026年11月5日" in line.why.zh
    assert "2029年11月5日" in line.sentence.zh
    assert line.norm == "SAMR121_LIMIT_3Y"


def test_the_association_is_where_to_withdraw() -> None:
    taken = next(one for one in GROUNDS["elsewhere"] if one.name == "the association has it")
    line = next(line for line in check(taken.dossier, LAW) if line.key == "elsewhere")
    assert (line.mend, line.norm) == (Mend.WITHDRAW_ASSOCIATION, "D121_16_2")


def test_a_missing_day_in_the_text_is_mended_in_the_text() -> None:
    line = next(line for line in check(replace(SOUND, text="小红书，268元。"), LAW) if line.key == "facts")
    assert line.mend is Mend.TEXT
    line = next(
        line for line in check(replace(SOUND, text="小红书，268元。", placed_at=None), LAW) if line.key == "facts"
    )
    assert line.mend is Mend.ORDER


def test_the_numbers_are_those_of_the_lines() -> None:
    counted = tally(check(replace(SOUND, identity_ready=None, claims=()), LAW))
    assert (counted.green, counted.amber, counted.red, counted.total, counted.to_mend) == (12, 1, 1, 14, 2)


def test_the_limit_is_the_channels() -> None:
    assert limit_of(Stage.REPORT, LAW).max_chars == LAW.reference.channel("report_form").max_chars


def test_sentences_are_filled_in_both_languages() -> None:
    assert say("facts.missing", parts=Words("时间", "the time")) == Words("没有看到时间。", "Missing: the time.")
    with pytest.raises(KeyError):
        say("nothing.such")
