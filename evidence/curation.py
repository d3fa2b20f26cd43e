"""The doors for evidence already there: describe it, move it, remove it, bring it back. The bytes never change."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints import ledger
from evidence.models import Evidence


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
    moment = now or timezone.now()
    with transaction.atomic():
        if not Evidence.objects.live().filter(pk=evidence.pk).update(deleted_at=moment):
            return False
        _note(evidence, "evidence_removed", {}, actor, moment)
    evidence.deleted_at = moment
    return True


def restore(evidence: Evidence, *, actor: User, now: datetime | None = None) -> bool:
    """Bring a removed file back; False when it is there. Raises AlreadyThere when its bytes were added anew."""
    try:
        with transaction.atomic():
            if not Evidence.objects.removed().filter(pk=evidence.pk).update(deleted_at=None):
                return False
            _note(evidence, "evidence_restored", {}, actor, now)
    except IntegrityError as error:
        raise AlreadyThere from error
    evidence.deleted_at = None
    return True


def _note(evidence: Evidence, kind: str, more: dict[str, Any], actor: User, now: datetime | None) -> None:
    said = {"evidence": evidence.public_code, "name": evidence.name, "sha256": evidence.blob.sha256, **more}
    ledger.append(evidence.complaint, kind, said, actor=actor, at=now or timezone.now())
