"""The numbers of publications: 1, 2, 3 … without gaps, because a number is given in the transaction that uses it."""

from django.db import IntegrityError, transaction
from django.db.models import F

from rulebook.models import EditionCounter

ONLY = 1


def next_number() -> int:
    """The next number. Call it within the transaction that publishes: a rollback gives the number back.

    The UPDATE takes the row until commit, so other publications wait for this one, and the value read after it is ours.
    """
    while not EditionCounter.objects.filter(pk=ONLY).update(last=F("last") + 1):
        _begin()
    return EditionCounter.objects.values_list("last", flat=True).get(pk=ONLY)


def _begin() -> None:
    try:
        with transaction.atomic():
            EditionCounter.objects.create(pk=ONLY)
    except IntegrityError:  # another first publication was quicker
        pass
