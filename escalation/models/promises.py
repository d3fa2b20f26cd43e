"""What the other side promised, in its own words, and every contact with it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_public_code
from complaints.models import Complaint, Track
from escalation.models.steps import Step

PERSON = settings.AUTH_USER_MODEL


class PromiseState(models.TextChoices):
    OPEN = "open", _("Not due yet")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    VOID = "void", _("Taken out")


class Promised(models.TextChoices):
    """What was promised; the words of `texts.promises.What`."""

    REFUND = "refund", _("a refund")
    RESEND = "resend", _("to send it again")
    SHIP = "ship", _("to ship")
    EXCHANGE = "exchange", _("an exchange")
    REPAIR = "repair", _("a repair")
    COMPENSATE = "compensate", _("compensation")
    ANSWER = "answer", _("an answer")
    RETURN_ADDRESS = "return_address", _("a return address")
    FREIGHT = "freight", _("to bear the freight")
    TAKE_BACK = "take_back", _("to take the goods back")
    OTHER = "other", _("something else")


class Promise(models.Model):
    """One promise of the other side: its words (`quote`), when it was said, and by when it should be kept.

    Its clock is a `Deadline` of its own, if a moment was named. `step` recorded it, `closed_by` says how it ended;
    taking either step back takes back what it wrote. `source` is the evidence in which the words can be read.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="promises")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="promises")
    closed_by = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_promises")
    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)
    what = models.CharField(max_length=16, choices=Promised)
    who = models.CharField(max_length=60, blank=True)
    quote = models.CharField(max_length=400)
    said_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=PromiseState, default=PromiseState.OPEN)

    class Meta:
        ordering = ("said_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=PromiseState.values), name="promise_state_known"),
            models.CheckConstraint(condition=Q(what__in=Promised.values), name="promise_what_known"),
            models.CheckConstraint(condition=~Q(quote=""), name="promise_has_words"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gte=F("said_at")), name="promise_due_after_said"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="promise_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state=PromiseState.OPEN, closed_by__isnull=True)
                | (~Q(state=PromiseState.OPEN) & Q(closed_by__isnull=False)),
                name="promise_ended_by_a_step",
            ),
            models.UniqueConstraint(
                fields=("complaint", "said_at", "quote"),
                condition=~Q(state=PromiseState.VOID),
                name="promise_recorded_once",
            ),
        ]

    def __str__(self) -> str:
        return self.quote


class Way(models.TextChoices):
    """How somebody was reached."""

    CHAT = "chat", _("Chat in the app")
    PHONE = "phone", _("Phone")
    SERVICE = "service", _("After-sales page or customer service")
    LETTER = "letter", _("Letter or mail")
    VISIT = "visit", _("In person")


class Contact(models.Model):
    """One contact with the other side: with whom, how, what was said, and the evidence of it. Its step carries who and when."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="contacts")
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="contact")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    way = models.CharField(max_length=8, choices=Way)
    who = models.CharField(max_length=60, blank=True)
    said = models.TextField(max_length=4000, blank=True)
    happened_at = models.DateTimeField()
    proof = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("happened_at", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="contact_way_known"),
            models.CheckConstraint(condition=~Q(said="") | Q(proof__isnull=False), name="contact_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.happened_at}"
