"""Many files in one request: each goes through the door by itself, so one bad file costs only itself."""

from __future__ import annotations  # the stubs' generic types don't exist when the program runs

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from complaints.models import Complaint
from evidence.checklist import slot_choices
from evidence.models import Evidence
from evidence.status import OTHER, Family
from evidence.validators import clean_name
from evidence.vault.hashing import SHA256
from evidence.vault.intake import Rejected, Settle, Upload, add_evidence

ACCEPT = (
    "image/*,video/mp4,video/quicktime,audio/*,application/pdf,text/plain,text/csv,text/html,application/zip,"
    ".heic,.heif,.avif,.m4a,.amr,.txt,.csv,.html,.zip"
)
"""What the picker offers; what is taken is decided by content."""
PASSING = ("no_room", "not_scanned", "store_away")
"""Refusals that say nothing about the file: what has wholly arrived stays, and is tried again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: `evidence` when it is in the case now, and a sentence for the person."""

    name: str
    message: str
    evidence: Evidence | None = None
    duplicate: bool = False
    error: str = ""

    @property
    def ok(self) -> bool:
        return self.evidence is not None

    def as_json(self) -> dict[str, Any]:
        """For the page's script; `error` is a code, `message` a sentence."""
        found = self.evidence
        return {
            "ok": self.ok,
            "name": self.name,
            "message": self.message,
            "duplicate": self.duplicate,
            "error": self.error,
            "evidence": found.public_code if found else None,
            "href": found.get_absolute_url() if found else None,
        }


def refuse_all(files: Sequence[Upload]) -> str:
    """Why none of `files` may be looked at: there are none, or more than the limit; empty when they may."""
    limit = settings.UPLOAD_LIMIT_FILES
    if not files:
        return _("No file was chosen.")
    if len(files) > limit:
        words = _("You chose %(count)d files; at most %(limit)d can be sent at once. Nothing was saved: choose fewer.")
        return words % {"count": len(files), "limit": limit}
    return ""


def receive(complaint: Complaint, files: Sequence[Upload], *, kind: str, actor: User, sha256: str = "") -> list[Answer]:
    """Take each file into slot `kind` (an unknown one means "other") and answer for each, in their order.

    `sha256` is what the sender computed over a file that comes alone; what is no hash counts as none.
    """
    kind = kind if kind in dict(slot_choices(complaint)) else OTHER
    computed = sha256 if len(files) == 1 and SHA256.fullmatch(sha256) else ""
    return [keep(complaint, file, kind, actor, sha256=computed) for file in files]


def summary(answers: Sequence[Answer]) -> str:
    """How many files are new in the case, and how many were there before; empty for none of both."""
    new = sum(answer.ok and not answer.duplicate for answer in answers)
    known = sum(answer.duplicate for answer in answers)
    said = []
    if new:
        words = ngettext("%(count)d file saved, unchanged.", "%(count)d files saved, unchanged.", new)
        said.append(words % {"count": new})
    if known:
        words = ngettext(
            "%(count)d file was in this case already; it is kept once.",
            "%(count)d files were in this case already; they are kept once.",
            known,
        )
        said.append(words % {"count": known})
    return " ".join(said)


def keep(
    complaint: Complaint, file: Upload, kind: str, actor: User, *, source: str = "", sha256: str = "",
    settle: Settle | None = None,
) -> Answer:  # fmt: skip
    """Take one file through the door, and say what became of it."""
    name = clean_name(file.name or "") or _("untitled")
    try:
        added = add_evidence(complaint, file, kind=kind, actor=actor, source=source, sha256=sha256, settle=settle)
    except Rejected as refusal:
        return Answer(name, refusal.message, error=refusal.code)
    if added.duplicate:
        words = _("It is in this case already, as “%(name)s”. It is kept once.") % {"name": added.evidence.name}
        return Answer(name, words, added.evidence, duplicate=True)
    if added.evidence.blob.family == Family.ARCHIVE:
        return Answer(name, _("Saved, unchanged. The files in it follow in a moment."), added.evidence)
    return Answer(name, added.note or _("Saved, unchanged."), added.evidence)
