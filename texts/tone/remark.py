"""What is said about one piece of a text: the value the pages show."""

from dataclasses import dataclass
from enum import StrEnum

from law import Words


class Kind(StrEnum):
    """What a remark is about."""

    THREAT = "threat"
    EXTORTION = "extortion"
    INSULT = "insult"
    ACCUSATION = "accusation"
    REVIEW = "review"
    LEAK = "leak"


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of a text that may do its writer harm.

    `start` and `end` are offsets in the very text that was checked, `quote` is text[start:end]. `why` says in one sentence
    what may go wrong and what helps. `gentler` is what to put in place of the quote: "" to leave it out, None for no
    suggestion. `blocks`: the text should not be sent before this is gone.
    """

    kind: Kind
    start: int
    end: int
    quote: str
    why: Words
    gentler: str | None
    blocks: bool
