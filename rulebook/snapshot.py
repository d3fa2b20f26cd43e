"""The law as everybody above this floor sees it: an immutable snapshot with the number of the edition it stands for.

Edition 0 is the packaged data; every publication by the admins raises the number (`rulebook.editions`). A snapshot is
built once per number and process. `current()` asks for the newest number at most every five seconds, by one row of an
index; between that reading costs no query. Whoever writes dates asks `fresh()`, which always looks.
"""

import logging
import math
import time
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, ProgrammingError

from law import Law, load
from rulebook.models import Edition, EditionState
from rulebook.overlay import Entry, overlaid

log = logging.getLogger("juli.rulebook")

SECONDS = 5.0
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rules, calendar and reference in force, and the `edition` that made them so."""

    edition: int
    law: Law


# A number alone isn't enough: one whose transaction was rolled back is given again, to something else.
_Head = tuple[int | None, int, datetime | None]

_seen: tuple[float, Snapshot] | None = None
_built: dict[_Head, Snapshot] = {}


def current() -> Snapshot:
    """The snapshot in force, for reading (cached in the process; a publication elsewhere shows within seconds)."""
    global _seen
    seen, now = _seen, time.monotonic()
    if seen is not None and now - seen[0] < SECONDS:
        return seen[1]
    try:
        found = fresh()
    except (OperationalError, ProgrammingError) as fault:
        # Before the first migration, pages of the package's own law must still come out (checks, `write_docs`). Anything
        # else that is wrong with the database is the caller's to know.
        if seen is not None or Edition._meta.db_table not in str(fault):
            raise
        log.warning("the rulebook has no table yet: the packaged law is used")
        return Snapshot(0, load())
    _seen = (now, found)
    return found


def fresh() -> Snapshot:
    """The snapshot in force at this very moment, for doors that write: it asks the database."""
    head = Edition.objects.filter(number__isnull=False).order_by("-number").values_list("number", "pk", "published_at")
    newest = head.first()
    if newest is None:
        return Snapshot(0, load())
    known = _built.get(newest)
    return known or _build(newest)


def snapshot_with(edition: Edition) -> Snapshot:
    """What the law would be with `edition` in it, under the number in force. Raises BadRules for a content that can't be."""
    return with_content(edition.subject, edition.key, edition.content)


def with_content(subject: str, key: str, content: object) -> Snapshot:
    """The same for a content that isn't stored yet."""
    published = _published()
    entries = [entry for entry in published.values() if (entry.subject, entry.key) != (subject, key)]
    return Snapshot(fresh().edition, overlaid([*entries, Entry(subject, key, content)]))


def forget() -> None:
    """Look again at the next reading: after a publication, and between tests."""
    global _seen
    _seen = None
    _built.clear()


def assume(snapshot: Snapshot) -> None:
    """Take `snapshot` for the one in force until `forget()`: for programs and tests that have no database."""
    global _seen
    _seen = (math.inf, snapshot)


def current_law() -> Law:
    """The rules and the calendar in force in this installation (cached; cheap to call)."""
    return current().law


def _build(head: _Head) -> Snapshot:
    published = _published()
    # Counted from what was read: between two queries somebody may have published more.
    snapshot = Snapshot(max(published, default=0), overlaid(published.values()))
    if snapshot.edition == head[0]:
        while len(_built) >= _KEPT:
            _built.pop(next(iter(_built)), None)
        _built[head] = snapshot
    return snapshot


def _published() -> dict[int, Entry]:
    """By number, ascending; of each entry only the newest version."""
    rows = Edition.objects.filter(state=EditionState.PUBLISHED).order_by("number")
    read = rows.values_list("number", "subject", "key", "content")
    newest = {(subject, key): number for number, subject, key, _content in read}
    return {n: Entry(subject, key, content) for n, subject, key, content in read if newest[subject, key] == n and n}
