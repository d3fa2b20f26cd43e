"""The check itself and the text with all its suggestions in place."""

import re
from collections.abc import Collection

from texts.tone.accusations import accusations
from texts.tone.bargains import bargains
from texts.tone.finding import Finding, apart
from texts.tone.insults import insults
from texts.tone.leaks import leaks
from texts.tone.lexicon import lexicon, reasons
from texts.tone.reading import read
from texts.tone.remark import Kind, Remark
from texts.tone.threats import threats
from texts.tone.voice import Voices
from texts.tone.wording import reworded

_ROUNDS = 5
_ENDS = "。！？!?；;\n\r"
_PAUSES = "，、,：: \u3000"
_LAST = re.compile(rf"[{_PAUSES}]+$")
_FIRST = re.compile(rf"^[{_PAUSES}]+")
_FIRST_END = re.compile(rf"^[{_PAUSES}]*[。！？!?；;~～]+[{_PAUSES}]*")


def check(text: str, *, own: Collection[str] = ()) -> tuple[Remark, ...]:
    """What may harm the writer of `text`, in order and not overlapping; `own` are numbers of the writer's own to keep.

    Nothing is blocked but what gives away an ID or card number or another person's private data.
    """
    reading = read(text)
    voices = Voices(reading.plain)
    hits = list(lexicon().hits(reading.plain))
    found = apart(
        [
            *leaks(reading, own),
            *bargains(reading, voices, iter(hits)),
            *threats(reading, voices, iter(hits)),
            *accusations(reading, voices, iter(hits)),
            *insults(reading, voices, iter(hits)),
        ]
    )
    return tuple(_remark(text, piece) for piece in reworded(reading, found))


def gentler(text: str) -> str:
    """The text with every suggestion in place and its punctuation clean; unchanged where there is nothing to suggest."""
    for _ in range(_ROUNDS):
        changed = _applied(text, check(text))
        if changed == text:
            return text
        text = changed
    while stubborn := [remark for remark in check(text) if remark.gentler is not None]:
        text = text[: stubborn[0].start] + text[stubborn[0].end :]
    return text


def blocks(text: str) -> bool:
    """Whether the text gives away what must not leave."""
    return any(remark.blocks for remark in check(text))


def _remark(text: str, piece: Finding) -> Remark:
    quote = text[piece.start : piece.end]
    return Remark(
        piece.kind, piece.start, piece.end, quote, reasons()[piece.why], piece.gentler, piece.kind is Kind.LEAK
    )


def _applied(text: str, remarks: tuple[Remark, ...]) -> str:
    for remark in reversed(remarks):
        if remark.gentler is not None:
            text = _joined(text[: remark.start], remark.gentler, text[remark.end :])
    return text


def _joined(before: str, words: str, after: str) -> str:
    """The three pieces; where nothing comes in between, no sign of the sentence stands twice or alone."""
    if words:
        return before + words + after
    if not before or before[-1] in _ENDS:
        return before + _FIRST.sub("", _FIRST_END.sub("", after))
    if not after or after[0] in _ENDS:
        return _LAST.sub("", before) + after
    return before + (_FIRST.sub("", after) if before[-1] in _PAUSES else after)
