"""`manage.py recompute_deadlines`: the same function as the worker's, to its end."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from escalation.recompute import recompute
from rulebook.snapshot import fresh


class Command(BaseCommand):
    help = "Count running deadlines again that an earlier edition of the law counted; tells people of dates that moved."

    def handle(self, *args: Any, **options: Any) -> None:
        done = recompute(fresh(), timezone.now())
        self.stdout.write(f"{done.checked} deadlines checked, {done.moved} moved, in {done.cases} cases")
