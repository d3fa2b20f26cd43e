"""Whose notifications, and which of them are unread."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Greatest

from accounts.models import User

if TYPE_CHECKING:
    from notifications.models import Notification

# One more than is shown: from here on the page says "99+".
_UNREAD_COUNTED = 100


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Every list starts at `of(person)`, so that nobody ever reads someone else's."""

    def of(self, person: User) -> Self:
        """The person's own, newest first."""
        return self.filter(recipient=person).order_by("-created_at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unread_count(self) -> int:
        """How many are unread, at most 100: the count stops there, so a full inbox costs no more than a small one."""
        return self.unread()[:_UNREAD_COUNTED].count()

    def older_than(self, anchor: "Notification") -> Self:
        """Those after `anchor` in the order of `of`: keyset instead of OFFSET, which reads all it skips."""
        earlier = models.Q(created_at__lt=anchor.created_at)
        return self.filter(earlier | models.Q(created_at=anchor.created_at, pk__lt=anchor.pk))

    def mark_read(self, now: datetime) -> int:
        """Mark the unread ones read at `now`; how many there were."""
        return self.unread().update(read_at=Greatest(models.F("created_at"), now))  # a clock may have been set back
