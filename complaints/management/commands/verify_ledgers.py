"""`manage.py verify_ledgers`: recompute the chain of every case, so that a change made past the product is noticed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.ledger import verify
from complaints.models import Complaint


class Command(BaseCommand):
    help = "Recompute every case's ledger; names each case whose chain is broken, and then ends with an error."

    def handle(self, *args: Any, **options: Any) -> None:
        entries = broken = 0
        for case in Complaint.objects.order_by("pk").iterator():
            found = verify(case)
            entries += found.entries
            if not found.whole:
                broken += 1
                self.stdout.write(f"{case.number}: entry {found.fault_at} is {found.fault}")
        if broken:
            raise CommandError(f"The ledgers of {broken} cases are broken.")
        self.stdout.write(f"{entries} entries, every chain whole")
