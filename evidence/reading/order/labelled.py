"""Values behind labels: on the same line, at the right end of the row, or below."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.reading.lines import Box, Line, around
from evidence.reading.order.labels import LABELS, OTHER
from evidence.reading.page import Page

_BETWEEN = " :：·-—"
_FUZZY = 4
"""Letters from which a label may have one letter misread."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The text behind a label, in pieces of lines; `at` is the label's line, `exact` that the label was read as it is written."""

    at: int
    pieces: tuple[tuple[Line, int], ...]
    exact: bool

    @property
    def text(self) -> str:
        return " ".join(line.text[start:] for line, start in self.pieces)

    @property
    def sharpness(self) -> float:
        """How sure the recogniser was of the worst line."""
        return min(line.confidence for line, _start in self.pieces)

    def box(self, start: int, end: int) -> Box:
        """The place of `text[start:end]`."""
        boxes, at = [], 0
        for line, first in self.pieces:
            length = len(line.text) - first
            low, high = max(start - at, 0), min(end - at, length)
            if low < high:
                boxes.append(line.part(first + low, first + high))
            at += length + 1
        return around(boxes)


def labelled(page: Page) -> Mapping[str, Sequence[Labelled]]:
    """By field, what stands behind its labels, from top to bottom; labels that were read exactly come first."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    named = [(at, *label_of(line.text)) for at, line in enumerate(page.lines)]
    for at, name, end, exact in sorted(named, key=lambda one: not one[3]):
        if not name:
            continue
        pieces = tuple(_behind(page, at, end))
        if pieces:
            found[name].append(Labelled(at, pieces, exact))
    for at, line in enumerate(page.lines):
        for inner in _INSIDE.finditer(line.text):
            found[_NAMES[inner["label"]]].append(Labelled(at, ((line, inner.end()),), exact=True))
    return found


def label_of(text: str) -> tuple[str, int, bool]:
    """The field whose label begins `text` ("other" for one nobody asks for, "" for none), where the label ends, and
    whether it is exactly that label.
    """
    letters = [(n, letter) for n, letter in enumerate(text) if letter != " "]
    packed = "".join(letter for _n, letter in letters)
    apart = len(text.partition(" ")[0])
    for most in (0, 1):
        near = {name: label for label, name in reversed(_BY_LENGTH) if _begins(packed, label, most, apart)}
        if len(near) == 1 or (near and not most):
            name, label = max(near.items(), key=lambda pair: len(pair[1]))
            end = letters[len(label)][0] if len(packed) > len(label) else len(text)
            return name, end, most == 0
    return "", 0, False


def _begins(packed: str, label: str, most: int, apart: int) -> bool:
    """Whether `packed` begins with `label`, of whose letters at most `most` are misread; `apart`: letters before a blank."""
    head, rest = packed[: len(label)], packed[len(label) :]
    wrong = sum(one != other for one, other in zip(head, label, strict=False)) + len(label) - len(head)
    alone = not rest or apart == len(label) or _may_follow(rest, label)
    return alone and wrong <= (most if len(label) >= _FUZZY else 0)


def _may_follow(rest: str, label: str) -> bool:
    """A short label is only one where it stands alone, or before a mark, a number or a sum."""
    return rest[0] in ":：¥￥-−" or rest[0].isdigit() or (len(label) >= _FUZZY and rest[0] not in "的是未已")


def _behind(page: Page, at: int, end: int) -> Iterator[tuple[Line, int]]:
    """The rest of the line, what stands to its right up to the next label, or else the line below."""
    line = page.lines[at]
    rest = line.text[end:].lstrip(_BETWEEN)
    if rest:
        yield line, len(line.text) - len(rest)
    right = []
    for n in page.right_of(at):
        if label_of(page.lines[n].text)[0]:
            break
        right.append(page.lines[n])
    yield from ((other, 0) for other in right)
    if not rest and not right and (below := page.below(at)) is not None and not label_of(page.lines[below].text)[0]:
        yield page.lines[below], 0


_BY_LENGTH = sorted(
    [*((label, name) for name, labels in LABELS.items() for label in labels), *((label, "other") for label in OTHER)],
    key=lambda pair: -len(pair[0]),
)
_NAMES = dict(_BY_LENGTH)
_INSIDE = re.compile(
    rf"(?<=[\s\d:])(?P<label>{'|'.join(label for label, name in _BY_LENGTH if name == 'paid')})\s?:?\s?(?=[¥￥])"
)
"""Sums that stand in one line: 「优惠 ¥5.00 实付款 ¥63.00」."""
