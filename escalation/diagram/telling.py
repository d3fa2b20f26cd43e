"""The same as the picture, in words: the rows of a table for those who can't or don't want to read a picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from escalation.diagram import wording
from escalation.diagram.graph import Entry, Graph, Subject
from escalation.diagram.reading import read


@dataclass(frozen=True, slots=True)
class Line:
    """One action: what the button says, where it is there, where it leads, and for whom."""

    words: str
    where: str
    leads: str
    who: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What stands below a picture: its notes, and everything."""

    notes: tuple[Line, ...]
    everything: tuple[Line, ...]


def tell(subject: Subject) -> Telling:
    """The table below the picture of `subject`, in the language that is active."""
    graph = read(subject)
    notes = tuple(_line(entry, heading=note.heading) for note in graph.notes for entry in note.entries)
    return Telling(notes, (*_arrows(graph), *notes))


def _arrows(graph: Graph) -> Iterator[Line]:
    return (_line(entry) for arrow in graph.arrows for entry in arrow.entries)


def _line(entry: Entry, heading: str = "") -> Line:
    where = heading or wording.quoted(entry.sources)
    return Line(entry.words, " · ".join(filter(None, (where, entry.also))), wording.leads(entry.target),
                " · ".join(filter(None, (entry.who, entry.ways))))  # fmt: skip
