"""The words stored with a delivery."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How the world is reached; the inbox is no channel, it shows the Notification itself."""

    EMAIL = "email", pgettext_lazy("channel", "E-mail")


class State(models.TextChoices):
    """Where one delivery stands; the last three are final."""

    WAITING = "waiting", pgettext_lazy("delivery", "waiting")
    SENDING = "sending", pgettext_lazy("delivery", "being sent")
    SENT = "sent", pgettext_lazy("delivery", "sent")
    FAILED = "failed", pgettext_lazy("delivery", "failed")
    DROPPED = "dropped", pgettext_lazy("delivery", "no longer needed")


OPEN = (State.WAITING, State.SENDING)
