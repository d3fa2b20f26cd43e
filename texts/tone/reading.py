"""A text as the patterns read it, with the way back to the text as it was typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from texts.packaged import rows

_SIMPLIFIED = {row["traditional"]: row["simplified"] for row in rows("texts.tone", "characters.csv")}
_LINE_ENDS = "\r\n\u0085\u2028\u2029\v\f"
_UNSAID = {"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me", "So", "Sk", "Zs"}
_WEDGE = re.compile(r"(?<=[\u4e00-\u9fff])[*·_^|•・#@]{1,3}(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=8192)
def _level(character: str) -> str:
    """The character in half width, lower case and simplified form; always one character."""
    if character in _LINE_ENDS:
        return "\n"
    folded = unicodedata.normalize("NFKC", character).lower()
    folded = folded if len(folded) == 1 else character
    return _SIMPLIFIED.get(folded, folded)


@lru_cache(maxsize=8192)
def _is_said(level: str) -> bool:
    """Whether the patterns read it: no blank, no emoji, nothing without width."""
    return level == "\n" or unicodedata.category(level) not in _UNSAID


@dataclass(frozen=True, slots=True)
class Reading:
    """`level` is as long as `text`; in `plain` blanks, emoji and wedges (傻*逼) are left out, `places` leads back."""

    text: str
    level: str
    plain: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where plain[start:end], not empty, stands in the text."""
        return self.places[start], self.places[end - 1] + 1


def read(text: str) -> Reading:
    """The text in the form that the patterns of this package expect."""
    level = "".join(map(_level, text))
    places = [i for i, character in enumerate(level) if _is_said(character)]
    plain = "".join([level[i] for i in places])
    for wedge in reversed(list(_WEDGE.finditer(plain))):
        del places[wedge.start() : wedge.end()]
    return Reading(text, level, _WEDGE.sub("", plain), tuple(places))
