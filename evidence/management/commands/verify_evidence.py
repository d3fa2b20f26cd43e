"""`manage.py verify_evidence [--case CASE]`: what is no longer as it was received."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.management.finding import case_named
from evidence.vault import integrity
from evidence.vault.place import Away


class Command(BaseCommand):
    """Prints one line of JSON for each finding; ends with 1 on any, 0 on none, 2 when the files can't be reached."""

    help = "Check every file, row and ledger; one line of JSON for each finding, exit 1 on any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", help="number or public code; without it everything is checked")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["case"]
        findings = integrity.of_case(case_named(name)) if name else integrity.everything()
        whole = True
        try:
            for finding in findings:
                whole = False
                self.stdout.write(json.dumps(finding.as_json(), ensure_ascii=False))
        except Away as fault:
            raise CommandError(
                f"The files can't be reached, so nothing is said of the rest: {fault}", returncode=2
            ) from fault
        if not whole:
            sys.exit(1)
