"""`manage.py demo`: fills the product with believable cases and says how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.demo.build import PASSWORD, PEOPLE, build


class Command(BaseCommand):
    help = "Make three demo accounts and cases at every stage (harmless when run again)."

    def handle(self, *args: Any, **options: Any) -> None:
        made = build(timezone.now())
        self.stdout.write(f"{len(made)} new cases. Sign in at {settings.SITE_URL} with:")
        for email, name, role in PEOPLE:
            self.stdout.write(f"  {role.value:<9} {email}  ({name})")
        self.stdout.write(f"  password  {PASSWORD}")
        if settings.SECOND_FACTOR == "required":
            self.stdout.write("The helper and the admin will be asked to set up two-step sign-in first.")
