"""Who is to be told once about which deadline, and when; and who wants to hear nothing of a case for a while."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from escalation.models.deadlines import Deadline
from escalation.models.steps import Step

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
    HANDLED = "handled", _("dealt with by the person")


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
            models.Index(fields=("due_at", "id"), condition=Q(state="planned"), name="reminder_planned_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Quiet(models.TextChoices):
    MUTED = "muted", _("until further notice")
    UNTIL = "until", _("until a day")
    REPLY = "reply", _("until something happens in the case")


class Hush(models.Model):
    """A person wants no messages about a case: for good, until a moment, or until a step follows `since`.

    Reminders then only show in the inbox. What lapses, and the morning of a last day, break through all but MUTED.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="hushes", db_index=False)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="hushes")
    kind = models.CharField(max_length=8, choices=Quiet)
    until = models.DateTimeField(null=True, blank=True)
    since = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "person"), name="hush_once"),
            models.CheckConstraint(
                condition=Q(kind=Quiet.UNTIL, until__isnull=False)
                | Q(kind__in=(Quiet.MUTED, Quiet.REPLY), until__isnull=True),
                name="hush_until_has_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("until",), condition=Q(kind="until"), name="hush_by_end")]

    def __str__(self) -> str:
        return f"{self.kind} {self.complaint_id}"
