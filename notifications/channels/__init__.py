"""The ways to reach people outside the site."""

from collections.abc import Mapping

from notifications.channels.base import Transport
from notifications.channels.email import Mail
from notifications.status import Channel

TRANSPORTS: Mapping[Channel, Transport] = {Channel.EMAIL: Mail()}
