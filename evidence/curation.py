"""The doors for evidence already there: describe it, move it, remove it, bring it back. The bytes never change."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints import ledger
from complaints.models import Complaint
from evidence.asking import ask
from evidence.checklist import exhibits
from evidence.models import Evidence
from evidence.vault.derived import discard


class AlreadyThere(Exception):
    """The same file was added again after this one was removed; `message` says so."""

    def __init__(self) -> None:
        self.message = _("The same file is in the case already, so there is nothing to bring back.")
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Description:
    """What people say about a file, apart from the file itself."""

    name: str
    kind: str
    proves: str
    source: str


def describe(evidence: Evidence, said: Description, *, actor: User, now: datetime | None = None) -> bool:
    """Write name, slot, purpose and source, with old and new in the ledger; False when nothing differs."""
    new = asdict(said)
    old = {field: getattr(evidence, field) for field in new}
    changed = {field: {"from": old[field], "to": new[field]} for field in new if old[field] != new[field]}
    if not changed:
        return False
    with transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(**new)
        _note(evidence, "evidence_described", {"name": said.name, "changed": changed}, actor, now)
    for field, value in new.items():
        setattr(evidence, field, value)
    return True


def remove(evidence: Evidence, *, actor: User, now: datetime | None = None) -> bool:
    """Take the file out of the case but keep it, so that it can be brought back; False when it was out already."""
    moment = max(now or timezone.now(), evidence.received_at)  # a clock may have been set back
    with transaction.atomic():
        if not Evidence.objects.live().filter(pk=evidence.pk).update(deleted_at=moment):
            return False
        _note(evidence, "evidence_removed", {}, actor, moment)
    evidence.deleted_at = moment
    return True


def restore(evidence: Evidence, *, actor: User, now: datetime | None = None) -> bool:
    """Bring a removed file back; False when it is there, or erased. Raises AlreadyThere when its bytes were added anew."""
    try:
        with transaction.atomic():
            there = Evidence.objects.removed().filter(pk=evidence.pk, erased_at__isnull=True)
            if not there.update(deleted_at=None):
                return False
            _note(evidence, "evidence_restored", {}, actor, now)
    except IntegrityError as error:
        raise AlreadyThere from error
    evidence.deleted_at = None
    return True


def turn(evidence: Evidence, *, actor: User, now: datetime | None = None) -> int:
    """Show the picture turned a quarter further, clockwise; the degrees it stands at now. The file isn't touched.

    Its previews go and are made anew. Two people turning at once turn it twice.
    """
    further = (evidence.turned + 90) % 360
    with transaction.atomic():
        if not Evidence.objects.filter(pk=evidence.pk, turned=evidence.turned).update(turned=further):
            return Evidence.objects.values_list("turned", flat=True).get(pk=evidence.pk)
        discard(evidence)
        _note(evidence, "evidence_turned", {"degrees": further}, actor, now)
        transaction.on_commit(partial(ask, "evidence.tasks.previews", evidence.pk), robust=True)
    evidence.turned = further
    return further


def order(complaint: Complaint, wanted: Sequence[str], *, actor: User, now: datetime | None = None) -> bool:
    """Number the exhibits 1, 2, 3 … in the order of `wanted` (their public codes); False when they stand so already.

    Codes that aren't this case's are passed over, and pieces not named follow the named ones as they stood.
    """
    before = [row.piece for row in exhibits(complaint)]
    by_code = {piece.public_code: piece for piece in before}
    named = [by_code[code] for code in dict.fromkeys(wanted) if code in by_code]
    after = [*named, *(piece for piece in before if piece not in named)]
    if after == before:
        return False
    with transaction.atomic():
        for number, piece in enumerate(after, start=1):
            complaint.evidence.filter(pk=piece.pk).exclude(exhibit_no=number).update(exhibit_no=number)
        said = {"exhibits": [piece.public_code for piece in after]}
        ledger.append(complaint, "exhibits_ordered", said, actor=actor, at=now or timezone.now())
    return True


def _note(evidence: Evidence, kind: str, more: dict[str, Any], actor: User, now: datetime | None) -> None:
    said = {"evidence": evidence.public_code, "name": evidence.name, "sha256": evidence.blob.sha256, **more}
    ledger.append(evidence.complaint, kind, said, actor=actor, at=now or timezone.now())
