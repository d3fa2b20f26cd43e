"""Which brush-off a text is, by its wording and by what it is like: rather none than a wrong one."""

from collections.abc import Iterator

from law import excuses
from texts.brushoffs.brushoff import BrushOff, By, everything
from texts.brushoffs.hearing import Heard, hear
from texts.brushoffs.likeness import guess
from texts.brushoffs.wording import Entry, entries

SURE = 0.3
"""The lead from which a likeness counts by itself, before any wording. With it 4 of 10 unseen wordings that no phrase hears
find their reason, and one answer in sixteen is a wrong one (tests/texts/held_out)."""
SHORT = 120
"""Characters up to which a text is taken for one saying; a pasted chat is like everything a little."""


def recognise(text: str, *, by: By | None = None) -> BrushOff | None:
    """The brush-off that `text` (what `by` said) is; None where it is none we know, or the consumer's own words."""
    return next(iter(all_in(text, by=by)), None)


def all_in(text: str, *, by: By | None = None) -> tuple[BrushOff, ...]:
    """Every brush-off in `text`, best first: what it is surely like, then narrow reasons before wide ones, as they are said."""
    heard = hear(text)
    if heard is None:
        return ()
    can = [entry for entry in entries() if by is None or by in everything()[entry.key].by]
    said = sorted((entry.rank, at, entry.key) for entry, at in _said(heard, can))
    like = [] if heard.agreed or len(text) > SHORT else _like(text, can)
    return tuple(everything()[key] for key in dict.fromkeys([*like, *(key for _rank, _at, key in said)]))


def _like(text: str, can: list[Entry]) -> list[str]:
    """The key that `text` is surely like, of the entries that can be meant; empty where it is like none."""
    by_kin = {entry.kin: entry.key for entry in reversed(can)}
    found = guess(text, among=by_kin)
    return [by_kin[found.kin]] if found.kin and found.lead >= SURE else []


def _said(heard: Heard, can: list[Entry]) -> Iterator[tuple[Entry, int]]:
    """The entries that are said, each with its place; an excuse that only the law floor heard stands last of its rank."""
    made = {excuse.key for part in heard.text.split("\n") for excuse in excuses.all_in(part)}
    for entry in can:
        if heard.agreed and not entry.along:
            continue
        at = entry.wording.start(heard.text)
        if at is not None or entry.excuses & made:
            yield entry, len(heard.text) if at is None else at
