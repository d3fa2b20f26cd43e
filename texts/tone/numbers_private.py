"""Numbers that name a person or an account: told from order numbers by their check digits (GB 11643, Luhn)."""

import re
from collections.abc import Iterator
from datetime import date

_GROUP = re.compile(r"[0-9]+x?")
_RUN = re.compile(r"[0-9]+x?(?:(?:[^\S\n]{1,2}|-)[0-9]+x?)*")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10x98765432"
_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83,
}  # fmt: skip


def is_identity_number(digits: str) -> bool:
    """Whether the 18 characters (x in lower case) name a province and a day of birth and end in the right check digit."""
    if not re.fullmatch(r"[0-9]{17}[0-9x]", digits) or int(digits[:2]) not in _PROVINCES:
        return False
    if not 1880 <= int(digits[6:10]) <= 2100 or not _is_day(digits[6:14]):
        return False
    return _CHECK[sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True)) % 11] == digits[17]


def is_card_number(digits: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn check."""
    if not re.fullmatch(r"[0-9]{16,19}", digits) or len(set(digits)) == 1:
        return False
    doubled = [int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def numbers(level: str, shortest: int, longest: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of what may be one number of that length, written in one piece or in groups (6222 0000 …)."""
    for run in _RUN.finditer(level):
        groups = list(_GROUP.finditer(level, run.start(), run.end()))
        ends: dict[int, int] = {}  # how many digits there are up to the end of a group, and where that is
        count = 0
        for group in groups:
            count += len(group.group())
            if not _touches_letter(level, group.end()):
                ends[count] = group.end()
        digits = "".join(group.group() for group in groups)
        yield from _pieces(level, groups, digits, ends, range(shortest, longest + 1))


def _pieces(
    level: str, groups: list[re.Match[str]], digits: str, ends: dict[int, int], lengths: range
) -> Iterator[tuple[int, int, str]]:
    at = 0
    for group in groups:
        if not _touches_letter(level, group.start() - 1):
            for length in lengths:
                if at + length in ends:
                    yield group.start(), ends[at + length], digits[at : at + length]
        at += len(group.group())


def _touches_letter(level: str, at: int) -> bool:
    return 0 <= at < len(level) and level[at].isascii() and (level[at].isalnum() or level[at] == "_")


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return False
    return True
