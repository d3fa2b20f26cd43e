"""A pasted chat as messages: who, when, what, and where it stands in the paste."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from law import CHINA, NaiveTrigger
from texts.promises.found import Message
from texts.promises.lines import lines
from texts.promises.quoting import unquoted
from texts.promises.speakers import Speakers
from texts.promises.stamps import Running


@dataclass(slots=True)
class _Open:
    """A message that may go on in the next line."""

    name: str
    at: datetime | None
    start: int
    end: int


def messages(
    text: str, *, pasted_at: datetime, ours: Collection[str] = (), theirs: Collection[str] = ()
) -> list[Message]:
    """The messages in their order; lines before the first name are one message of somebody unknown.

    Read are 店铺名 2026-10-12 21:14, 客服小王 10/12 21:14:03, [昨天 21:14] 卖家：…, 21:14, 我：…, and lines with nothing
    but a day or a time, which hold for what follows. `ours` and `theirs` are names that the case knows; raises
    law.NaiveTrigger when `pasted_at` has no time zone.
    """
    if pasted_at.utcoffset() is None:
        raise NaiveTrigger(f"The time {pasted_at.isoformat()} has no time zone.")
    speakers = Speakers(ours, theirs)
    parts = _parts(text, pasted_at.astimezone(CHINA), speakers)
    speakers.infer((part.name, text[part.start : part.end]) for part in parts)
    return [made for part in parts if (made := _message(text, part, speakers))]


def _parts(text: str, pasted_at: datetime, speakers: Speakers) -> list[_Open]:
    running = Running(pasted_at)
    parts: list[_Open] = []
    name = ""
    goes_on = False
    for line in lines(unquoted(text), pasted_at, speakers):
        if line.shown:
            running.show(line.shown)
        if line.name is not None:
            name = line.name
        new = line.name is not None or line.shown is not None
        says = line.start < line.end and bool(text[line.start : line.end].strip())
        if new:
            goes_on = False
        if says and goes_on:
            parts[-1].end = line.end
        elif says or line.name:
            parts.append(_Open(name, running.at, line.start, line.end))
            goes_on = True
    return parts


def _message(text: str, part: _Open, speakers: Speakers) -> Message | None:
    said = text[part.start : part.end]
    start = part.start + len(said) - len(said.lstrip())
    said = said.strip()
    if not said:
        return None
    return Message(speakers.of(part.name), part.name, part.at, said, start, start + len(said))
