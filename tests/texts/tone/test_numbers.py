"""Check digits against numbers made on the spot."""

from hypothesis import given
from hypothesis import strategies as st

from texts.tone.numbers_private import is_card_number, is_identity_number, numbers

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(order: int, day: str = "19491231") -> str:
    seventeen = f"110105{day}{order:03}"
    return seventeen + "10x98765432"[sum(int(d) * w for d, w in zip(seventeen, WEIGHTS, strict=True)) % 11]


@given(st.integers(0, 999))
def test_a_right_number_is_known_and_no_other_check_digit_passes(order: int) -> None:
    right = identity(order)
    assert [last for last in "0123456789x" if is_identity_number(right[:-1] + last)] == [right[-1]]


def test_a_day_that_is_none_makes_no_number() -> None:
    assert not is_identity_number(identity(2, "19490231"))


def test_luhn() -> None:
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")
    assert not is_card_number("0000000000000000")


def test_groups_are_put_together_but_not_across_words() -> None:
    assert [digits for *_, digits in numbers("6222 0212 3456 7890", 16, 16)] == ["6222021234567890"]
    assert list(numbers("6222 0212件3456 7890", 16, 16)) == []
    assert [digits for *_, digits in numbers("13800138000 4111111111111111", 16, 16)] == ["4111111111111111"]
