"""What an export tells, as plain values in Chinese: who reads it is a Chinese seller, office or court."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from evidence.checklist import Exhibit


class Profile(StrEnum):
    """For whom it is: the owner's copy has the originals, the hand-over copy pictures without place and device only."""

    OWN = "own"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it was sent: to where, when (a day in words), and the text itself."""

    channel: str
    day: str
    text: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A daily root under an outside clock: `root` (hex) of `day`, the authority's answer (DER), when and who it says.

    `certificates` is the PEM file that it was checked with.
    """

    day: str
    root: str
    token: bytes
    said_at: datetime
    authority: str
    certificates: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """One case as it stands at `made_at`. `facts` are labelled values, `timeline` (moment in words, what happened).

    `head` is the hash of the ledger's last entry, number `entries`; `ledger` its entries as `index.html` checks them;
    `root` the newest daily root over all cases that covers this one, with its day, "" before the first; `stamp` the
    newest of those roots that an outside authority has stamped.
    """

    number: str
    code: str
    title: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[SentText, ...]
    exhibits: tuple[Exhibit, ...]
    timeline: tuple[tuple[str, str], ...]
    ledger: tuple[Mapping[str, Any], ...]
    head: str
    entries: int
    root: str
    made_at: datetime
    profile: Profile
    stamp: Stamp | None = None
