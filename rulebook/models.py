"""What admins publish: each version of a calendar, a limit, a phone number, a channel or a figure is one row for good."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 60


class Subject(models.TextChoices):
    """What an edition speaks of; its key is a year, or the id of a rule, phone, channel or figure."""

    CALENDAR = "calendar", _("Holidays")
    RULE = "rule", _("Time limit")
    PHONE = "phone", _("Phone number")
    CHANNEL = "channel", _("Channel limits")
    FIGURE = "figure", _("Amount or time of our own")


class EditionState(models.TextChoices):
    """A draft is published or withdrawn, once; neither changes after that."""

    DRAFT = "draft", _("waiting for a second person")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("sent back")


class Edition(models.Model):
    """One version of one entry. The rows are the audit: who proposed, who checked, when, from which source.

    `n` counts the versions of an entry; `number` all publications of the installation, without gaps, and is what a
    snapshot and a deadline name. `based_on` is the `number` that stood for the entry when the draft began (0: packaged).
    `alone` marks a publication by the only active admin. `content` has the columns of the packaged row, or
    {"days": [[ISO date, "off"|"work", name], …]}; `impact` is what a publication would change, once counted.
    """

    subject = models.CharField(max_length=10, choices=Subject)
    key = models.CharField(max_length=KEY_LENGTH)
    n = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, unique=True, editable=False)
    based_on = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.TextField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True)
    alone = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("what should be changed"), max_length=400, blank=True)
    impact = models.JSONField(null=True, editable=False)

    objects: ClassVar[models.Manager["Edition"]]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = (
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="edition_subject_known"),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
            models.CheckConstraint(condition=~Q(key="") & Q(n__gte=1), name="edition_says_which"),
            models.CheckConstraint(
                # A comparison with nothing is neither true nor false, and a check takes that for true: hence "not null".
                condition=Q(state="published", number__isnull=False, number__gte=1, published_at__isnull=False)
                & Q(checked_by__isnull=False)
                | Q(number__isnull=True, published_at__isnull=True, checked_by__isnull=True, alone=False)
                & ~Q(state="published"),
                name="edition_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True) & ~Q(state="withdrawn"),
                name="edition_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("proposed_by")) | Q(alone=True),
                name="edition_two_people",
            ),
            models.UniqueConstraint(fields=["subject", "key", "n"], name="edition_n_once"),
            models.UniqueConstraint(fields=["subject", "key"], condition=Q(state="draft"), name="edition_one_draft"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.key} v{self.n}"

    @property
    def is_draft(self) -> bool:
        return self.state == EditionState.DRAFT

    @property
    def year(self) -> int:
        """The year of a calendar; raises ValueError for other subjects."""
        return int(self.key)


class EditionCounter(models.Model):
    """The last number given to a publication; one row, made by the first of them."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
