"""`manage.py add_evidence CASE FILE… --as EMAIL`: files of this machine through the same door as everybody's."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from complaints.access import PREPARE, right_of
from complaints.models import Complaint
from evidence.management.finding import case_named
from evidence.receiving import Answer, receive
from evidence.status import OTHER, Family
from evidence.unpacking import unpack

FIELDS = ("status", "sha256", "media_type", "reason")
_CHUNK = 1024**2


class LocalFile:
    """A file of this machine, as an upload."""

    def __init__(self, path: Path) -> None:
        self.path, self.name, self.size = path, str(path.name), path.stat().st_size

    def chunks(self) -> Iterable[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


class Command(BaseCommand):
    """Prints one line of JSON for each file; ends with 0 when every file was answered for, also where one was refused."""

    help = "Store files as evidence of a case; one line of JSON for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="number or public code")
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--as", dest="email", required=True, help="e-mail of the person who adds them")
        parser.add_argument("--kind", default=OTHER, help="slot of the case's type, such as goods or chat")

    def handle(self, *args: Any, **options: Any) -> None:
        case, person = case_named(options["case"]), User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        if right_of(person, case) < PREPARE:
            raise CommandError(f"{options['email']} may not add evidence to {case.number}.")
        for name in options["files"]:
            self._say(name, self._receive(case, Path(name), options["kind"], person))

    def _receive(self, case: Complaint, path: Path, kind: str, person: User) -> dict[str, Any]:
        try:
            if not path.is_file():
                return _told("There is no such file.")
            answer = receive(case, [LocalFile(path)], kind=kind, actor=person)[0]
        except (OSError, ValueError) as error:  # a name with NUL, a file nobody may read
            return _told(str(error))
        archive = answer.evidence if answer.evidence and answer.evidence.blob.family == Family.ARCHIVE else None
        members = [{"file": member.name} | _told(member) for member in unpack(archive)] if archive else []
        return _told(answer) | ({"members": members} if members else {})

    def _say(self, name: str, told: dict[str, Any]) -> None:
        line = json.dumps({"file": name} | told, ensure_ascii=False)
        self.stdout.write(line.encode("utf-8", "backslashreplace").decode())


def _told(answer: Answer | str) -> dict[str, Any]:
    if isinstance(answer, str):
        return dict(zip(FIELDS, ("rejected", None, None, answer), strict=True))
    if answer.evidence is None:
        return _told(answer.message)
    blob, known = answer.evidence.blob, "duplicate" if answer.duplicate else "stored"
    return dict(zip(FIELDS, (known, blob.sha256, blob.media_type, answer.message), strict=True))
