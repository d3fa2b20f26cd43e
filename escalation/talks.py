"""What was said between the sides: promises read out of a pasted chat, the promises and contacts on record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint
from escalation.models import Contact, Deadline, Promised, PromiseState
from escalation.models import Promise as PromiseRow
from escalation.situation import Situation
from escalation.transitions import Action
from escalation.workflow import Unmet, perform
from texts import promises as reading

LONGEST_CHAT = 20_000
"""Characters of a pasted chat that are read; a whole dispute seldom has a tenth of it."""
LONGEST_QUOTE = 400
FURTHEST = timedelta(days=366)
"""A promise for a day further off than this is a slip of the year."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence of the other side, `n` counted from 1 in the pasted text; `known`: it is on record already."""

    n: int
    says: str
    quote: str
    what: Promised
    who: str
    said_at: datetime
    due_at: datetime | None
    found: reading.Found
    known: bool
    assumed: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A promise on record with its clock, if a moment was named."""

    promise: PromiseRow
    deadline: Deadline | None

    @property
    def open(self) -> bool:
        return self.promise.state == PromiseState.OPEN


def hear(sit: Situation, text: str) -> list[Heard]:
    """What the other side promised, refused or threatened in `text`, in its order. Reads at most LONGEST_CHAT of it."""
    seller = sit.complaint.seller
    theirs = [seller.shop_name] if seller else []
    ours = [sit.complaint.owner.name] if sit.complaint.owner and sit.complaint.owner.name else []
    found = reading.read(text[:LONGEST_CHAT], pasted_at=sit.now, ours=ours, theirs=theirs)
    on_record = [(_letters(promise.quote), promise.said_at) for promise in sit.promises]
    heard: list[Heard] = []
    for each in found:
        one = _heard(len(heard) + 1, each, sit, on_record)
        if not any((one.says, one.quote, one.said_at) == (other.says, other.quote, other.said_at) for other in heard):
            heard.append(one)
    return heard


def _heard(n: int, found: reading.Found, sit: Situation, on_record: Collection[tuple[str, datetime]]) -> Heard:
    quote = " ".join(found.quote.split())[:LONGEST_QUOTE]
    said_at = min(found.said_at or sit.now, sit.now)
    due = found.due_at if found.due_at and found.due_at >= said_at else None
    # Said again another day it is another promise; where the paste shows no time, the words alone must tell.
    known = any(words == _letters(quote) and (found.assumed or at == said_at) for words, at in on_record)
    return Heard(
        n, found.says.value, quote, Promised(found.what.value), found.name[:60], said_at, due, found,
        known=known, assumed=found.assumed,
    )  # fmt: skip


def _letters(quote: str) -> str:
    return "".join(quote.split())


def keep(
    case: Complaint, chosen: Iterable[Heard], due: dict[int, datetime | None], actor: User, *, now: datetime,
    version: int, key: str,
) -> int:  # fmt: skip
    """Record each of `chosen` as a promise, `due` by its number; returns how many. All or none: raises what `perform` raises.

    The first is checked against the page's version, the others follow it; the same key again records nothing twice.
    """
    kept = 0
    with transaction.atomic():
        for heard in chosen:
            keep_by = due.get(heard.n, heard.due_at)
            if keep_by and keep_by > now + FURTHEST:
                raise Unmet([_("That is more than a year away. Is the year right?")])
            perform(
                case, Action.RECORD_PROMISE, actor, now=now, version=None if kept else version, key=f"{key}-{heard.n}",
                quote=heard.quote, what=heard.what, who=heard.who, keep_by=keep_by, promised=heard.found.amount,
                happened_at=heard.said_at,
            )  # fmt: skip
            kept += 1
    return kept


def words_of(sit: Situation) -> list[Word]:
    """The promises on record: open ones first, the nearest day on top."""
    clocks = {d.promise_id: d for d in sit.deadlines if d.promise_id}
    listed = [Word(promise, clocks.get(promise.pk)) for promise in sit.promises]
    far = datetime.max.replace(tzinfo=sit.now.tzinfo)
    return sorted(listed, key=lambda word: (not word.open, word.promise.due_at or far, -word.promise.pk))


def contacts_of(case: Complaint) -> list[Contact]:
    """The contacts that count, newest first."""
    rows = Contact.objects.filter(complaint=case, step__voided_by=None).select_related("proof", "step__actor")
    return list(rows.order_by("-happened_at", "-pk"))
