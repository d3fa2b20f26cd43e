"""How commands are told which case is meant."""

from django.core.management.base import CommandError
from django.db.models import Q

from complaints.models import Complaint


def case_named(name: str) -> Complaint:
    """The case with this number (JL-2026-000001) or public code. Raises CommandError."""
    case: Complaint | None = Complaint.objects.filter(Q(number=name) | Q(public_code=name)).first()
    if case is None:
        raise CommandError(f"There is no case {name}.")
    return case
