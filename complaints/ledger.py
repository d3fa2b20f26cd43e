"""The ledger of a case: append-only, each entry hashing the one before it.

An entry's hash covers the case's public code, its place, kind, moment, actor and a salted commitment to its body
(sha256 over canonical JSON, RFC 8785's spirit: sorted keys, no blanks). So a body may be erased without breaking the
chain, and nobody can guess it from the hash. Append as the last write before commit: it takes the case's row.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

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
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
            salt, actor_code = secrets.token_hex(16), actor.public_code if actor else ""
            body_commit = commit_to(salt, data)
            head = entry_hash(complaint.public_code, seq + 1, kind, at, actor_code, body_commit, prev)
            moved = Complaint.objects.filter(pk=complaint.pk, ledger_seq=seq).update(
                ledger_seq=seq + 1, ledger_head=head
            )
            if moved:
                event = Event.objects.create(
                    complaint=complaint, seq=seq + 1, kind=kind, at=at, actor=actor,
                    body_commit=body_commit, prev=prev, hash=head,
                )  # fmt: skip
                EventBody.objects.create(event=event, salt=salt, data=plain(data))
                complaint.ledger_seq, complaint.ledger_head = seq + 1, head
                return event
    raise LedgerBusy(complaint.number)


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
