"""Which deadlines and cases a recount looks at."""

from collections.abc import Iterable

from django.db.models import QuerySet

from complaints.status import FINAL
from escalation.models import Deadline, DeadlineState

_STATES = (DeadlineState.OPEN, DeadlineState.LAPSED)


def standing() -> QuerySet[Deadline]:
    """Deadlines that run, or passed without having been dealt with."""
    return Deadline.objects.filter(state__in=_STATES, closed_by__isnull=True)


def standing_of(ids: Iterable[int]) -> dict[int, list[Deadline]]:
    """The same of the cases `ids`, by case, each in the order they were opened.

    Whether a step closed it is asked here: SQLite would rather go through all rows without one than through the cases.
    """
    found: dict[int, list[Deadline]] = {pk: [] for pk in ids}
    rows = Deadline.objects.filter(complaint__in=list(found), state__in=_STATES)
    for row in sorted(rows.order_by(), key=lambda row: row.pk):
        if row.closed_by_id is None:
            found[row.complaint_id].append(row)
    return found


def cases_before(edition: int) -> list[int]:
    """The ids of running cases with a deadline that was last counted before `edition`; those that are over wait until
    they are reopened.
    """
    rows = standing().filter(edition__lt=edition).exclude(complaint__status__in=FINAL).order_by("complaint")
    return list(rows.values_list("complaint", flat=True).distinct())
