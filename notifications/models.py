"""What is to be said to whom (Notification), by which ways (Route), how each is getting on (Delivery), and how the
sending as a whole does (Circuit, Pulse).
"""

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


class Route(models.Model):
    """One way by which a person wants to be told: their mail, or a robot's address, which is kept encrypted (`sealed`).

    Who never chose anything has no row and gets mail. `failures` counts final refusals in a row; after a few of them the
    way is off (`is_on`) until the person tries it again. `hint` is what may be shown of the address.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="routes")
    channel = models.CharField(max_length=12, choices=Channel)
    name = models.CharField(max_length=40, blank=True)
    sealed = models.TextField(blank=True)
    hint = models.CharField(max_length=80, blank=True)
    is_on = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    ok_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="route_channel_known"),
            models.CheckConstraint(
                condition=Q(channel=Channel.EMAIL, sealed="") | ~Q(channel=Channel.EMAIL) & ~Q(sealed=""),
                name="route_robot_has_address",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(channel=Channel.EMAIL), name="route_mail_once_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Delivery(models.Model):
    """One notification on its way to one endpoint: at least once, under a lease, with its tries and last error.

    `next_try_at` is when the row may be claimed: for a waiting one its next try, for one being sent the end of its
    lease, so one partial index finds both. `claim` names the worker's claim: what is written under an older one counts
    for nothing. Mail goes to the address the person has at that time; a robot's delivery belongs to its `route`.
    """

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    endpoint = models.CharField(max_length=80)
    channel = models.CharField(max_length=12, choices=Channel)
    route = models.ForeignKey(Route, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries")
    claim = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(state=State.FAILED, failed_at__isnull=False)
                | ~Q(state=State.FAILED) & Q(failed_at__isnull=True),
                name="delivery_failed_has_moment",
            ),
        )
        indexes = (
            models.Index(fields=["next_try_at"], condition=Q(state__in=OPEN), name="delivery_claimable"),
            models.Index(fields=["endpoint", "sent_at"], condition=Q(state=State.SENT), name="delivery_sent_to"),
            models.Index(fields=["failed_at"], condition=Q(state=State.FAILED), name="delivery_failed_lately"),
        )

    def __str__(self) -> str:
        return f"{self.endpoint} {self.state}"


class Circuit(models.Model):
    """A line to the outside that failed as a whole (the mail server, DingTalk, one person's own server): tried again no
    earlier than `open_until`. Shared by all workers. A line without a row, or with `failures` 0, is well.
    """

    name = models.CharField(max_length=40, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    open_until = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Pulse(models.Model):
    """When a thing that the clock does was last done to its end, and how many it has done since the beginning (`total`);
    what is late shows on the health page.
    """

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    total = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
