"""Texts that fit the channel they go to, written from a case. Chinese always: they go to a Chinese seller or office.

What they say, and what gives way to a limit, stands in `texts.letters`; here a case is read and the channel's limit.
"""

from dataclasses import dataclass
from datetime import datetime

from escalation.letter_facts import CLAIM_WORDS, claims_in_words, facts_of
from escalation.models import Channel
from escalation.situation import Situation
from law import ChannelLimit, Words
from rulebook.snapshot import current_law
from texts import letters
from texts.letters import Field, Segment

__all__ = ["CLAIM_WORDS", "Letter", "claims_in_words", "fields", "limit_of", "most_characters", "write"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A text for one channel. `missing` are the blanks that a person must fill first; `segments` mark them in the text.

    `count` is its length as the channel counts and `limit` the most it takes; `dropped` names what was left out or told
    shorter, and `shortened` says whether anything was.
    """

    channel: Channel
    text: str
    limit: int
    missing: tuple[str, ...]
    shortened: bool
    segments: tuple[Segment, ...] = ()
    dropped: tuple[Words, ...] = ()
    count: int = 0


def limit_of(channel: Channel) -> ChannelLimit:
    """What the channel takes and how it counts, as the rulebook says today."""
    return current_law().reference.channel(channel.value)


def most_characters(channel: Channel) -> int:
    """How many characters the channel takes."""
    return limit_of(channel).max_chars


def write(sit: Situation, channel: Channel, answer_by: datetime | None = None) -> Letter:
    """The text for `channel` within its limit; without `answer_by` the seller is given the time we suggest."""
    limit = limit_of(channel)
    found = letters.compose(channel.value, facts_of(sit, _by(sit, answer_by)), limit.max_chars, counting=limit.counting)
    return Letter(
        channel, found.text, limit.max_chars, tuple(words.zh for words in found.missing), bool(found.dropped),
        found.segments, found.dropped, found.count,
    )  # fmt: skip


def fields(sit: Situation, channel: Channel) -> list[Field]:
    """The channel's own form, field by field in its order, filled from the case."""
    limit = limit_of(channel)
    return letters.fields(channel.value, facts_of(sit, _by(sit, None)), limit.max_chars, counting=limit.counting)


def _by(sit: Situation, answer_by: datetime | None) -> datetime:
    return answer_by or sit.now + current_law().reference.figure("ANSWER_WITHIN").span
