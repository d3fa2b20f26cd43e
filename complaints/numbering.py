"""Case numbers for people: JL-2026-000417. Gaps may happen, doubles may not."""

from django.db import IntegrityError, transaction
from django.db.models import F

from complaints.models import CaseCounter


def next_number(year: int) -> str:
    """The next number of `year`; safe for any number of threads and processes, in or out of a transaction.

    The UPDATE takes the year's row until commit, so the value read after it is ours alone.
    """
    with transaction.atomic():
        while not CaseCounter.objects.filter(year=year).update(last=F("last") + 1):
            _begin(year)
        last = CaseCounter.objects.values_list("last", flat=True).get(year=year)
    return f"JL-{year}-{last:06d}"


def _begin(year: int) -> None:
    try:
        with transaction.atomic():
            CaseCounter.objects.create(year=year)
    except IntegrityError:  # another first case of the year was quicker
        pass
