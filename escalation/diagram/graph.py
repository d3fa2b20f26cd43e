"""What a picture consists of, before anything has a place: boxes in lanes, arrows between them, notes."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.transitions import Action, Where


class Subject(StrEnum):
    """What a picture is of: a case as a whole, or one of its filings."""

    CASE = "case"
    FILING = "filing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as it is written into the picture: from these `sources` to `target`, as the table has it.

    `who`: the words for whose act it is, where only the owner or a reviewer may; `ways`: for which kinds of filing it is
    there, where not for all that come by; `leads` and `also`: where it leads, and where else it can be done (notes only).
    """

    action: Action
    sources: tuple[Where, ...]
    target: Where | str
    words: str
    who: str = ""
    ways: str = ""
    leads: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """Everything that leads from one place to another; where both are the same, it is done on the spot."""

    source: str
    target: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A box. `start`: where it begins; `final`: where it ends; `good`: what everybody hopes for.

    `follows`: no action leads here, its filings do; `hub`: not a status, but where that is decided.
    """

    key: str
    name: str
    lane: int
    text: str = ""
    start: bool = False
    final: bool = False
    good: bool = False
    follows: bool = False
    hub: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What can be done from many places: where (`heading`), and what."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """One picture's contents, in the language that was active when it was read. The first `numbered` lanes are stages."""

    subject: Subject
    lanes: tuple[str, ...]
    numbered: int
    places: tuple[Place, ...]
    arrows: tuple[Arrow, ...]
    notes: tuple[Note, ...]
