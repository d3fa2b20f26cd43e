"""Letting somebody into a case and out again. Both are the owner's to do, both are in the ledger, both are announced."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Role, User
from complaints import ledger
from complaints.models import CaseAccess, Complaint
from complaints.querysets import live_access
from complaints.status import Scope
from escalation import reminders
from escalation.models import DeadlineState
from notifications.outbox import enqueue

KIND = "case_access"


class NotPossible(Exception):
    """Access can't be granted; the message is for the person."""


def grant(
    complaint: Complaint, owner: User, email: str, scope: Scope, *, expires_at: datetime | None = None,
    purpose: str = "", now: datetime | None = None,
) -> CaseAccess:  # fmt: skip
    """Let the helper with the address `email` into the case, in place of what they had before.

    Raises NotPossible for the owner's own address and for addresses that no helper has.
    """
    now = now or timezone.now()
    if complaint.owner_id != owner.pk:
        raise NotPossible(_("Only the owner lets people in."))
    if expires_at and expires_at <= now:
        raise NotPossible(_("This day is over already. Choose a later one, or none."))
    address = email.strip().lower()
    helper = User.objects.filter(email=address, role=Role.HELPER, is_active=True).exclude(email="").first()
    if helper is None or helper.pk == owner.pk:
        raise NotPossible(_("No helper has this address. Ask them for the one they sign in with."))
    try:
        with transaction.atomic():
            _take(complaint)
            CaseAccess.objects.filter(complaint=complaint, user=helper, revoked_at__isnull=True).update(
                revoked_at=_after(now)
            )
            access = CaseAccess.objects.create(
                complaint=complaint, user=helper, scope=scope, granted_by=owner, granted_at=now, expires_at=expires_at,
                purpose=purpose,
            )  # fmt: skip
            body = {"helper": helper.public_code, "name": str(helper), "scope": scope, "expires_at": expires_at}
            _tell(complaint, access, now)
            for deadline in complaint.deadlines.filter(state=DeadlineState.OPEN):
                reminders.plan(deadline, now)
            ledger.append(complaint, "access_granted", body, actor=owner, at=now)
    except IntegrityError as error:
        raise NotPossible(_("Somebody is changing this at the same moment. Please look again.")) from error
    return access


def _after(now: datetime) -> Greatest:
    """An access ends now, and never before it began, should the clock have been set back."""
    return Greatest(F("granted_at"), now)


def revoke(access: CaseAccess, owner: User, *, now: datetime | None = None) -> bool:
    """End an access at once; False when it had ended already. Raises NotPossible for anybody but the owner."""
    now = now or timezone.now()
    if access.complaint.owner_id != owner.pk:
        raise NotPossible(_("Only the owner lets people in."))
    with transaction.atomic():
        _take(access.complaint)
        ended = CaseAccess.objects.filter(pk=access.pk, revoked_at__isnull=True).update(revoked_at=_after(now))
        if ended:
            body = {"helper": access.user.public_code, "name": str(access.user)}
            ledger.append(access.complaint, "access_revoked", body, actor=owner, at=now)
    return bool(ended)


def _take(complaint: Complaint) -> None:
    """The case's row before its reminders, as the workflow takes them: else the two could wait for each other."""
    Complaint.objects.select_for_update(no_key=True).get(pk=complaint.pk)


def _tell(complaint: Complaint, access: CaseAccess, now: datetime) -> None:
    with translation.override(access.user.language):
        said = _("You were let into this case: %(scope)s") % {"scope": Scope(access.scope).label}
        payload = {
            "title": complaint.title, "lines": [said],
            "url": complaint.get_absolute_url(), "button": _("Look at the case"),
        }  # fmt: skip
    enqueue(access.user, KIND, key=f"access:{access.pk}", ref=f"access:{access.pk}", payload=payload, now=now)


def still_granted(ref: str) -> bool:
    """Asked by the outbox: whether the access behind `ref` still stands."""
    return CaseAccess.objects.filter(live_access(timezone.now()), pk=ref.partition(":")[2]).exists()
