"""The daily roots under a clock that isn't ours: stamped by an outside authority (RFC 3161), kept, and held against it again.

Asked for by the worker only, and until it is there: an authority that is away loses nothing. A stamp is kept when nonce,
imprint, signature, chain and time hold.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from complaints import authority, tokens
from complaints.models import Complaint, LedgerRoot, RootStamp

log = logging.getLogger("juli.stamps")
A_ROUND = 20
_FIRST_WAIT = timedelta(minutes=10)
_LONGEST_WAIT = timedelta(days=1)
_MOST_TRIES = 1000


def message_of(root: LedgerRoot) -> str:
    """What is stamped: the root as printed, 64 hex digits without an end of line."""
    return root.root


def due(now: datetime) -> QuerySet[LedgerRoot]:
    """Roots without a stamp whose turn it is, the newest first: it covers those before it."""
    # Which of them wait longer, because they were asked for more often, is decided when they are taken.
    waiting = Q(stamp__isnull=True) | Q(stamp__token__isnull=True, stamp__tried_at__lte=now - _FIRST_WAIT)
    return LedgerRoot.objects.filter(waiting).select_related("stamp").order_by("-day")


def sweep(now: datetime) -> int:
    """Ask for the stamps that are due, at most A_ROUND; how many were made. Stops at the first that couldn't be had."""
    if not settings.TIMESTAMP_URL:
        return 0
    made = 0
    for root in list(due(now)):
        if not _take(root, now):
            continue
        if not stamp(root, now):
            break
        made += 1
        if made == A_ROUND:
            break
    return made


def stamp(root: LedgerRoot, now: datetime) -> bool:
    """Ask for the stamp of `root` and keep it when it holds; False, with a line in the log, when there is none.

    `now` is when it is asked for.
    """
    message = message_of(root)
    request = tokens.request_for(message)
    try:
        trusted = tokens.trusted(settings.TIMESTAMP_CERTIFICATES)
        answer = authority.post(settings.TIMESTAMP_URL, request.as_bytes())
        said = tokens.check(answer, message, trusted, since=now, until=now, nonce=request.nonce)
    except (authority.AuthorityAway, tokens.NotAStamp) as fault:
        log.warning("no time stamp for the root of %s; it is asked for again later: %s", root.day, fault)
        return False
    kept = {"token": answer, "said_at": said.at, "authority": said.by, "made_at": now}
    return bool(RootStamp.objects.filter(root=root, token__isnull=True).update(**kept))


def covering(case: Complaint) -> RootStamp | None:
    """The newest stamp of a root that covers the case."""
    kept = RootStamp.objects.filter(token__isnull=False, root__leaves__complaint=case)
    return kept.select_related("root").order_by("root__day").last()


def faults(now: datetime) -> Iterator[tuple[LedgerRoot, str]]:
    """(root, what is wrong) for every stamp that doesn't fit its root, or can't be checked."""
    kept = RootStamp.objects.filter(token__isnull=False).select_related("root").order_by("root__day")
    for one in kept.iterator(chunk_size=200):
        if fault := fault_of(one, now):
            yield one.root, fault


def fault_of(one: RootStamp, now: datetime) -> str:
    """What is wrong with a stamp that was kept; "" when it still says what it said, of this very root."""
    try:
        trusted = tokens.trusted(settings.TIMESTAMP_CERTIFICATES)
        made = one.root.made_at
        said = tokens.check(bytes(one.token or b""), message_of(one.root), trusted, since=made, until=now)
    except tokens.NotAStamp as fault:
        return str(fault)
    return "" if said.at == one.said_at and said.by == one.authority else "its row says something else"


def _take(root: LedgerRoot, now: datetime) -> bool:
    """Count the try before it is made; False when another worker is at it, or it isn't its turn yet."""
    one, new = RootStamp.objects.get_or_create(root=root, defaults={"tries": 1, "tried_at": now})
    if new:
        return True
    wait = min(_FIRST_WAIT * 2 ** min(one.tries - 1, 10), _LONGEST_WAIT)
    mine = RootStamp.objects.filter(pk=one.pk, token__isnull=True, tries=one.tries, tried_at__lte=now - wait)
    return bool(mine.update(tries=min(one.tries + 1, _MOST_TRIES), tried_at=now))
