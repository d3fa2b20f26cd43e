"""What is to be said to whom (Notification) and how it reaches the world (Delivery)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from notifications.querysets import NotificationQuerySet
from notifications.status import OPEN, Channel, State

KEY_LENGTH = 120


class Notification(models.Model):
    """One thing one person is told once: `key` is unique, so telling it a second time is refused by the database."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", db_index=False
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    kind = models.CharField(max_length=40)
    # Opaque here ("deadline:123"): only the kind's own still_due() knows what it names.
    ref = models.CharField(max_length=120)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(key="") & ~Q(kind=""), name="notification_key_and_kind"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("created_at")), name="notification_read_after_made"
            ),
        )
        indexes = (
            models.Index(F("recipient"), F("created_at").desc(), F("id").desc(), name="notification_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(models.Model):
    """One notification on its way to one endpoint: at least once, under a lease, with its tries and last error.

    `next_try_at` is when the row may be claimed: for a waiting one its next try, for one being sent the end of its
    lease, so one partial index finds both. `tries` grows with every claim and so names the claim.
    """

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    endpoint = models.CharField(max_length=80)
    channel = models.CharField(max_length=12, choices=Channel)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint(fields=["notification", "endpoint"], name="delivery_once_per_endpoint"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="delivery_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="delivery_channel_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, next_try_at__isnull=False)
                | ~Q(state__in=OPEN) & Q(next_try_at__isnull=True),
                name="delivery_open_has_next_try",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | ~Q(state=State.SENDING) & Q(lease_until__isnull=True),
                name="delivery_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | ~Q(state=State.SENT) & Q(sent_at__isnull=True),
                name="delivery_sent_has_moment",
            ),
        )
        indexes = (models.Index(fields=["next_try_at"], condition=Q(state__in=OPEN), name="delivery_claimable"),)

    def __str__(self) -> str:
        return f"{self.endpoint} {self.state}"
