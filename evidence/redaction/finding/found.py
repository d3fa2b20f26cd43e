"""What can be offered for covering, and how much of it may be said."""

from dataclasses import dataclass
from enum import StrEnum

from evidence.reading.lines import Box


class Kind(StrEnum):
    """Why somebody may want it covered."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    ADDRESS = "address"
    NAME = "name"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something private at `box` (pixels of the upright picture, with a margin).

    `text_hint` lets a person recognise it without repeating it: whoever keeps findings keeps no private texts.
    """

    kind: Kind
    box: Box
    text_hint: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of the line number `line` is private."""

    kind: Kind
    line: int
    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether both have a character in common."""
        return self.line == other.line and self.start < other.end and other.start < self.end


def hint(kind: Kind, text: str) -> str:
    """The beginning, and of a number also the end: 138…78, 11…58, 浙江省…, 张…"""
    bare = "".join(text.split())
    if kind in (Kind.NAME, Kind.ADDRESS):
        return f"{bare[: 1 if kind == Kind.NAME else 3]}…"
    return f"{bare[:3]}…{bare[-2:]}" if len(bare) > 8 else f"{bare[:1]}…"
