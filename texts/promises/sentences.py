"""A reading cut into sentences and clauses, each with its place in the plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 160
"""Characters that one sentence may have. What runs on without a stop is cut, so that no pattern has long to search."""

_STOP = re.compile(r"[。!?;\n…]+|(?<!\d)~+|~+(?!\d)|(?<![\da-z])\.+|\.+(?![\da-z])")
_COMMA = re.compile(r"[,:「」『』“”\"{}\[\]]+")
_LISTED = re.compile(r"\d[,:]\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """plain[start:end] of a reading; `asks` when a question mark ends the sentence."""

    words: str
    start: int
    asks: bool = False

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.words)


def sentences(plain: str) -> Iterator[Piece]:
    """The sentences in order, none longer than LONGEST."""
    last = 0
    for stop in _STOP.finditer(plain):
        yield from _cut(plain, last, stop.start(), asks="?" in stop.group())
        last = stop.end()
    yield from _cut(plain, last, len(plain), asks=False)


def clauses(sentence: Piece) -> Iterator[Piece]:
    """The parts between commas, colons and brackets; 1,299 and 21:14 stay whole."""
    last = 0
    words = sentence.words
    for comma in _COMMA.finditer(words):
        if _LISTED.match(words, comma.start() - 1) if comma.start() else False:
            continue
        if comma.start() > last:
            yield Piece(words[last : comma.start()], sentence.start + last)
        last = comma.end()
    if last < len(words):
        yield Piece(words[last:], sentence.start + last)


def _cut(plain: str, start: int, end: int, *, asks: bool) -> Iterator[Piece]:
    while end - start > LONGEST:
        comma = plain.rfind(",", start + LONGEST // 2, start + LONGEST)
        middle = comma + 1 if comma >= 0 else start + LONGEST
        yield Piece(plain[start:middle], start)
        start = middle
    if start < end:
        yield Piece(plain[start:end], start, asks)
