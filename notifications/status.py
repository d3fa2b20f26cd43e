"""The words stored with a way to a person and with a delivery."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How the world is reached; the inbox is no channel, it shows the Notification itself."""

    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    WECOM = "wecom", pgettext_lazy("channel", "WeCom group robot")
    DINGTALK = "dingtalk", pgettext_lazy("channel", "DingTalk group robot")
    FEISHU = "feishu", pgettext_lazy("channel", "Feishu group robot")
    SERVERCHAN = "serverchan", pgettext_lazy("channel", "ServerChan (to WeChat)")
    BARK = "bark", pgettext_lazy("channel", "Bark (iPhone)")
    PUSHDEER = "pushdeer", pgettext_lazy("channel", "PushDeer")
    WEBHOOK = "webhook", pgettext_lazy("channel", "Webhook of your own")
    PUSH = "webpush", pgettext_lazy("channel", "Push message of a browser")


ROBOTS = tuple(channel for channel in Channel if channel not in (Channel.EMAIL, Channel.PUSH))
"""Those whose address is pasted; a browser gives its own."""


class State(models.TextChoices):
    """Where one delivery stands; the last three are final."""

    WAITING = "waiting", pgettext_lazy("delivery", "waiting")
    SENDING = "sending", pgettext_lazy("delivery", "being sent")
    SENT = "sent", pgettext_lazy("delivery", "sent")
    FAILED = "failed", pgettext_lazy("delivery", "failed")
    DROPPED = "dropped", pgettext_lazy("delivery", "no longer needed")


OPEN = (State.WAITING, State.SENDING)
