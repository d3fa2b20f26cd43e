"""Moments by which somebody must act, and pauses of them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Track
from escalation.models.promises import Promise
from escalation.models.steps import Step


class Origin(models.TextChoices):
    """Where a limit comes from; decides how sure we sound."""

    LAW = "law", _("law")
    PLATFORM = "platform", _("platform")
    USER = "user", _("entered by you")
    PROMISE = "promise", _("promise")
    HOUSE = "house", _("our own reminder")


class Whose(models.TextChoices):
    """Who must act."""

    CONSUMER = "consumer", _("you")
    SELLER = "seller", _("the seller")
    PLATFORM = "platform", _("the platform")
    AUTHORITY = "authority", _("the authority")


class DeadlineState(models.TextChoices):
    PENDING = "pending", _("not started")
    OPEN = "open", _("running")
    MET = "met", _("met")
    LAPSED = "lapsed", _("passed")
    VOID = "void", _("void")
    SUPERSEDED = "superseded", _("replaced")


class ClockName(models.TextChoices):
    """What a deadline is about; one word a clock of `escalation.clocks`. Stored, so never renamed."""

    RETURN_WINDOW = "return_window"
    DISPATCH = "dispatch"
    LIMIT = "limit"
    SELLER_ANSWER = "seller_answer"
    PROMISE = "promise"
    APPLY_PLATFORM = "apply_platform"
    RULING = "ruling"
    MATERIAL = "material"
    ACCEPTANCE = "acceptance"
    MEDIATION = "mediation"
    CONFIRMATION = "confirmation"
    SEND_BACK = "send_back"
    RETURN_REFUND = "return_refund"
    SETTLEMENT = "settlement"
    COURT_FILING = "court_filing"
    JUDGMENT = "judgment"
    MONEY_SOON = "money_soon"
    MONEY_LATER = "money_later"


class Deadline(models.Model):
    """A moment by which somebody must act. What the other side owes is overdue after `latest_at`; our user sees `safe_at`.

    Moments are stored, with the reason (`why`: rule, article, counted days). A recomputed deadline supersedes the old
    row, it never edits it. A promise has a clock of its own (`promise`), so two of them may run at once. `edition` is the
    rulebook's edition by which the moment was counted, or last found unchanged. A row that a step replaced is closed by
    that step; one that a new edition replaced isn't closed by anybody.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="deadlines")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="opened_deadlines")
    closed_by = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_deadlines"
    )
    name = models.CharField(max_length=30)
    rule_id = models.CharField(max_length=30)
    rule_version = models.CharField(max_length=20, blank=True)
    calendar_version = models.CharField(max_length=20, blank=True)
    edition = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=Origin)
    whose = models.CharField(max_length=10, choices=Whose)
    trigger_at = models.DateTimeField(null=True, blank=True)
    safe_at = models.DateTimeField(null=True, blank=True)
    latest_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=DeadlineState)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    why = models.JSONField(default=dict)

    class Meta:
        ordering = ("latest_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DeadlineState.values), name="deadline_state_known"),
            models.CheckConstraint(condition=Q(name__in=ClockName.values), name="deadline_name_known"),
            models.CheckConstraint(condition=Q(whose__in=Whose.values), name="deadline_whose_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="deadline_origin_known"),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "open"), closed_by__isnull=True)
                | Q(state__in=("met", "void"), closed_by__isnull=False)
                | Q(state__in=("lapsed", "superseded")),
                name="deadline_ended_by_a_step",
            ),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.PENDING) | Q(safe_at__isnull=False, latest_at__isnull=False),
                name="deadline_running_has_moments",
            ),
            models.CheckConstraint(
                condition=Q(safe_at__isnull=True) | Q(safe_at__lte=models.F("latest_at")), name="deadline_safe_first"
            ),
            models.UniqueConstraint(
                fields=("complaint", "track", "name"),
                condition=Q(state__in=("pending", "open"), track__isnull=False, promise__isnull=True),
                name="deadline_one_running_per_track",
            ),
            models.UniqueConstraint(
                fields=("complaint", "name"),
                condition=Q(state__in=("pending", "open"), track__isnull=True, promise__isnull=True),
                name="deadline_one_running_per_case",
            ),
            models.UniqueConstraint(
                fields=("promise",),
                condition=Q(state__in=("pending", "open")),
                name="deadline_one_running_per_promise",
            ),
            models.CheckConstraint(
                condition=Q(promise__isnull=True) | Q(name=ClockName.PROMISE, origin=Origin.PROMISE),
                name="deadline_of_a_promise_is_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("latest_at",), condition=Q(state="open"), name="deadline_open_by_latest"),
            models.Index(fields=("latest_at",), condition=Q(state="lapsed"), name="deadline_lapsed_by_latest"),
            models.Index(
                fields=("edition", "complaint"),
                condition=Q(state__in=("open", "lapsed"), closed_by__isnull=True),
                name="deadline_running_by_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def shown_at(self) -> datetime | None:
        """The moment to put on the page: the safe one for our user, the latest one for everybody else."""
        return self.safe_at if self.whose == Whose.CONSUMER else self.latest_at


class Pause(models.Model):
    """Time that doesn't count (testing, a request for material), so the deadline moves by as much."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=models.F("from_at")), name="pause_ends_later"
            ),
            models.UniqueConstraint(fields=("deadline",), condition=Q(to_at__isnull=True), name="pause_one_running"),
        ]

    def __str__(self) -> str:
        return self.reason
