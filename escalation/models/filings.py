"""What was sent, frozen, and what an admin said of a filing before it went out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_public_code
from complaints.models import Track

PERSON = settings.AUTH_USER_MODEL


class Channel(models.TextChoices):
    """Where a text goes."""

    SELLER_CHAT = "seller_chat", _("Chat with the seller")
    PLATFORM_FORM = "platform_form", _("Platform customer service")
    COMPLAINT_FORM = "complaint_form", _("12315 complaint form")
    REPORT_FORM = "report_form", _("12315 report form")
    ASSOCIATION_LETTER = "association_letter", _("Letter to the consumer association")
    PLATFORM_ANSWER = "platform_answer", _("Answer to the platform")
    ODR_FORM = "odr_form", _("12315 online settlement")
    COURT_CLAIM = "court_claim", _("Claim to the court")
    CONFIRMATION = "confirmation", _("Application for judicial confirmation")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    PHONE_SCRIPT = "phone_script", _("Notes for a call")


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
    receipt = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)

    class Meta:
        ordering = ("n",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("track", "n"), name="submission_numbered"),
            models.CheckConstraint(condition=Q(n__gte=1), name="submission_from_one"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="submission_channel_known"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(text=""), name="submission_frozen_has_text"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(frozen_at__isnull=False), name="submission_sent_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.n}"


class Verdict(models.TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class Review(models.Model):
    """An escalation laid before an admin, and what the admins decided.

    `by` read it first. Where two must read it (`guards.two_readers`), the verdict stays open until `second_by` has too;
    whoever returns it ends it alone.
    """

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    reason = models.CharField(max_length=400, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("track",), condition=Q(verdict=""), name="review_one_open"),
            models.CheckConstraint(condition=Q(verdict__in=("", *Verdict.values)), name="review_verdict_known"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=models.F("asked_by")), name="review_by_somebody_else"
            ),
            models.CheckConstraint(condition=~Q(verdict=Verdict.RETURNED, reason=""), name="review_return_has_reason"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | (
                    Q(second_by__isnull=False, second_at__isnull=False)
                    & ~Q(second_by=models.F("asked_by"))
                    & ~Q(second_by=models.F("by"))
                ),
                name="review_second_is_another",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True, at__isnull=True, second_by__isnull=True, verdict="")
                | Q(by__isnull=False, at__isnull=False, second_by__isnull=True)
                | (Q(by__isnull=False, at__isnull=False, second_by__isnull=False) & ~Q(verdict="")),
                name="review_verdict_is_signed",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("asked_at",), condition=Q(verdict=""), name="review_open_by_age")]

    def __str__(self) -> str:
        return self.verdict or "open"
