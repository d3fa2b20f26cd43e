"""From a pasted chat to what the other side promised, refused or threatened."""

from collections.abc import Collection, Iterator
from datetime import datetime

from law import CHINA
from texts.promises.amounts import amount
from texts.promises.chat import messages
from texts.promises.finding import Statement, statements
from texts.promises.found import Found, Message, Speaker
from texts.promises.quoting import unquoted
from texts.promises.reading import Reading
from texts.promises.reading import read as as_read

LONGEST_QUOTE = 400
"""Characters that a case keeps of a quote."""


def read(text: str, *, pasted_at: datetime, ours: Collection[str] = (), theirs: Collection[str] = ()) -> list[Found]:
    """What everybody but us promised, refused or threatened in a pasted chat, in order; see `messages` for what is read.

    Every date is reckoned from the message's own time; `pasted_at` (aware) stands in where the paste shows none, and says which
    year and day 10/12, 昨天 and 星期三 mean. Raises law.NaiveTrigger when it has no time zone; no text raises.
    """
    found: list[Found] = []
    for message in messages(text, pasted_at=pasted_at, ours=ours, theirs=theirs):
        if message.speaker is not Speaker.US:
            found += _found(message, message.at or pasted_at.astimezone(CHINA))
    return found


def _found(message: Message, said_at: datetime) -> Iterator[Found]:
    reading = as_read(unquoted(message.text))
    for statement in statements(reading, said_at):
        start, end = reading.span(statement.start, statement.end)
        end = min(end, start + LONGEST_QUOTE)
        yield Found(
            says=statement.says,
            what=statement.what,
            quote=message.text[start:end],
            start=message.start + start,
            end=message.start + end,
            speaker=message.speaker,
            name=message.name,
            said_at=said_at,
            due_at=statement.due_at,
            due_words=_due_words(message.text, reading, statement),
            amount=amount(reading.plain[statement.start : statement.end]),
            assumed=message.at is None,
        )


def _due_words(text: str, reading: Reading, statement: Statement) -> str:
    if not statement.time:
        return ""
    start, end = reading.span(statement.time.start, statement.time.end)
    return text[start:end]
