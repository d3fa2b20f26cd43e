"""The shapes of a laid-out picture, each with the rectangle it fills."""

from dataclasses import dataclass

from escalation.diagram.graph import Arrow, Entry, Place

LEADING = 1.4
"""Height of a line of words, in font sizes."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `y` grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def middle(self) -> float:
        return self.y + self.h / 2

    def overlaps(self, other: "Rect") -> bool:
        """Whether they share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Rect") -> bool:
        """Whether the other lies in it."""
        inside = self.x <= other.x and other.right <= self.right
        return inside and self.y <= other.y and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Text:
    """Words in lines; `rect` encloses them. `kind` is how they are written: name, act, small."""

    rect: Rect
    lines: tuple[str, ...]
    size: float
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """One action: its words, and below them in small what is added to them."""

    entry: Entry
    rect: Rect
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The labels of one arrow, one below the other."""

    arrow: Arrow
    rect: Rect
    labels: tuple[Label, ...]

    @property
    def stays(self) -> bool:
        """Whether the case stays where it is."""
        return self.arrow.source == self.arrow.target


@dataclass(frozen=True, slots=True)
class Card:
    """The box of a place; `head` is the part that carries its name, where arrows arrive."""

    place: Place
    column: int
    rect: Rect
    head: Rect
    texts: tuple[Text, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A note."""

    rect: Rect
    heading: Text
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A lane with its heading and what stands in it; `badge`: the number of its stage, or that it is the end."""

    rect: Rect
    badge: str
    heading: Text
    cards: tuple[Card, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sizes. `side_by_side`: lanes beside each other (else below each other); `lane`: how wide one is."""

    side_by_side: bool
    lane: float
    widest: float
    name: float = 14
    act: float = 13
    small: float = 11.5
