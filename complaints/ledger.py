"""The ledger of a case: append-only, each entry hashing the one before it.

An entry's hash covers the case's public code, its place, kind, moment, actor and a salted commitment to its body
(sha256 over canonical JSON, RFC 8785's spirit: sorted keys, no blanks). So a body may be erased without breaking the
chain, and nobody can guess it from the hash. Append as the last write before commit: it takes the case's row.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, JSONField, OuterRef, Subquery, Value

from accounts.models import User
from complaints.models import Complaint, Event, EventBody

_TRIES = 5


class LedgerBusy(RuntimeError):
    """Other writers kept taking the next place; the whole transaction should be tried again."""


def plain(value: Any) -> Any:
    """The fixed form of a value for hashing: moments as UTC to the microsecond, amounts with two decimals."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, so that the same content always gives the same bytes."""
    return _bytes(plain(value))


def _bytes(value: Any) -> bytes:
    """`canonical` of what is in its fixed form already."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def commit_to(salt: str, data: dict[str, Any]) -> str:
    """sha256(salt ‖ canonical JSON), in hex."""
    return hashlib.sha256(salt.encode() + canonical(data)).hexdigest()


def entry_hash(code: str, seq: int, kind: str, at: datetime, actor: str, body_commit: str, prev: str) -> str:
    """The hash of one entry over fixed-form strings only: public codes, never primary keys."""
    return hashlib.sha256(canonical([code, seq, kind, at, actor, body_commit, prev])).hexdigest()


def append(complaint: Complaint, kind: str, data: dict[str, Any], *, actor: User | None, at: datetime) -> Event:
    """Write the next entry of the case and move its head, in the caller's transaction.

    Raises LedgerBusy when other writers took the place five times in a row (the caller's transaction then rolls back).
    """
    with transaction.atomic():
        for _attempt in range(_TRIES):
            seq, prev = Complaint.objects.values_list("ledger_seq", "ledger_head").get(pk=complaint.pk)
            event, body = _rows(Entry(complaint, kind, data, actor=actor, at=at), seq, prev)
            moved = Complaint.objects.filter(pk=complaint.pk, ledger_seq=seq).update(
                ledger_seq=event.seq, ledger_head=event.hash
            )
            if moved:
                event.save(force_insert=True)
                body.save(force_insert=True)
                complaint.ledger_seq, complaint.ledger_head = event.seq, event.hash
                return event
    raise LedgerBusy(complaint.number)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to be written: what `append` is given."""

    complaint: Complaint
    kind: str
    data: dict[str, Any]
    actor: User | None
    at: datetime


def append_many(entries: Iterable[Entry]) -> list[Event]:
    """Write the next entry of many cases at once, one a case, in the caller's transaction.

    Each goes behind the `ledger_seq` and `ledger_head` that its complaint carries, as the caller read them. So when it
    succeeds, nothing was written to those ledgers since. Raises LedgerBusy when something was (all is undone, the whole
    transaction should be tried again) and ValueError for two entries of one case.
    """
    listed = sorted(entries, key=lambda entry: entry.complaint.pk)
    read = {entry.complaint.pk: entry.complaint.ledger_seq for entry in listed}
    if len(read) != len(listed):
        raise ValueError("Two entries of one case can't be written at once.")
    if not listed:
        return []
    rows = [_rows(entry, entry.complaint.ledger_seq, entry.complaint.ledger_head) for entry in listed]
    events = [event for event, _body in rows]
    with transaction.atomic():
        # The cases before their entries, as `append` takes them: else two writers could wait for each other.
        taken = Complaint.objects.select_for_update(no_key=True).filter(pk__in=list(read)).order_by("pk")
        stands = dict(taken.values_list("pk", "ledger_seq"))
        if stands != read:
            raise LedgerBusy(f"{sum(stands.get(pk) != seq for pk, seq in read.items())} of {len(read)} cases")
        Event.objects.bulk_create(events)
        for event, body in rows:
            body.event = event  # which has its id only now
            # As an expression: else PostgreSQL's driver takes an array of JSON texts apart in Python, quote by quote.
            body.data = Value(body.data, JSONField())
        EventBody.objects.bulk_create(body for _event, body in rows)
        _move_heads(list(read))
    for event in events:
        event.complaint.ledger_seq, event.complaint.ledger_head = event.seq, event.hash
    return events


def _move_heads(ids: list[int]) -> None:
    """Let each case's head follow the entry that was written behind it. Raises LedgerBusy where there is none."""
    behind = Event.objects.filter(
        complaint=OuterRef("pk"), seq=OuterRef("ledger_seq") + 1, prev=OuterRef("ledger_head")
    )
    moved = Complaint.objects.filter(Exists(behind), pk__in=ids).update(
        ledger_seq=F("ledger_seq") + 1, ledger_head=Subquery(behind.values("hash"))
    )
    if moved != len(ids):
        raise LedgerBusy(f"{len(ids) - moved} of {len(ids)} cases")


def _rows(entry: Entry, seq: int, prev: str) -> tuple[Event, EventBody]:
    """The rows, not yet written, that follow the entry number `seq` with the hash `prev`."""
    case, actor, salt, data = entry.complaint, entry.actor, secrets.token_hex(16), plain(entry.data)
    body_commit = hashlib.sha256(salt.encode() + _bytes(data)).hexdigest()
    head = entry_hash(
        case.public_code, seq + 1, entry.kind, entry.at, actor.public_code if actor else "", body_commit, prev
    )
    event = Event(
        complaint=case, seq=seq + 1, kind=entry.kind, at=entry.at, actor=actor, body_commit=body_commit, prev=prev,
        hash=head,
    )  # fmt: skip
    return event, EventBody(event=event, salt=salt, data=data)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found: the number of entries, and the place and kind of the first fault, if any."""

    entries: int
    fault_at: int | None = None
    fault: str = ""

    @property
    def whole(self) -> bool:
        return self.fault_at is None


def verify(complaint: Complaint) -> Verdict:
    """Recompute the whole chain; finds altered, missing, reordered and cut-off entries. Erased bodies are no fault."""
    complaint.refresh_from_db(fields=("ledger_seq", "ledger_head"))
    prev, count = "", 0
    for event in complaint.events.select_related("body", "actor").order_by("seq"):
        count += 1
        fault = _fault_of(complaint, event, count, prev)
        if fault:
            return Verdict(count, event.seq, fault)
        prev = event.hash
    if count != complaint.ledger_seq or prev != complaint.ledger_head:
        return Verdict(count, count + 1, "cut off")
    return Verdict(count)


def _fault_of(complaint: Complaint, event: Event, place: int, prev: str) -> str:
    if event.seq != place:
        return "missing"
    if event.prev != prev:
        return "reordered"
    actor_code = event.actor.public_code if event.actor else ""
    expected = entry_hash(
        complaint.public_code, event.seq, event.kind, event.at, actor_code, event.body_commit, event.prev
    )
    if event.hash != expected:
        return "altered"
    body = getattr(event, "body", None)  # None: erased
    if body and commit_to(body.salt, body.data) != event.body_commit:
        return "body altered"
    return ""
