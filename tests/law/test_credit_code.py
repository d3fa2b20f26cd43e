"""Misread characters of a credit code are found, and named where that is possible (GB 32100-2015, GB 11714)."""

import random
from itertools import product

import pytest

from law.credit_code import (
    ALPHABET,
    CONFUSED,
    Misreading,
    area_of,
    check_character,
    faults,
    misreadings,
    organisation_check,
)

# Licences that companies publish themselves.
PUBLISHED = (
    "91330100799655058B",
    "91330100716105852F",
    "9144030071526726XG",
    "914403001922038216",
    "91110000802100433B",
    "91110108551385082Q",
    "911101085923662400",
)
ALIBABA = PUBLISHED[0]


def made(kind: str, area: str, organisation: str) -> str:
    """A right code of these parts: the two check characters are worked out."""
    first = kind + area + organisation + organisation_check(organisation)
    return first + check_character(first)


def generated(count: int) -> list[str]:
    dice = random.Random(32100)
    kinds, areas = ("91", "92", "93", "12", "52"), ("330110", "310101", "440305", "100000", "653228")
    letters = [character for character in ALPHABET if character.isalpha()]
    return [
        made(
            dice.choice(kinds),
            dice.choice(areas),
            "MA" + "".join(dice.choice("0123456789" + letters[0]) for _ in range(6)),
        )
        for _ in range(count)
    ]


GENERATED = generated(40)
RIGHT = (*PUBLISHED, *GENERATED)


@pytest.mark.parametrize("code", RIGHT)
def test_a_right_code_has_no_fault(code: str) -> None:
    assert faults(code) == ()


def test_by_hand() -> None:
    # 9·1 + 1·3 + 3·9 + 3·27 + 0·19 + 1·26 + 0 + 0 + 7·20 + 9·29 + 9·25 + 6·13 + 5·8 + 5·24 + 0 + 5·30 + 8·28:
    # the weights 3^n mod 31 are 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28, the sum is 1384 = 44·31 + 20, 31-20 = 11.
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    assert sum(w * int(c) for w, c in zip(weights, ALIBABA[:-1], strict=True)) == 1384
    assert (ALPHABET[11], check_character(ALIBABA[:-1])) == ("B", "B")
    # 7·3 + 9·7 + 9·9 + 6·10 + 5·5 + 5·8 + 0·4 + 5·2 = 300 = 27·11 + 3, and 11 - 3 = 8.
    assert organisation_check("79965505") == "8"


@pytest.mark.parametrize(("rest", "digit"), [("71526726", "X"), ("59236624", "0"), ("19220382", "1")])
def test_the_organisation_code_s_own_check(rest: str, digit: str) -> None:
    assert organisation_check(rest) == digit


@pytest.mark.parametrize("code", RIGHT[:12])
def test_every_single_substitution_is_found(code: str) -> None:
    for place, other in product(range(18), ALPHABET):
        if other != code[place]:
            assert faults(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", RIGHT)
def test_every_swap_of_two_neighbours_is_found(code: str) -> None:
    for place in range(17):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert bool(faults(swapped)) == (swapped != code)


@pytest.mark.parametrize(("seen", "meant"), [(s, m) for s, m in CONFUSED.items() if s not in ALPHABET])
def test_a_letter_that_no_code_has_is_put_right(seen: str, meant: str) -> None:
    tried = 0
    for code in RIGHT:
        for place in (n for n, character in enumerate(code) if character == meant):
            misread = code[:place] + seen + code[place + 1 :]
            assert misreadings(misread) == (Misreading(place + 1, seen, meant),)
            tried += 1
    assert tried > 5


def test_several_such_letters_are_put_right_together() -> None:
    assert misreadings("9I33OIOO799655O58B") == tuple(
        Misreading(place, seen, meant) for place, seen, meant in
        [(2, "I", "1"), (5, "O", "0"), (6, "I", "1"), (7, "O", "0"), (8, "O", "0"), (15, "O", "0")]
    )  # fmt: skip


def test_such_a_letter_and_an_eight_are_put_right_together() -> None:
    assert misreadings("9I3301007996550588") == (Misreading(2, "I", "1"), Misreading(18, "8", "B"))


def test_b_and_8_are_confused_both_ways() -> None:
    assert misreadings("913301007996550588") == (Misreading(18, "8", "B"),)
    assert misreadings("913301007996550BBB") == ()  # two of them at once could be anything
    assert misreadings("9133010079965505BB") == (Misreading(17, "B", "8"),)


def test_the_sentence_names_the_place() -> None:
    assert faults("9133010O799655058B")[0].zh == "第 8 位可能看错：O 应为 0。"
    assert faults("9133010O799655058B")[0].en == "Character 8 may be misread: O should be 0."


def test_a_letter_that_only_looks_misread_is_not_put_right() -> None:
    first, *_ = faults("9133010O799655059B")
    assert "这里却有第 8 位的「O」。" in first.zh
    assert "应为" not in first.zh


def test_a_plain_sentence_where_no_reading_helps() -> None:
    assert "校验位对不上" in faults("91330100799655058C")[0].zh


@pytest.mark.parametrize(("code", "said"), [("", "0 位"), ("9133", "4 位"), (ALIBABA + "1", "19 位")])
def test_another_length_is_said(code: str, said: str) -> None:
    assert said in faults(code)[0].zh


def test_an_old_registration_number_is_known_by_its_length() -> None:
    assert "旧的注册号" in faults("330100000012345")[0].zh


def test_chinese_or_marks_are_no_characters_of_a_code() -> None:
    assert "这里却有第 1 位的「统」、" in faults("统一社会信用代码九一三三零一零六零零")[0].zh


@pytest.mark.parametrize("kind", ["94", "90", "01", "B1"])
def test_a_beginning_that_nobody_registers(kind: str) -> None:
    assert "开头两位不对" in faults(made(kind, "330110", "MA2CXXW1"))[0].zh


@pytest.mark.parametrize("area", ["990000", "33011A", "160100"])
def test_an_area_that_lies_in_no_province(area: str) -> None:
    assert "登记地" in faults(made("91", area, "MA2CXXW1"))[0].zh


def test_two_misreadings_that_keep_the_check_are_found_by_the_organisation_code() -> None:
    for other, last in product(ALPHABET, ALPHABET):
        code = ALIBABA[:10] + other + ALIBABA[11:17] + last
        if code != ALIBABA and check_character(code[:-1]) == last and organisation_check(code[8:16]) != code[16]:
            assert "第 9 到 17 位" in faults(code)[0].zh


def test_a_sole_trader_s_organisation_code_is_not_held_to_its_check() -> None:
    first = "92330110" + "L1234567" + ("1" if organisation_check("L1234567") != "1" else "2")
    assert faults(first + check_character(first)) == ()


def test_the_area_of_registration() -> None:
    assert area_of(ALIBABA) == "330100"
