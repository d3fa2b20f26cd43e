"""Keeping what a check found: open as long as it is so, closed once it no longer is, told at error level each time."""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from evidence.models import IntegrityFinding
from evidence.vault.integrity import Finding

log = logging.getLogger("juli.integrity")


def note(found: Iterable[Finding], *, now: datetime, case: str = "", sha256: str | None = None) -> int:
    """Write down what a check of one thing found, and close what it no longer finds; how many findings there are.

    The thing: a case's ledger (`case`, its number), stored bytes (`sha256`), or the roots (neither, sha256 "").
    """
    seen = list(found)
    with transaction.atomic():
        known = IntegrityFinding.objects.filter(closed_at__isnull=True, case=case)
        if sha256 is not None:
            known = known.filter(sha256=sha256)
        still = [_open(one, now) for one in seen]
        known.exclude(pk__in=still).update(closed_at=now)
    for one in seen:
        log.error("evidence is not as it was received: %s", one.as_json())
    return len(seen)


def open_findings() -> int:
    """How many there are now."""
    return IntegrityFinding.objects.filter(closed_at__isnull=True).count()


def _open(one: Finding, now: datetime) -> int:
    known = asdict(one) | {"found": one.found.value, "where": one.where[:200]}
    row, new = IntegrityFinding.objects.get_or_create(
        **known, closed_at=None, defaults={"first_seen": now, "last_seen": now}
    )
    if not new:
        IntegrityFinding.objects.filter(pk=row.pk, last_seen__lt=now).update(last_seen=now)
    return row.pk
