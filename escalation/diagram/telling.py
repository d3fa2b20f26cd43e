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


def tell(subject: Subject) -> list[Line]:
    """The table below the picture of `subject`, in the language that is active: what is an arrow there, then the notes."""
    return list(_lines(read(subject)))


def _lines(graph: Graph) -> Iterator[Line]:
    yield from (_line(entry) for arrow in graph.arrows for entry in arrow.entries)
    yield from (_line(entry, heading=note.heading) for note in graph.notes for entry in note.entries)


def _line(entry: Entry, heading: str = "") -> Line:
    where = heading or wording.named(entry.sources)
    return Line(entry.words, " · ".join(filter(None, (where, entry.also))), wording.leads(entry.target),
                " · ".join(filter(None, (entry.who, entry.ways))))  # fmt: skip
