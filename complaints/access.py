"""The access rule for one case: strangers get 404, readers who may not change get 403. Nothing else decides.

Children (evidence, texts, deadlines) are looked up *through* their case: first `get_complaint`, then `case.evidence`.
"""

from datetime import datetime
from enum import IntEnum

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import CaseAccess, CaseRead, Complaint, Track
from complaints.querysets import SUBMITTED, live_access
from complaints.status import Scope


class Right(IntEnum):
    """What a person may do with a case; each includes the one before."""

    NONE = 0
    VIEW = 1
    PREPARE = 2
    CHANGE = 3
    OWN = 4


VIEW, PREPARE, CHANGE, OWN = Right.VIEW, Right.PREPARE, Right.CHANGE, Right.OWN
_BY_SCOPE = {Scope.READ: VIEW, Scope.PREPARE: PREPARE, Scope.ACT: CHANGE}


def right_of(user: User, complaint: Complaint, *, now: datetime | None = None) -> Right:
    """What `user` may do with `complaint` at `now`: OWN for the owner, by scope for those let in, VIEW for reviewers."""
    if complaint.owner_id == user.pk:
        return OWN
    access = CaseAccess.objects.filter(live_access(now or timezone.now()), complaint=complaint, user=user).first()
    reviewer = user.is_admin and access is None and complaint.tracks.filter(state__in=SUBMITTED).exists()
    return _right_from(access.scope if access else None, reviewer)


def get_complaint(user: User, public_code: str, to: Right = VIEW, *, now: datetime | None = None) -> Complaint:
    """The case behind a URL, if `user` may do `to` with it; every read by someone else than the owner is noted.

    Raises Http404 for strangers (whether or not the case exists) and PermissionDenied for those who see but may not.
    """
    complaint, right = open_complaint(user, public_code, now=now)
    if right < to:
        raise PermissionDenied(_("You may look at this case, but not do this. Ask its owner for more rights."))
    return complaint


def open_complaint(user: User, public_code: str, *, now: datetime | None = None) -> tuple[Complaint, Right]:
    """The case behind a URL and what `user` may do with it, in one query; raises Http404 like `get_complaint`."""
    now = now or timezone.now()
    mine = CaseAccess.objects.filter(live_access(now), complaint=OuterRef("pk"), user=user)
    submitted = Track.objects.filter(complaint=OuterRef("pk"), state__in=SUBMITTED)
    noted = CaseRead.objects.filter(complaint=OuterRef("pk"), reader=user, hour=_hour(now))
    rows = Complaint.objects.select_related("owner", "seller").filter(public_code=public_code)
    row = rows.annotate(
        my_scope=Subquery(mine.values("scope")[:1]), submitted=Exists(submitted), noted=Exists(noted)
    ).first()
    if row is None:
        raise Http404
    complaint: Complaint = row
    right = OWN if complaint.owner_id == user.pk else _right_from(row.my_scope, row.submitted and user.is_admin)
    if right is Right.NONE:
        raise Http404
    if right is not OWN and not row.noted:
        note_read(complaint, user, now=now)
    return complaint, right


def _right_from(scope: str | None, reviewer: bool) -> Right:
    if scope:
        return _BY_SCOPE[Scope(scope)]
    return VIEW if reviewer else Right.NONE


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def note_read(complaint: Complaint, reader: User, *, now: datetime | None = None) -> None:
    """Remember that `reader` saw the case in this hour; once an hour is enough for the owner's timeline."""
    try:
        with transaction.atomic():
            CaseRead.objects.create(complaint=complaint, reader=reader, hour=_hour(now or timezone.now()))
    except IntegrityError:  # noted already, or the same person opened two pages at once
        pass
