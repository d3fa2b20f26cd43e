"""What sellers usually say when they refuse, and what the law answers.

Texts are compared without blanks, punctuation and case. In a phrase `(a/b)` is one of several, `~` at most six characters
of anything, `!` a refusal of any wording. Where nothing fits, nothing is said: a wrong answer would do more harm than none.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from law.packaged import Row, rows, words
from law.words import Words

REFUSALS = (
    "不退", "不能退", "不给退", "不予退", "不让退", "不可退", "不可以退", "不好退", "不会退", "不同意退", "不支持", "不接受",
    "不能给您退", "不能给你退", "不给您退", "不给你退", "无法退", "无法给", "没法退", "没法给", "没办法", "退不了", "不换",
    "不能换", "不给换", "概不", "恕不", "拒收", "不收", "怎么退", "怎么给", "不处理",
)  # fmt: skip
"""How a refusal may be worded, for `!`."""
_SIGNS = {"~": ".{0,6}?", "(": "(?:", "/": "|", ")": ")", "!": f"(?:{'|'.join(REFUSALS)})"}
LONGEST = 2000
"""Characters that are looked at; nobody refuses at greater length."""
_NOT_SAID = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Excuse:
    """One excuse: how it is called (`said`), what it means, a calm sentence to send, and the provisions behind it.

    `returning` is whether it is about returning goods; the others come up in any dispute.
    """

    key: str
    returning: bool
    said: Words
    meaning: Words
    answer: Words
    norms: tuple[str, ...]


@cache
def excuses() -> Mapping[str, Excuse]:
    """Every excuse by its key, in the order they are shown."""
    return {row["key"]: _excuse(row) for row in rows("excuses.csv")}


def recognise(text: str) -> Excuse | None:
    """The excuse that `text` (what the seller said) makes first, None where it makes none we know."""
    return next(iter(all_in(text)), None)


def all_in(text: str) -> tuple[Excuse, ...]:
    """Every excuse that `text` makes, in the order they are made."""
    bare = plain(text[:LONGEST])
    found = {key: match.start() for key, pattern in _patterns().items() if (match := _made(pattern, bare))}
    return tuple(excuses()[key] for key in sorted(found, key=lambda key: found[key]))


def plain(text: str) -> str:
    """`text` as phrases are compared: NFKC, lower case, letters and digits only."""
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", text).lower())


def _made(pattern: tuple[re.Pattern[str], re.Pattern[str] | None], bare: str) -> re.Match[str] | None:
    """The first place where the excuse is made; what is said to the contrary is taken out first."""
    phrases, unless = pattern
    return phrases.search(unless.sub("\n", bare) if unless else bare)


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    return {
        row["key"]: (_any_of(row["phrases"]), _any_of(row["unless"]) if row["unless"] else None)
        for row in rows("excuses.csv")
    }


def _any_of(phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(map(pattern, phrases.split("|"))))


def pattern(phrase: str) -> str:
    """The regular expression of one phrase of excuses.csv."""
    pieces = re.split(r"([~(/)!])", phrase)
    return "".join(_SIGNS.get(piece) or re.escape(plain(piece)) for piece in pieces)


def _excuse(row: Row) -> Excuse:
    return Excuse(
        row["key"], row["about"] == "return", words(row, "said"), words(row, "meaning"), words(row, "answer"),
        tuple(row["norms"].split(";")),
    )  # fmt: skip
