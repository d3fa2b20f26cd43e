"""`manage.py import_holidays YEAR FILE --as EMAIL [--publish]`: a year's holidays through the same doors as the pages."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from law.notice import BadNotice, Notice, decode, read_notice
from rulebook import editions
from rulebook.models import Edition, Subject
from rulebook.overlay import content_of

REFUSALS = {
    editions.NotAnAdmin: "Only an active admin can do this.",
    editions.NeedsSecondPerson: "Nothing was published: another admin has to check it. Run it again as that admin.",
    editions.Outdated: "Nothing was published: another version was published since. Send the draft back first.",
    editions.NotADraft: "Nothing was published: it was decided in the meantime.",
}


class Command(BaseCommand):
    help = "Read a State Council notice or a table of days (- for standard input) and propose it as a year's holidays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("file")
        parser.add_argument("--as", dest="email", required=True, help="the admin who does this")
        parser.add_argument(
            "--publish", action="store_true", help="publish it: the only admin alone, else a second one"
        )
        parser.add_argument("--note", default="")
        parser.add_argument("--source-url", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _read(options["file"])
        try:
            notice = read_notice(text, options["year"])
            with transaction.atomic():
                edition = self._propose(notice, text, options)
                if options["publish"]:
                    editions.publish(edition, by=_admin(options["email"]))
        except BadNotice as bad:
            raise CommandError("\n".join(fault.en for fault in bad.faults)) from None
        except tuple(REFUSALS) as refusal:
            raise CommandError(REFUSALS[type(refusal)]) from None
        except (editions.BadContent, editions.AlreadyProposed) as refusal:
            raise CommandError(_why(refusal)) from None
        for warning in notice.warnings:
            self.stderr.write(warning.en)
        state = "published" if options["publish"] else "waiting for a second admin"
        self.stdout.write(f"{notice.year}: {len(notice.days)} days, {state}")

    def _propose(self, notice: Notice, text: str, options: dict[str, Any]) -> Edition:
        """A new draft; the second admin's run finds the first one's, provided that it says the same."""
        try:
            return editions.propose(
                Subject.CALENDAR, str(notice.year), content_of(notice.days), by=_admin(options["email"]),
                note=options["note"], source=text, source_url=options["source_url"],
            )  # fmt: skip
        except editions.AlreadyProposed as other:
            if options["publish"] and other.edition.content == content_of(notice.days):
                return other.edition
            raise


def _read(name: str) -> str:
    try:
        return decode(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as fault:
        raise CommandError(f"{name} can't be read: {fault.strerror}.") from None
    except BadNotice as bad:
        raise CommandError(bad.faults[0].en) from None


def _admin(email: str) -> User:
    try:
        return User.objects.get(email=email.strip().lower())
    except User.DoesNotExist:
        raise CommandError(f"Nobody here has the address {email}.") from None


def _why(refusal: editions.BadContent | editions.AlreadyProposed) -> str:
    if isinstance(refusal, editions.BadContent):
        return str(refusal)
    return "Another version of this year waits already. Publish it or send it back first."
