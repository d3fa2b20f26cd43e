"""`manage.py verify_evidence [--case CASE]`: what is no longer as it was received."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from evidence.management.finding import case_named
from evidence.vault import integrity


class Command(BaseCommand):
    """Prints one line of JSON for each finding; ends with 1 on any, 0 on none."""

    help = "Check every file, row and ledger; one line of JSON for each finding, exit 1 on any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", help="number or public code; without it everything is checked")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["case"]
        findings = integrity.of_case(case_named(name)) if name else integrity.everything()
        whole = True
        for finding in findings:
            whole = False
            self.stdout.write(json.dumps(finding.as_json(), ensure_ascii=False))
        if not whole:
            sys.exit(1)
