"""What is known of the goods and the purchase, and one point that speaks for or against a return."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from law.eligibility_data import Category, Statement, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides on a return without reason; None where nobody knows.

    Moments carry a time zone. `asked_on` is when the notice of return was sent, `asked_in_time` what the person says
    where the moment isn't known. `confirmed_at_purchase`: a separate tick at checkout that it can't be returned.
    `unsuited`: opening affects safety or quality, or using it takes most of the value. `damaged`: after it came.
    """

    now: datetime
    received_at: datetime | None = None
    asked_on: datetime | None = None
    asked_in_time: bool | None = None
    category: Category | None = None
    custom_made: bool | None = None
    unsealed: bool | None = None
    confirmed_at_purchase: bool | None = None
    unsuited: bool | None = None
    near_expiry_disclosed: bool | None = None
    activated: bool | None = None
    tags_on: bool | None = None
    damaged: bool | None = None
    accessories_complete: bool | None = None
    one_time_seal_broken: bool | None = None
    seller_promised_returns: bool | None = None
    online: bool = True

    def says(self, fact: str) -> bool | None:
        """The answer to one of the yes-or-no facts. What was never unsealed has its one-time seal."""
        if fact == "one_time_seal_broken" and self.one_time_seal_broken is None and self.unsealed is False:
            return False
        answer = getattr(self, fact)
        return answer if isinstance(answer, bool) else None


class Side(StrEnum):
    """What a point does: speak for the return, decide against it, leave it open, cast a doubt, or only be noted."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"
    DOUBT = "doubt"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Point:
    """One statement and its side; `missing` are the facts that would settle it."""

    side: Side
    said: Statement
    missing: tuple[str, ...] = ()


def point(side: Side, key: str, *missing: str) -> Point:
    """A point with the sentence of that key."""
    return Point(side, statement(key), missing)
