"""`manage.py deliver_notifications`: the same as the Celery task, for cron or by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications.delivering import deliver_waiting


class Command(BaseCommand):
    """Sends what waits and says what it did."""

    help = "Send the notifications that are waiting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=200, help="send at most this many (default 200)")

    def handle(self, *args: Any, **options: Any) -> None:
        done = deliver_waiting(limit=options["limit"])
        self.stdout.write(
            f"{done.sent} sent, {done.dropped} dropped, {done.failed} failed, {done.put_off} put off until later"
        )
