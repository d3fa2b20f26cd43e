"""The unified social credit code of a licence: is it one, and if not, which character was misread (GB 32100-2015).

18 characters: 1 the registering department, 2 the kind of body, 3-8 the area of registration, 9-17 the organisation
code (GB 11714, its last character a check of its own), 18 the check character over the other seventeen.
Every single wrong character and every swap of two neighbours fails the check.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from law.areas import PROVINCES
from law.words import Words

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
OLD_LENGTH = 15

KINDS = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129", "8": "19", "9": "123",
    "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip
"""The registering departments and the kinds of body each registers; 9 is market supervision: 1 companies, 2 sole
traders (个体工商户), 3 farmers' cooperatives."""

NATIONWIDE = "10"  # registered with a national authority, which stands in no province

CONFUSED = {"O": "0", "I": "1", "Z": "2", "S": "5", "B": "8", "8": "B"}
"""What is read for what. O, I, Z and S never occur in a code, so nobody takes 0 for O the other way round."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_ORGANISATION_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Misreading:
    """Character number `place` (from 1) was read as `seen` and is `meant`."""

    place: int
    seen: str
    meant: str


def check_character(first: str) -> str:
    """The 18th character for the first seventeen, all of ALPHABET (GB 32100: weights 3^(i-1) mod 31)."""
    total = sum(weight * _VALUES[character] for weight, character in zip(_WEIGHTS, first, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(first: str) -> str:
    """The 9th character of an organisation code for its first eight (GB 11714: mod 11, 10 is written X)."""
    values = (_ORGANISATION_VALUES[character] for character in first)
    rest = -sum(weight * value for weight, value in zip(_ORGANISATION_WEIGHTS, values, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def faults(code: str) -> tuple[Words, ...]:
    """What is wrong with `code` (capitals, no blanks), most helpful first; nothing for one that may be right.

    A misread character is named where putting it right makes the code one.
    """
    if len(code) != LENGTH:
        return (_of_length(len(code)),)
    if _sound(code):
        return ()
    if found := misreadings(code):
        return (_misread(found),)
    return _plain(code)


def misreadings(code: str) -> tuple[Misreading, ...]:
    """The characters which, read the other way, make `code` a right one; empty when there is no single such reading."""
    certain = tuple(Misreading(n, c, CONFUSED[c]) for n, c in enumerate(code, 1) if c in CONFUSED and c not in _VALUES)
    mended = _mend(code, certain)
    if certain and _sound(mended):
        return certain
    others = [(*certain, other) for other in _doubtful(mended) if _sound(_mend(mended, (other,)))]
    return others[0] if len(others) == 1 else ()


def area_of(code: str) -> str:
    """The six digits of the place of registration; it may since have been renamed, or be no division at all (100000)."""
    return code[2:8]


def _doubtful(code: str) -> Iterator[Misreading]:
    for place, character in enumerate(code, 1):
        if character in CONFUSED:
            yield Misreading(place, character, CONFUSED[character])


def _mend(code: str, found: tuple[Misreading, ...]) -> str:
    characters = list(code)
    for one in found:
        characters[one.place - 1] = one.meant
    return "".join(characters)


def _sound(code: str) -> bool:
    return set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1] and not _of_structure(code)


def _plain(code: str) -> tuple[Words, ...]:
    if strange := [n for n, character in enumerate(code, 1) if character not in _VALUES]:
        return (_strange(code, strange),)
    if check_character(code[:-1]) != code[-1]:
        return (_CHECK, *_of_structure(code))
    return _of_structure(code)


def _of_structure(code: str) -> tuple[Words, ...]:
    """Faults of a code whose characters all belong to ALPHABET; the organisation code's check as far as it is binding."""
    found = []
    if code[1] not in KINDS.get(code[0], ""):
        found.append(_KIND)
    if not area_of(code).isdecimal() or code[2:4] not in (NATIONWIDE, *PROVINCES):
        found.append(_AREA)
    # Sole traders (92) may carry older organisation codes of their own series; companies and cooperatives may not.
    if code[:2] in ("91", "93") and organisation_check(code[8:16]) != code[16]:
        found.append(_ORGANISATION)
    return tuple(found)


_CHECK = Words(
    "这个代码的校验位对不上，很可能有一位看错了或抄漏了。请对照营业执照，一位一位再看一遍。",
    "The check character doesn't fit: one of the characters was probably misread. Please compare it with the licence.",
)
_KIND = Words(
    "开头两位不对。商家的代码一般以 91（企业）、92（个体工商户）或 93（合作社）开头。",
    "The first two characters can't be right. A seller's code usually begins with 91 (company), 92 (sole trader) "
    "or 93 (cooperative).",
)
_AREA = Words(
    "第 3 到 8 位是登记地的区划代码，应当是六位数字，开头两位对应省份。请再看一遍。",
    "Characters 3 to 8 are the area of registration: six digits, the first two of a province. Please look again.",
)
_ORGANISATION = Words(
    "第 9 到 17 位对不上，可能有两位看错了。请对照营业执照再看一遍。",
    "Characters 9 to 17 don't fit together: two of them may have been misread. Please compare them with the licence.",
)


def _of_length(length: int) -> Words:
    if length == OLD_LENGTH:
        return Words(
            "这是 15 位，像是旧的注册号。请找「统一社会信用代码」，它有 18 位。",
            "These are 15 characters: probably the old registration number. The unified social credit code has 18.",
        )
    return Words(
        f"统一社会信用代码有 18 位，这里是 {length} 位。",
        f"A unified social credit code has 18 characters; these are {length}.",
    )


def _misread(found: tuple[Misreading, ...]) -> Words:
    zh = "，".join(f"第 {one.place} 位可能看错：{one.seen} 应为 {one.meant}" for one in found)
    en = "; ".join(f"character {one.place} may be misread: {one.seen} should be {one.meant}" for one in found)
    return Words(f"{zh}。", f"{en[0].upper()}{en[1:]}.")


def _strange(code: str, places: list[int]) -> Words:
    zh = "、".join(f"第 {place} 位的「{code[place - 1]}」" for place in places[:3])
    en = ", ".join(f"{code[place - 1]} (character {place})" for place in places[:3])
    return Words(
        f"代码里只有数字和大写字母，没有 I、O、S、V、Z，这里却有{zh}。请对照营业执照再看一遍。",
        f"This can't be in a code: {en}. It has digits and capital letters, never I, O, S, V or Z.",
    )
