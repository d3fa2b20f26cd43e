"""The little language of blocks: 「订单号{order_no}[，{received}签收]。」.

{slot} is filled; [ … ] is said only when all its slots are; a template that is just @seller stands for the type's own
sentence to that addressee. A slot that must be filled and isn't becomes a blank that people see: 「〔订单号〕」; {claims_few}
is {claims} told shorter.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from texts.letters.names import name

BLANK = re.compile("〔[^〕]*〕")
_PIECE = re.compile(r"\{([a-z_]+)\}|@([a-z]+)|([^{}@]+)")
_SHORTER = re.compile("_(few|first|listed)$")
_GROUP = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


class SegmentKind(StrEnum):
    """What a part of a letter is: our words, a fact of the case, or a blank to be filled first."""

    WORDS = "words"
    FACT = "fact"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a letter; all of them together are its text."""

    text: str
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class _Part:
    """Words, a slot or an opening; or an optional group of such."""

    words: str = ""
    slot: str = ""
    opening: str = ""
    group: tuple["_Part", ...] = ()


def slots_of(template: str) -> frozenset[str]:
    """The slots that a template names, in groups or outside."""
    return frozenset(slot for part in _parsed(template) for slot in _slots(part))


def blank(slot: str) -> str:
    """What stands where a slot that must be filled isn't: 「〔订单号〕」."""
    return f"〔{name(slot).zh}〕"


def render(
    template: str, values: Mapping[str, str], required: Collection[str], openings: Mapping[str, str]
) -> list[Segment] | None:
    """The template filled; None where a slot outside a group is empty and not `required`, or an opening is unknown."""
    segments: list[Segment] = []
    for part in _parsed(template):
        if part.group:
            if all(values.get(slot) for member in part.group for slot in _slots(member)):
                segments += _filled(part.group, values, required) or ()
        elif part.opening:
            sentence = openings.get(part.opening)
            inner = render(sentence, values, required, {}) if sentence else None
            if inner is None:
                return None
            segments += inner
        elif (plain := _filled((part,), values, required)) is None:
            return None
        else:
            segments += plain
    return segments


def _filled(parts: Iterable[_Part], values: Mapping[str, str], required: Collection[str]) -> list[Segment] | None:
    segments = []
    for part in parts:
        if part.words:
            segments.append(Segment(part.words, SegmentKind.WORDS))
        elif value := values.get(part.slot, ""):
            segments.append(Segment(value, SegmentKind.FACT))
        elif (whole := _SHORTER.sub("", part.slot)) in required:
            segments.append(Segment(blank(whole), SegmentKind.BLANK))
        else:
            return None
    return segments


def _slots(part: _Part) -> list[str]:
    return [part.slot] if part.slot else [slot for member in part.group for slot in _slots(member)]


@cache
def _parsed(template: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    for optional, always in _GROUP.findall(template):
        pieces = tuple(_Part(words, slot, opening) for slot, opening, words in _PIECE.findall(optional or always))
        parts += [_Part(group=pieces)] if optional else pieces
    return tuple(parts)
