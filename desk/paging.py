"""Pages by key instead of by number: a page costs the same at any depth, and rows that move can't be shown twice.

The cursor is signed, not secret: a mended one is treated as none. It carries the last row's sort value and id.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet

SALT = "desk.cursor"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row after which a page begins: its moment (None sorts last) and its id."""

    at: datetime | None
    pk: int

    def __str__(self) -> str:
        return signing.dumps([self.at.isoformat() if self.at else None, self.pk], salt=SALT, compress=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the cursor of the next ("" when this is the last)."""

    rows: list[Complaint]
    next: str


def read_cursor(text: str) -> Cursor | None:
    """The cursor behind `?after=`; None for none, a mended or a foreign one, which begins again at the first page."""
    if not text:
        return None
    try:
        at, pk = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Cursor(parse_datetime(at) if at else None, pk)


def by_newest(cases: ComplaintQuerySet, after: Cursor | None, size: int) -> Page:
    """`size` cases, the latest touched first, beginning behind `after`."""
    cases = cases.order_by("-updated_at", "-id")
    if after and after.at:
        bound = Q(updated_at__lte=after.at)  # the outer bound lets the index begin at the cursor
        cases = cases.filter(bound, Q(updated_at__lt=after.at) | Q(id__lt=after.pk))
    rows = list(cases[: size + 1])
    return _page(rows, size, [row.updated_at for row in rows])


def by_due(cases: ComplaintQuerySet, after: Cursor | None, size: int) -> Page:
    """`size` cases, the nearest due moment first, those without one last, beginning behind `after`.

    Two reads instead of NULLS LAST: the index on `due_at` then gives the order on both databases without a sort.
    """
    rows: list[Complaint] = []
    if after is None or after.at:
        dated = cases.filter(due_at__isnull=False).order_by("due_at", "id")
        if after:
            dated = dated.filter(Q(due_at__gte=after.at), Q(due_at__gt=after.at) | Q(id__gt=after.pk))
        rows = list(dated[: size + 1])
    if len(rows) <= size:
        undated = cases.filter(due_at__isnull=True).order_by("id")
        if after and after.at is None:
            undated = undated.filter(id__gt=after.pk)
        rows += undated[: size + 1 - len(rows)]
    return _page(rows, size, [row.due_at for row in rows])


def _page(rows: list[Complaint], size: int, moments: list[datetime] | list[datetime | None]) -> Page:
    if len(rows) <= size:
        return Page(rows, "")
    return Page(rows[:size], str(Cursor(moments[size - 1], rows[size - 1].pk)))
