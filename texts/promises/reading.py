"""A text as the patterns of this package read it, with the way back to the text as it was pasted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from texts.packaged import rows

_LINE_ENDS = "\r\n\u0085\u2028\u2029\v\f"
_UNSAID = {"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"}
_PICTURES = {"So", "Sk"}
_REPAIRS = {row["written"]: row["meant"] for row in rows("texts.promises", "repairs.csv")}
_SIMPLIFIED = {row["traditional"]: row["simplified"] for row in rows("texts.tone", "characters.csv")} | {
    written: meant for written, meant in _REPAIRS.items() if len(written) == 1
}
_TYPOS = {written: meant for written, meant in _REPAIRS.items() if len(written) > 1}
_TYPO = re.compile("|".join(sorted(_TYPOS, key=len, reverse=True)))
# 小红书 and 微信 paste a picture's name in brackets: [微笑], [笑哭R].
_EMOTE = re.compile(r"\[[\u4e00-\u9fffa-z]{1,8}\]")
_BLANKS = re.compile(r" +")
_LONG_BEFORE = re.compile(r"(?:[\u4e00-\u9fff]{4}|[的了哦哈呢吧呀啦亲嘛哟])$")
_LONG_AFTER = re.compile(r"[\u4e00-\u9fff\d]{3}")


@lru_cache(maxsize=8192)
def _level(character: str) -> str:
    """The character in half width, lower case and simplified; "" for what isn't read, "," for a picture."""
    if character in _LINE_ENDS:
        return "\n"
    if character in "\t…":
        return " " if character == "\t" else "…"
    folded = unicodedata.normalize("NFKC", character).lower()
    folded = folded if len(folded) == 1 else character
    category = unicodedata.category(folded)
    if category in _UNSAID:
        return ""
    if category in _PICTURES:
        return ","
    return " " if category == "Zs" else _SIMPLIFIED.get(folded, folded)


@dataclass(frozen=True, slots=True)
class Reading:
    """`plain` is what patterns read; plain[i] stands at text[places[i]]."""

    text: str
    plain: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where plain[start:end], not empty, stands in the text."""
        return self.places[start], self.places[end - 1] + 1


def read(text: str) -> Reading:
    """The text without emoji, odd widths, traditional characters and frequent typos.

    A blank stays between two digits (12/5 18:00), becomes a comma between two longer pieces, and goes elsewhere.
    """
    places: list[int] = []
    signs: list[str] = []
    for place, character in enumerate(text):
        if sign := _level(character):
            places.append(place)
            signs.append(sign)
    level = _EMOTE.sub(lambda found: "," * len(found.group()), "".join(signs))
    level = _TYPO.sub(lambda found: _TYPOS[found.group()], level)
    kept: list[str] = []
    kept_places: list[int] = []
    last = 0
    for blank in _BLANKS.finditer(level):
        start, end = blank.span()
        kept.append(level[last:start])
        kept_places += places[last:start]
        if sign := _instead_of_blank(level, start, end):
            kept.append(sign)
            kept_places.append(places[start])
        last = end
    kept.append(level[last:])
    kept_places += places[last:]
    return Reading(text, "".join(kept), tuple(kept_places))


def _instead_of_blank(level: str, start: int, end: int) -> str:
    if level[start - 1 : start].isdecimal() and level[end : end + 1].isdecimal():
        return " "
    before, after = level[max(0, start - 4) : start], level[end : end + 3]
    return "," if _LONG_BEFORE.search(before) and _LONG_AFTER.match(after) else ""
