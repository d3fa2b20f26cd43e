"""The ways to reach people outside the site."""

from importlib import import_module

from notifications.channels.base import Transport
from notifications.channels.email import Mail
from notifications.status import Channel


def transport_of(channel: Channel) -> Transport:
    """How `channel` is spoken to. Robots are loaded when first used: the web process never speaks to one."""
    if channel == Channel.EMAIL:
        return Mail()
    if channel == Channel.PUSH:
        push: Transport = import_module("notifications.channels.push").Push()
        return push
    robots: Transport = import_module("notifications.channels.robots").Robots()
    return robots
