"""Who may send a delivery now: claims and outcomes as conditional UPDATEs, the same on both databases.

`tries` grows with every claim, so (state sending, tries) names one claim; an outcome written under another one's claim
changes no row.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from notifications.models import Delivery
from notifications.status import OPEN, State

# Longer than one mail can take (each of its six answers may take EMAIL_TIMEOUT), so a live worker is never overtaken.
LEASE = timedelta(minutes=5)


def claim(now: datetime, limit: int, without: Collection[str] = ()) -> list[Delivery]:
    """Up to `limit` deliveries due at `now` or left by a dead worker, ours until `now` + LEASE; longest waiting first.

    `without`: channels to leave alone. Durable, because a claim must be committed before the world hears of it.
    """
    with transaction.atomic(durable=True):
        due = _due(now).exclude(channel__in=without).select_related("notification__recipient")
        rows = due.order_by("next_try_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            # A courtesy only: it spares workers from reaching for the same rows. The UPDATE below decides.
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        return [row for row in rows[:limit] if _take(row, now)]


def _due(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state__in=OPEN, next_try_at__lte=now)


def _take(row: Delivery, now: datetime) -> bool:
    unchanged = _due(now).filter(Q(pk=row.pk, tries=row.tries))
    until = now + LEASE
    taken = unchanged.update(state=State.SENDING, tries=F("tries") + 1, lease_until=until, next_try_at=until)
    row.state, row.tries, row.lease_until, row.next_try_at = State.SENDING, row.tries + 1, until, until
    return bool(taken)


def still_ours(row: Delivery, now: datetime) -> bool:
    """True while at least half of the lease is left: enough time for one more mail."""
    return row.lease_until is not None and row.lease_until - now >= LEASE / 2


def close(row: Delivery, state: State, now: datetime, reason: str = "") -> bool:
    """Write a final state; False when the claim had gone to someone else meanwhile."""
    sent_at = now if state == State.SENT else None
    return _write(row, state=state, sent_at=sent_at, next_try_at=None, last_error=reason[:300])


def put_off(row: Delivery, until: datetime, reason: str) -> bool:
    """Let it wait for its next try at `until`."""
    return _write(row, state=State.WAITING, next_try_at=until, last_error=reason[:300])


def give_back(row: Delivery, now: datetime) -> bool:
    """Undo a claim that was never used; the try isn't counted."""
    return _write(row, state=State.WAITING, next_try_at=now, tries=row.tries - 1)


def _write(row: Delivery, **values: object) -> bool:
    ours = Delivery.objects.filter(pk=row.pk, state=State.SENDING, tries=row.tries)
    return bool(ours.update(lease_until=None, **values))
