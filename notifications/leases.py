"""Who may send a delivery now: claims and outcomes as conditional UPDATEs, the same on both databases.

A claim gives its rows a name of its own (`claim`), so whoever reads that name back owns them; an outcome written under
another one's claim changes no row.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, QuerySet

from notifications.models import Delivery
from notifications.status import OPEN, State

# Longer than one message can take (each of a mail's six answers may take EMAIL_TIMEOUT), so a live worker is never
# overtaken.
LEASE = timedelta(minutes=5)


def claim(
    now: datetime, limit: int, *, channels: Collection[str] | None = None, without: Collection[str] = (),
    without_routes: Collection[int] = (),
) -> list[Delivery]:  # fmt: skip
    """Up to `limit` deliveries due at `now` or left by a dead worker, ours until `now` + LEASE; longest waiting first.

    `channels`: only these. `without`, `without_routes`: leave those alone. Durable, because a claim must be committed
    before the world hears of it.
    """
    due = _due(now).exclude(channel__in=without)
    if channels is not None:
        due = due.filter(channel__in=channels)
    if without_routes:
        due = due.exclude(route__in=without_routes)
    with transaction.atomic(durable=True):
        ids = _first(due, limit)
        return _taken(ids, now) if ids else []


def _due(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state__in=OPEN, next_try_at__lte=now)


def _first(due: QuerySet[Delivery], limit: int) -> list[int]:
    rows = due.order_by("next_try_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        # A courtesy only: it spares workers from reaching for the same rows. The UPDATE in `_taken` decides.
        rows = rows.select_for_update(skip_locked=True)
    return list(rows.values_list("pk", flat=True)[:limit])


def _taken(ids: Sequence[int], now: datetime) -> list[Delivery]:
    name, until = uuid4().hex, now + LEASE
    _due(now).filter(pk__in=ids).update(
        state=State.SENDING, tries=F("tries") + 1, claim=name, lease_until=until, next_try_at=until
    )
    mine = Delivery.objects.filter(pk__in=ids, claim=name).select_related("notification__recipient", "route")
    place = {pk: n for n, pk in enumerate(ids)}
    return sorted(mine, key=lambda row: place[row.pk])


def still_ours(row: Delivery, now: datetime) -> bool:
    """True while at least half of the lease is left: enough time for a few more messages."""
    return row.lease_until is not None and row.lease_until - now >= LEASE / 2


def close(rows: Sequence[Delivery], state: State, now: datetime, reason: str = "") -> int:
    """Write a final state for rows of one claim; how many were still ours, the rest had gone to someone else meanwhile."""
    sent_at, failed_at = (now if state == final else None for final in (State.SENT, State.FAILED))
    return _write(rows, state=state, sent_at=sent_at, failed_at=failed_at, next_try_at=None, last_error=reason[:300])


def put_off(row: Delivery, until: datetime, reason: str) -> int:
    """Let it wait for its next try at `until`."""
    return _write([row], state=State.WAITING, next_try_at=until, last_error=reason[:300])


def give_back(rows: Sequence[Delivery], at: datetime) -> int:
    """Undo a claim that was never used, to be claimed again from `at` on; the try isn't counted."""
    return _write(rows, state=State.WAITING, next_try_at=at, tries=F("tries") - 1)


def _write(rows: Sequence[Delivery], **values: object) -> int:
    if not rows:
        return 0
    ours = Delivery.objects.filter(pk__in=[row.pk for row in rows], state=State.SENDING, claim=rows[0].claim)
    return ours.update(lease_until=None, claim="", **values)
