"""Letters put together from blocks so that they fit the channel they go to; who, when, what, how much and what is asked
always stay, and everything that gave way is named. Pure Python: facts come in as plain values. See docs/letters.md.
"""

from law.reference import ChannelLimit, Counting
from texts.letters.composing import Composed, compose
from texts.letters.facts import Asked, Facts
from texts.letters.form_fields import Field, fields
from texts.letters.promised import promise_sentence
from texts.letters.recipes import Block, Recipe, channels, recipe_of
from texts.letters.templates import BLANK, Segment, SegmentKind

__all__ = [
    "BLANK",
    "Asked",
    "Block",
    "Composed",
    "Counting",
    "Facts",
    "Field",
    "Recipe",
    "Segment",
    "SegmentKind",
    "channels",
    "compose",
    "count",
    "fields",
    "promise_sentence",
    "recipe_of",
]


def count(text: str, rule: Counting | ChannelLimit) -> int:
    """How long `text` is as a channel counts it: characters or units of UTF-16, a line break as one or two."""
    return (rule.counting if isinstance(rule, ChannelLimit) else rule).length(text)
