"""What a pre-check looks at and what it answers with: plain facts of a case in, coloured lines out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from law.conflicts import Channel, State
from law.words import Words


class Stage(StrEnum):
    """What is about to be submitted: an application to the platform, a complaint, a report, a letter to the association."""

    PLATFORM = "platform"
    REGULATOR = "regulator"
    REPORT = "report"
    ASSOCIATION = "association"


class Colour(StrEnum):
    """In order; better mended first; a ground on which it may be refused."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Mend(StrEnum):
    """The one place where a line is put right."""

    CONTACT = "contact"
    SELLER = "seller"
    ORDER = "order"
    STORY = "story"
    FOUND_AT = "found_at"
    CLAIMS = "claims"
    EVIDENCE = "evidence"
    TEXT = "text"
    ORDINARY_USE = "ordinary_use"
    IDENTITY = "identity"
    AUTHORISATION = "authorisation"
    WITHDRAW_ASSOCIATION = "withdraw_association"
    OTHER_WAYS = "other_ways"


QUESTIONS = (Mend.ORDINARY_USE, Mend.IDENTITY, Mend.AUTHORISATION)
"""Mends that are answers: yes or no, given on the page itself."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim: its kind as the case names it, and the amount where there is one."""

    kind: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """One file that could go with it: bytes, and the ending of its name in small letters without the dot."""

    size: int
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the lines rest on; None where nobody has said.

    `code_valid` is None without a credit code; `platform` is the id of the platform that answers where the seller isn't
    known; `channels` are the other ways of this dispute; `quantity` counts pieces in the order, `purchases` orders from
    this seller, `complaints` other disputes of this person with it, `lately` those with anybody in the last months.
    `proofs` are the kinds of evidence there (the playbooks' keys); `text` is what will be submitted, None while there is
    none, `report` a report going out beside it. `shared_phone`: a number in the text is a helper's or another consumer's.
    """

    now: datetime
    shop_name: str = ""
    licence_name: str = ""
    code_valid: bool | None = None
    displayed_address: str = ""
    platform: str = ""
    channels: tuple[tuple[Channel, State], ...] = ()
    contacted: bool = False
    quantity: int = 1
    purchases: int = 1
    complaints: int = 0
    lately: int = 0
    ordinary_use: bool | None = None
    order_no: str = ""
    placed_at: datetime | None = None
    knew_at: datetime | None = None
    paid: Decimal | None = None
    proofs: frozenset[str] = frozenset()
    claims: tuple[Claimed, ...] = ()
    story: str = ""
    text: str | None = None
    report: str = ""
    files: tuple[Attached, ...] = ()
    identity_ready: bool | None = None
    by_agent: bool = False
    authorised: bool | None = None
    shared_phone: bool = False
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing checked: `sentence` says how it stands, `why` what it rests on, `norm` is the id of the source.

    `mend` is the one thing to do about it; a green line has none.
    """

    key: str
    colour: Colour
    sentence: Words
    why: Words
    norm: str
    mend: Mend | None = None

    @property
    def ok(self) -> bool:
        return self.colour is Colour.GREEN
