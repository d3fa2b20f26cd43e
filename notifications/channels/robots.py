"""Group robots and push services, through Apprise, which knows how each wants to be spoken to."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import apprise
from django.utils.translation import gettext as _

from notifications.channels.answers import judge
from notifications.channels.base import Message, TransportError
from notifications.channels.outside import NotPublic, heard
from notifications.rendering import short, speaking_to
from notifications.sealing import Unreadable, unseal
from notifications.status import Channel

logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log what it sends and where


# Bytes of text that a service takes at once, a little below what it says.
LONGEST: Mapping[str, int] = {Channel.WECOM: 2000, Channel.BARK: 3000}
_LONGEST = 3800


class RobotBatch:
    """Each message is a request of its own; a robot has no line to keep open."""

    def send(self, message: Message) -> None:
        """Send one; TransportError says whether another try can help. Its text holds no address and no key."""
        with speaking_to(message.row.notification.recipient):  # who reads what went wrong
            self._send(message)

    def _send(self, message: Message) -> None:
        row = message.row
        words = short(row.notification, message.spec, message.due, LONGEST.get(row.channel, _LONGEST))
        plugin, took = _plugin(row.route.sealed if row.route else ""), False
        with heard() as answer, suppress(NotPublic):
            took = bool(plugin.notify(body=words.text, title=words.title, body_format=apprise.NotifyFormat.TEXT))
        judge(row.channel, answer, took=took)


def _plugin(sealed: str) -> Any:
    """Apprise's own object for the address: no redirects, no attachments, nothing it would do besides sending."""
    try:
        url = unseal(sealed)
    except Unreadable as error:
        raise TransportError(str(error), permanent=True) from error
    asset = apprise.AppriseAsset(http_redirects=False, app_id="Juli", async_mode=False, plugin_paths=[])
    plugin = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if plugin is None:
        raise TransportError(_("This address isn't understood any more; please enter it again."), permanent=True)
    return plugin


class Robots:
    """All of them: each delivery's route says which."""

    def batch(self) -> AbstractContextManager[RobotBatch]:
        return _batch()


@contextmanager
def _batch() -> Iterator[RobotBatch]:
    yield RobotBatch()
