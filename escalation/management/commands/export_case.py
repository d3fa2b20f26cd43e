"""`manage.py export_case CASE --out DIR`: the dossier and the archive of a case."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from escalation.exporting import content_of
from evidence.export import bag, dossier
from evidence.export.content import Profile
from evidence.management.finding import case_named


class Command(BaseCommand):
    """Writes DIR/<number>.pdf and the bag DIR/<number>/, and names both."""

    help = "Write the dossier (PDF) and the archive (BagIt) of a case."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="number or public code")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")
        parser.add_argument("--profile", choices=[profile.value for profile in Profile], default=Profile.OWN.value)

    def handle(self, *args: Any, **options: Any) -> None:
        case, out = case_named(options["case"]), options["out"]
        content = content_of(case, Profile(options["profile"]), now=timezone.now())
        pdf, folder = out / f"{case.number}.pdf", out / case.number
        if folder.exists() or pdf.exists():
            raise CommandError(f"{folder} or {pdf} exists already; nothing was written.")
        out.mkdir(parents=True, exist_ok=True)
        printed = dossier.write(content)
        pdf.write_bytes(printed)
        bag.write(content, printed, folder)
        self.stdout.write(f"{pdf}\n{folder}")
