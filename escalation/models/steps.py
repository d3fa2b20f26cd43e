"""What was done: rows are added, never edited."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Complaint, Track
from complaints.status import Status
from escalation.transitions import Action

PERSON = settings.AUTH_USER_MODEL


class Step(models.Model):
    """One action done on a case. 「记录错了」 is a step of its own that voids another one; nothing is edited away.

    `key` makes a double click harmless: the second click finds the first one's step.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    action = models.CharField(max_length=30)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    track_source = models.CharField(max_length=12, blank=True)
    actor = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    voids = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="voided_by")

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "key"), name="step_once_per_key"),
            models.CheckConstraint(condition=Q(action__in=Action.values), name="step_action_known"),
            models.CheckConstraint(
                condition=Q(source__in=Status.values, target__in=Status.values), name="step_statuses_known"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="step_has_key"),
            models.CheckConstraint(
                condition=Q(action__in=(Action.CORRECT, Action.REOPEN), voids__isnull=False)
                | (~Q(action__in=(Action.CORRECT, Action.REOPEN)) & Q(voids__isnull=True)),
                name="step_voids_only_by_undoing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.source} → {self.target}"
