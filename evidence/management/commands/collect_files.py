"""`manage.py collect_files`: removes stored files that no row names."""

from typing import Any

from django.core.management.base import BaseCommand

from evidence.resumable.sweeping import sweep
from evidence.vault import storage


class Command(BaseCommand):
    """Tidies up after processes that died in mid-upload; what is younger than a day (an unfinished upload: a week) stays."""

    help = "Delete files that an interrupted upload left behind (older than a day, named by no row)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{storage.collect() + sweep().files} files removed.")
