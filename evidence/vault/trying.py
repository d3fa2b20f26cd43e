"""Tries are counted before the work, so that what kills its process isn't repeated without end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import F, QuerySet

from evidence.vault.place import Away


@contextmanager
def counted(rows: QuerySet[Any]) -> Iterator[None]:
    """One try of `rows`, counted already; given back when the bytes can't be reached, for that says nothing of them."""
    try:
        yield
    except Away:
        rows.filter(tries__gt=0).update(tries=F("tries") - 1)
        raise
