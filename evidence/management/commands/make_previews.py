"""`manage.py make_previews`: thumbnails and previews that are missing, made here and now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from evidence.models import Derivative
from evidence.previews import make_previews, without_previews


class Command(BaseCommand):
    """Rebuilds previews; the originals are only read."""

    help = "Make the thumbnails and previews that are missing; --again throws the present ones away first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="make all of them anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            Derivative.objects.all().delete()
        pictures = list(without_previews())
        made = sum(bool(make_previews(evidence)) for evidence in pictures)
        self.stdout.write(f"{made} of {len(pictures)} pictures now have previews.")
