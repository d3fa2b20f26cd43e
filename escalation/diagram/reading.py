"""What the transition table says, as a graph to be drawn.

A row becomes arrows when it leads from a few places to a place. One that leads from most places, or to nowhere fixed
(back to where the case stood), becomes a note: dozens of equal arrows would hide the others. Nothing is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, product

from complaints.status import FINAL, STAGE, Status, TrackKind, TrackOutcome, TrackState
from escalation.diagram import wording
from escalation.diagram.graph import Arrow, Entry, Graph, Note, Place, Subject
from escalation.tracks import FILING_ENDS, OPENS
from escalation.transitions import AS_BROKEN, BEFORE, BY_TRACKS, STAY, TABLE, Action, Actor, Transition, Where, summary

ENDS = 3
PHASE: Mapping[TrackState, int] = {
    TrackState.PREPARING: 0,
    TrackState.IN_REVIEW: 1, TrackState.SECOND_READ: 1, TrackState.APPROVED: 1,
    TrackState.FILED: 2, TrackState.ACCEPTED: 2, TrackState.MEDIATING: 2, TrackState.ACTIVE: 2,
    TrackState.CLOSED: ENDS,
}  # fmt: skip
"""The lane of each state of a filing, in the order in which they are drawn."""
BEGINS: Mapping[TrackKind, TrackState] = dict(OPENS.values())


def read(subject: Subject, table: Sequence[Transition] = TABLE) -> Graph:
    """The graph of `subject` from `table`."""
    entries = _merged([row for row in table if row.on_track == (subject == Subject.FILING)], subject)
    arrows = tuple(_arrows(entry for entry in entries if not _is_note(entry, subject)))
    notes = tuple(_notes(entry for entry in entries if _is_note(entry, subject)))
    numbered = ENDS if subject == Subject.CASE else 0
    return Graph(subject, wording.lanes(subject), numbered, tuple(_places(subject, arrows)), arrows, notes)


def states(subject: Subject) -> tuple[Where, ...]:
    """Every status of a case, or every state of a filing, in the order in which they are drawn."""
    if subject == Subject.CASE:
        return tuple(Status)
    return (*PHASE, *(state for state in TrackState if state not in PHASE))


def _merged(rows: Sequence[Transition], subject: Subject) -> list[Entry]:
    """One entry for each action, source and target (for notes: all sources); rows that differ in kinds become one."""
    reached = _reached(rows)
    actors: dict[tuple[Action, Where | str], set[Actor]] = {}
    kinds: dict[tuple[Action, Where | str], dict[Where, set[TrackKind]]] = {}
    for row in rows:
        actors.setdefault((row.action, row.target), set()).update(row.actors)
        for source in row.source:
            coming = set(row.kinds or TrackKind) & reached[source] if row.on_track else set()
            kinds.setdefault((row.action, row.target), {}).setdefault(source, set()).update(coming)
    found = []
    for (action, target), sources in kinds.items():
        who = wording.who(actors[action, target])
        entry = Entry(action, tuple(sources), target, str(action.label), who)
        if _is_note(entry, subject):
            found.append(entry)
            continue
        for source, some in sources.items():
            ways = wording.ways(some) if some != reached[source] else ""
            found.append(replace(entry, sources=(source,), ways=ways))
    return found


def _reached(rows: Iterable[Transition]) -> dict[Where, set[TrackKind]]:
    """Which kinds of filing come by each state."""
    reached: dict[Where, set[TrackKind]] = {where: set() for where in TrackState}
    for kind in TrackKind:
        reached[BEGINS.get(kind, TrackState.PREPARING)].add(kind)
    steps = [(row, source) for row in rows if isinstance(row.target, TrackState) for source in row.source]
    for row, source in steps * len(TrackState):
        reached[TrackState(row.target)] |= reached[source] & set(row.kinds or TrackKind)
    return reached | {status: set() for status in Status}


def _is_note(entry: Entry, subject: Subject) -> bool:
    return entry.target in (BEFORE, AS_BROKEN) or len(entry.sources) > len(states(subject)) / 2


def _arrows(entries: Iterable[Entry]) -> Iterable[Arrow]:
    """Entries by source and goal, in the order of the table."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        source = entry.sources[0].value
        found.setdefault((source, source if entry.target == STAY else str(entry.target)), []).append(entry)
    return (Arrow(source, goal, tuple(some)) for (source, goal), some in found.items())


def _places(subject: Subject, arrows: Iterable[Arrow]) -> Iterable[Place]:
    reached = {arrow.target for arrow in arrows if arrow.target != arrow.source}
    places = [_place(where, reached) for where in states(subject)]
    yield from (place for place in places if not place.follows)
    if BY_TRACKS in reached or any(place.follows for place in places):
        name, text = wording.hub()
        yield Place(BY_TRACKS, name, ENDS - 1, text, hub=True)
    yield from (place for place in places if place.follows)


def _place(where: Where, reached: set[str]) -> Place:
    begins = {Status.DRAFT, TrackState.PREPARING, *BEGINS.values()}
    text = wording.ways(kind for kind, state in BEGINS.items() if state == where)
    return Place(
        key=where.value,
        name=str(where.label),
        lane=_lane(where),
        text=wording.outcomes(FILING_ENDS.values()) if where is TrackState.CLOSED else text,
        start=where in begins,
        final=where in (*FINAL, TrackState.CLOSED),
        good=where is Status.KEPT,
        follows=where in _summaries() and where.value not in reached,
    )


def _summaries() -> set[Where]:
    """Every status that a case can have because of its filings."""
    one = product(TrackKind, TrackState, (*TrackOutcome, ""))
    return {summary([]), *(summary([track]) for track in one)}


def _lane(where: Where) -> int:
    if isinstance(where, TrackState):
        return PHASE.get(where, ENDS - 1)
    return STAGE[where] - 1 if where in STAGE else ENDS


def _notes(entries: Iterable[Entry]) -> Iterable[Note]:
    """Notes by where they hold; those that hold everywhere first."""
    headed = sorted(((wording.heading(entry), entry) for entry in entries), key=lambda pair: pair[0][0])
    for (_rank, heading), some in groupby(headed, key=lambda pair: pair[0]):
        said = (replace(e, leads=wording.goal(e.target), also=wording.also(e)) for _head, e in some)
        yield Note(heading, tuple(said))
