"""`manage.py sweep_reminders`: what the beat does every 20 seconds, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand

from escalation.sweeping import sweep


class Command(BaseCommand):
    help = "Mark deadlines that have passed and hand reminders that are due to the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        done = sweep()
        self.stdout.write(f"{done.lapsed} deadlines passed, {done.reminded} reminders handed over")
