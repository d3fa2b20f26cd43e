"""What the workflow writes: steps, deadlines, reminders, submissions, reviews. Rows are added and closed, not edited."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_public_code
from complaints.models import Complaint, Track

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
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.source} → {self.target}"


class Origin(models.TextChoices):
    """Where a limit comes from; decides how sure we sound."""

    LAW = "law", _("law")
    PLATFORM = "platform", _("platform")
    USER = "user", _("entered by you")
    PROMISE = "promise", _("promise")


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


class Deadline(models.Model):
    """A moment by which somebody must act. What the other side owes is overdue after `latest_at`; our user sees `safe_at`.

    Moments are stored, with the reason (`why`: rule, article, counted days). A recomputed deadline supersedes the old
    row, it never edits it.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="deadlines")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="deadlines")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="opened_deadlines")
    closed_by = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_deadlines"
    )
    name = models.CharField(max_length=30)
    rule_id = models.CharField(max_length=30)
    rule_version = models.CharField(max_length=20, blank=True)
    calendar_version = models.CharField(max_length=20, blank=True)
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
            models.CheckConstraint(
                condition=Q(state=DeadlineState.PENDING) | Q(safe_at__isnull=False, latest_at__isnull=False),
                name="deadline_running_has_moments",
            ),
            models.CheckConstraint(
                condition=Q(safe_at__isnull=True) | Q(safe_at__lte=models.F("latest_at")), name="deadline_safe_first"
            ),
            models.UniqueConstraint(
                fields=("complaint", "track", "name"),
                condition=Q(state__in=("pending", "open"), track__isnull=False),
                name="deadline_one_running_per_track",
            ),
            models.UniqueConstraint(
                fields=("complaint", "name"),
                condition=Q(state__in=("pending", "open"), track__isnull=True),
                name="deadline_one_running_per_case",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("latest_at",), condition=Q(state="open"), name="deadline_open_by_latest"),
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
        ]
        indexes: ClassVar = [
            models.Index(fields=("due_at",), condition=Q(state="planned"), name="reminder_planned_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Channel(models.TextChoices):
    """Where a text goes."""

    SELLER_CHAT = "seller_chat", _("Chat with the seller")
    PLATFORM_FORM = "platform_form", _("Platform customer service")
    COMPLAINT_FORM = "complaint_form", _("12315 complaint form")
    REPORT_FORM = "report_form", _("12315 report form")
    ASSOCIATION_LETTER = "association_letter", _("Letter to the consumer association")


class Submission(models.Model):
    """What was sent, as it was sent: the text and a list of the evidence with its hashes. Frozen once `frozen_at` is set."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="submissions")
    n = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20, choices=Channel)
    text = models.TextField()
    manifest = models.JSONField(default=list)
    manifest_sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)

    class Meta:
        ordering = ("n",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("track", "n"), name="submission_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.n}"


class Verdict(models.TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class Review(models.Model):
    """An escalation laid before an admin, and what the admin decided."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    reason = models.CharField(max_length=400, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("track",), condition=Q(verdict=""), name="review_one_open"),
            models.CheckConstraint(
                condition=Q(verdict="", by__isnull=True, at__isnull=True)
                | (~Q(verdict="") & Q(by__isnull=False, at__isnull=False)),
                name="review_verdict_is_signed",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("asked_at",), condition=Q(verdict=""), name="review_open_by_age")]

    def __str__(self) -> str:
        return self.verdict or "open"
