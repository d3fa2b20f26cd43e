"""Who is to be told once about which deadline, and when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escalation.models.deadlines import Deadline

PERSON = settings.AUTH_USER_MODEL


class ReminderKind(models.TextChoices):
    THREE_DAYS = "d3", _("three days before")
    ONE_DAY = "d1", _("the day before")
    MORNING = "d0", _("on the morning of the last day")
    LAPSED = "lapsed", _("after it passed")


class ReminderState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CLAIMED = "claimed", _("handed over")
    CANCELLED = "cancelled", _("cancelled")


class Reminder(models.Model):
    """One person is to be told once about one deadline at `due_at`; `sweep` turns it into exactly one notification."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8, choices=ReminderKind)
    recipient = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReminderState, default=ReminderState.PLANNED)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("deadline", "kind", "recipient"), name="reminder_once"),
            models.CheckConstraint(condition=Q(kind__in=ReminderKind.values), name="reminder_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ReminderState.values), name="reminder_state_known"),
            models.CheckConstraint(
                condition=Q(state=ReminderState.CLAIMED, claimed_at__isnull=False)
                | (~Q(state=ReminderState.CLAIMED) & Q(claimed_at__isnull=True)),
                name="reminder_claimed_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("due_at",), condition=Q(state="planned"), name="reminder_planned_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
