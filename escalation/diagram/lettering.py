"""How wide words are and where they break: no browser is there to ask when a picture is laid out on the server."""

import re
from itertools import accumulate

WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
NARROW = frozenset("iljIftr.,'|:;!()[]-/ ")
BROAD = frozenset("mwMW@%→“”·")
PIECE = re.compile(rf"{WIDE.pattern}|\s+|[^\s\u2e80-\uff60]+")
PART = re.compile(r"(?<=[、，；：。])|(?<= · )")
"""Between the parts of a list or a sentence: lines break there rather than within a part."""
CLINGS = frozenset("，。；：！？、）」』》·,.;:!?)”")
"""What never begins a line."""
OPENS = frozenset("「『《（(“")
"""What never ends one."""
SAFETY = 1.06
"""Fonts differ; the estimate is for a wide one."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is in a sans-serif of `size`, in the unit of `size`; rather too wide than too narrow."""
    ems = sum(_ems(character) for character in text)
    return ems * size * SAFETY * (1.04 if bold else 1)


def _ems(character: str) -> float:
    if WIDE.match(character):
        return 1 / SAFETY
    if character in NARROW:
        return 0.34
    if character in BROAD:
        return 0.9
    return 0.68 if character.isupper() else 0.56


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """`text` in as few lines as fit into `room`, and these about equally long."""
    parts = PART.split(text)
    pieces = [piece for part in parts for piece in _whole(part, len(parts), size, room)]
    found = _fill(pieces, size, room, bold)
    if len(found) == 1:
        return found
    for narrower in accumulate([room, *[-size / 2] * int(room / size)]):
        tried = _fill(pieces, size, narrower, bold)
        if len(tried) > len(found) or max(width(line, size, bold=bold) for line in tried) > narrower:
            break
        found = tried
    return found


def _whole(part: str, parts: int, size: float, room: float) -> list[str]:
    return [part] if parts > 1 and width(part, size) <= room else _pieces(part)


def _pieces(text: str) -> list[str]:
    """What may not be torn: a word, a Chinese character with the mark that follows it."""
    found: list[str] = []
    for piece in PIECE.findall(text):
        if found and (piece[0] in CLINGS or found[-1][-1] in OPENS):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _fill(pieces: list[str], size: float, room: float, bold: bool) -> list[str]:
    found = [""]
    for piece in pieces:
        if found[-1] and width((found[-1] + piece).rstrip(), size, bold=bold) > room:
            found.append("")
        found[-1] += piece if found[-1] else piece.lstrip()
    return [line.rstrip() for line in found if line.strip()]
