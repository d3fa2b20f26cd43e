"""`manage.py rebuild_previews [--case CASE] [--missing]`: thumbnails and previews made anew, here and now."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from evidence.filetypes import KNOWN, can_be_seen
from evidence.management.finding import case_named
from evidence.models import Evidence
from evidence.previews import make_previews, rebuild, without_previews


class Command(BaseCommand):
    """Prints one line of JSON for each file; ends with 1 if one can't be shown. The originals are only read.

    Killed in the middle, nothing is lost: what was made stands, and the next run makes the rest.
    """

    help = "Make thumbnails and previews anew from the originals; one line of JSON for each file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", help="number or public code; without it those of every case")
        parser.add_argument("--missing", action="store_true", help="only those that aren't there")

    def handle(self, *args: Any, **options: Any) -> None:
        seen = [media_type for media_type in KNOWN if can_be_seen(media_type)]
        every = Evidence.objects.live().filter(blob__media_type__in=seen).select_related("blob").order_by("pk")
        wanted = without_previews() if options["missing"] else every
        if options["case"]:
            wanted = wanted.filter(complaint=case_named(options["case"]))
        all_made = True
        for piece in wanted.iterator(chunk_size=100):
            made = bool(make_previews(piece)) if options["missing"] else rebuild(piece)
            said = {"evidence": piece.public_code, "file": piece.name, "made": made}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            all_made = all_made and made
        if not all_made:
            sys.exit(1)
