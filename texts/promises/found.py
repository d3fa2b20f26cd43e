"""The values that come out of a chat: its messages, and what was promised, refused or threatened in them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Says(StrEnum):
    """What a sentence of the other side does."""

    PROMISE = "promise"
    REFUSAL = "refusal"
    THREAT = "threat"
    NONE = "none"


class Speaker(StrEnum):
    """Whose message it is; `us` is the consumer."""

    US = "us"
    THEM = "them"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


class What(StrEnum):
    """What is promised or refused; the words with which a case keeps it."""

    REFUND = "refund"
    RESEND = "resend"
    SHIP = "ship"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    COMPENSATE = "compensate"
    ANSWER = "answer"
    RETURN_ADDRESS = "return_address"
    FREIGHT = "freight"
    TAKE_BACK = "take_back"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `text` is pasted[start:end], `at` its own time (+08:00) where the paste shows one."""

    speaker: Speaker
    name: str
    at: datetime | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """One promise, refusal or threat; `quote` is pasted[start:end].

    `said_at` is the moment from which `due_at` was reckoned (both +08:00): the message's own time, or, where the paste
    shows none, the moment of pasting; then `assumed` is True and a person should be asked. `due_words` are the words
    that name the time ("" when none do), also where they wait for an event and `due_at` is None.
    """

    says: Says
    what: What
    quote: str
    start: int
    end: int
    speaker: Speaker
    name: str
    said_at: datetime | None
    due_at: datetime | None
    due_words: str
    amount: Decimal | None
    assumed: bool
