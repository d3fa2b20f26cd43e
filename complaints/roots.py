"""The daily root over all ledgers: a Merkle tree hash (RFC 9162, section 2.1) whose first leaf is the root before it.

Printed on every dossier, a root is out of our hands: from then on nobody can change, cut off or take away what it covers
without its being noticed, the operator included.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from complaints.models import Complaint, Event, LedgerRoot, RootLeaf
from law import CHINA

_A_BATCH = 1000


def seal(now: datetime | None = None) -> LedgerRoot | None:
    """Make today's root (in China), unless it is there; None when it was, or no ledger moved."""
    now = now or timezone.now()
    day, last = now.astimezone(CHINA).date(), LedgerRoot.objects.order_by("day").last()
    if last and last.day >= day:
        return None
    moved = _moved()
    if not moved:
        return None
    prev = last.root if last else ""
    top = tree_hash(_contents(prev, ((case.public_code, case.ledger_seq, case.ledger_head) for case in moved)))
    try:
        with transaction.atomic():
            made = LedgerRoot.objects.create(day=day, root=top, prev=prev, made_at=now)
            leaves = (RootLeaf(root=made, complaint=case, seq=case.ledger_seq, head=case.ledger_head) for case in moved)
            RootLeaf.objects.bulk_create(leaves, batch_size=_A_BATCH)
    except IntegrityError:  # another process was quicker
        return None
    return made


def faults() -> Iterator[tuple[LedgerRoot, str, str]]:
    """(root, number of the case or "", what is wrong) for every root that its leaves don't give, in the order of days."""
    prev = ""
    for root in LedgerRoot.objects.order_by("day"):
        heads = root.leaves.values_list("complaint__public_code", "seq", "head")
        if root.prev != prev or tree_hash(_contents(root.prev, heads)) != root.root:
            yield root, "", "its leaves don't give it"
        prev = root.root


def faults_of(case: Complaint) -> Iterator[tuple[LedgerRoot, int, bool]]:
    """(root, place, cut off?) for every root whose entry the case's ledger no longer has as it was."""
    for leaf in case.leaves.select_related("root").order_by("root__day"):
        if not Event.objects.filter(complaint=case, seq=leaf.seq, hash=leaf.head).exists():
            yield leaf.root, leaf.seq, not Event.objects.filter(complaint=case, seq=leaf.seq).exists()


def covering(case: Complaint) -> LedgerRoot | None:
    """The newest root that covers the case."""
    return LedgerRoot.objects.filter(leaves__complaint=case).order_by("day").last()


def tree_hash(contents: Sequence[bytes]) -> str:
    """MTH of RFC 9162, in hex: leaves and inner nodes are told apart, so none can be passed off as the other."""
    return _tree(contents).hex()


def _tree(contents: Sequence[bytes]) -> bytes:
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    if not contents:
        return hashlib.sha256(b"").digest()
    split = 1 << ((len(contents) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _tree(contents[:split]) + _tree(contents[split:])).digest()


def _contents(prev: str, heads: Iterable[tuple[str, int, str]]) -> list[bytes]:
    """The leaves: the root before, then (public code, number of entries, head) of each case, by code."""
    return [prev.encode(), *(f"{code} {seq} {head}".encode() for code, seq, head in sorted(heads))]


def _moved() -> list[Complaint]:
    """Cases whose ledger moved since a root covered them last."""
    newest = RootLeaf.objects.filter(complaint=OuterRef("pk")).order_by("-seq").values("seq")[:1]
    cases = Complaint.objects.filter(ledger_seq__gte=1).annotate(covered=Subquery(newest))
    moved = cases.filter(Q(covered__isnull=True) | Q(covered__lt=F("ledger_seq")))
    return list(moved.only("pk", "public_code", "ledger_seq", "ledger_head"))
