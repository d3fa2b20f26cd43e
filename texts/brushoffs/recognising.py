"""Which brush-off a text is: rather none than a wrong one."""

from collections.abc import Iterator

from law import excuses
from texts.brushoffs.brushoff import BrushOff, By, everything
from texts.brushoffs.hearing import Heard, hear
from texts.brushoffs.wording import Entry, entries


def recognise(text: str, *, by: By | None = None) -> BrushOff | None:
    """The brush-off that `text` (what `by` said) is; None where it is none we know, or the consumer's own words."""
    return next(iter(all_in(text, by=by)), None)


def all_in(text: str, *, by: By | None = None) -> tuple[BrushOff, ...]:
    """Every brush-off in `text`, best first: narrow reasons before wide ones, then as they are said."""
    heard = hear(text)
    if heard is None:
        return ()
    known = everything()
    said = [(entry.rank, at, entry.key) for entry, at in _said(heard) if by is None or by in known[entry.key].by]
    return tuple(known[key] for _rank, _at, key in sorted(said, key=lambda one: one[:2]))


def _said(heard: Heard) -> Iterator[tuple[Entry, int]]:
    """The entries that are said, each with its place; an excuse that only the law floor heard stands last of its rank."""
    made = {excuse.key for part in heard.text.split("\n") for excuse in excuses.all_in(part)}
    for entry in entries():
        if heard.agreed and not entry.along:
            continue
        at = entry.wording.start(heard.text)
        if at is not None or entry.excuses & made:
            yield entry, len(heard.text) if at is None else at
