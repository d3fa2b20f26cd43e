"""The case, its claims and its tracks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import new_public_code
from complaints import playbooks
from complaints.models.order import Order, Seller
from complaints.querysets import ComplaintQuerySet
from complaints.status import ClaimKind, Outcome, Status, TrackKind, TrackOutcome, TrackState


class CaseCounter(models.Model):
    """The last case number given in a year; raised by one conditional UPDATE, so two cases never share one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Complaint(models.Model):
    """A dispute. `status` is written by `escalation.workflow` alone; `ledger_*` by `complaints.ledger` alone.

    `number` is for people, `public_code` for URLs. `version` rises with every step, so a form that was filled from an
    older page is noticed. `due_at`/`due_ours` repeat what lists show of the deadlines (the nearest moment, and whether
    it is our turn), so that lists need no join. `answers` are what the person answered to the law's questions (whether
    the goods may be returned, what a claim rests on), by the question's key; written by `complaints.answers` alone.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    claim_code_hash = models.CharField(max_length=64, blank=True, editable=False)
    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)
    number = models.CharField(_("case number"), max_length=16, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=20, choices=playbooks.choices)
    title = models.CharField(_("title"), max_length=60)
    story = models.TextField(_("what happened"), max_length=4000, blank=True)
    found_at = models.DateTimeField(_("noticed"), null=True, blank=True)
    safety = models.BooleanField(_("a danger to health or safety"), default=False)
    answers = models.JSONField(default=dict, blank=True)
    orders = models.ManyToManyField(Order, related_name="complaints")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    asked = models.DecimalField(_("asked"), max_digits=10, decimal_places=2, null=True, blank=True)
    promised = models.DecimalField(_("promised"), max_digits=10, decimal_places=2, null=True, blank=True)
    received = models.DecimalField(_("received"), max_digits=10, decimal_places=2, null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_ours = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    ledger_seq = models.PositiveIntegerField(default=0, editable=False)
    ledger_head = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="complaint_titled"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="complaint_status_known"),
            models.CheckConstraint(condition=~Q(kind=""), name="complaint_kind_named"),
            models.CheckConstraint(condition=Q(outcome__in=("", *Outcome.values)), name="complaint_outcome_known"),
            models.CheckConstraint(condition=~Q(status=Status.CLOSED, outcome=""), name="complaint_closed_has_outcome"),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.CLOSED, Status.WITHDRAWN)) | Q(due_at__isnull=True, due_ours=False),
                name="complaint_over_waits_for_nothing",
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(public_code=""), name="complaint_has_codes"),
            models.CheckConstraint(
                condition=Q(ledger_seq=0, ledger_head="") | (Q(ledger_seq__gt=0) & ~Q(ledger_head="")),
                name="complaint_ledger_has_head",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
                    name=f"complaint_{field}_not_negative",
                )
                for field in ("asked", "promised", "received")
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False)
                | Q(status=Status.WITHDRAWN, closed_at__isnull=False)
                | (~Q(status__in=(Status.CLOSED, Status.WITHDRAWN)) & Q(closed_at__isnull=True)),
                name="complaint_closed_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("owner", "-updated_at", "-id"), name="complaint_by_owner"),
            models.Index(fields=("due_at", "id"), name="complaint_by_due"),
            models.Index(fields=("status", "due_at"), name="complaint_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("complaints:case", args=(self.public_code,))

    @property
    def is_over(self) -> bool:
        return self.status in (Status.CLOSED, Status.WITHDRAWN)


class Claim(models.Model):
    """One thing the consumer asks for; alternatives are separate rows and never added up by themselves."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(_("claim"), max_length=20, choices=ClaimKind)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("claim")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "kind"), name="claim_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=ClaimKind.values), name="claim_kind_known"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="claim_not_negative"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Track(models.Model):
    """One way the dispute runs: with the seller, the platform, 12315, the association. One open of each kind a case."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="tracks")
    kind = models.CharField(max_length=12, choices=TrackKind)
    state = models.CharField(max_length=12, choices=TrackState)
    outcome = models.CharField(max_length=12, choices=TrackOutcome, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    external_no = models.CharField(_("reference number"), max_length=40, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("track")
        ordering = ("opened_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("complaint", "kind"), condition=Q(closed_at__isnull=True), name="track_one_open_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(state=TrackState.CLOSED, closed_at__isnull=False)
                | (~Q(state=TrackState.CLOSED) & Q(closed_at__isnull=True)),
                name="track_closed_has_moment",
            ),
            models.CheckConstraint(condition=Q(kind__in=TrackKind.values), name="track_kind_known"),
            models.CheckConstraint(condition=Q(state__in=TrackState.values), name="track_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=("", *TrackOutcome.values)), name="track_outcome_known"),
            models.CheckConstraint(
                condition=~Q(state=TrackState.CLOSED) | ~Q(outcome=""), name="track_closed_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
                name="track_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
