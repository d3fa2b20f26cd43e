"""The access rule for lists: the same rule as `complaints.access` has for one case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import Role, User
from complaints.status import TrackState

SUBMITTED = (TrackState.IN_REVIEW, TrackState.SECOND_READ, TrackState.APPROVED)


def live_access(now: datetime) -> Q:
    """Permissions that count at `now`: not revoked, not expired, of somebody who is still a helper (or an admin now).

    Whoever no longer is one needn't have a second step either, so a password alone would open other people's cases.
    """
    trusted = Q(user__role__in=(Role.HELPER, Role.ADMIN))
    return trusted & Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))


class ComplaintQuerySet(models.QuerySet[Any]):
    """Cases."""

    def visible_to(self, user: User, *, now: datetime | None = None) -> Self:
        """The cases `user` may read: their own, those they were let into, and for admins those submitted for review."""
        rule: Combinable | Q = Q(owner=user) | Q(pk__in=_let_in(user, now))
        if user.is_admin:
            tracks = apps.get_model("complaints", "Track").objects
            rule |= Exists(tracks.filter(complaint=OuterRef("pk"), state__in=SUBMITTED))
        return self.filter(rule)

    def entrusted_to(self, user: User, *, now: datetime | None = None) -> Self:
        """The cases that `user` was let into: a part of `visible_to`, for the helpers' queue."""
        return self.filter(pk__in=_let_in(user, now))


def _let_in(user: User, now: datetime | None) -> models.QuerySet[Any]:
    """Primary keys of the cases in which `user` has a live permission."""
    rows = apps.get_model("complaints", "CaseAccess").objects.filter(live_access(now or timezone.now()), user=user)
    return rows.values("complaint_id")
