"""The push services of browsers, each at the address that its browser named."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import requests
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.channels.answers import judge
from notifications.channels.base import Message, TransportError
from notifications.channels.outside import NotPublic, heard
from notifications.rendering import short, speaking_to
from notifications.sealing import Unreadable, unseal
from notifications.webpush import Subscription, sealed_for

_LONGEST = 2400  # bytes; services take 4096 with everything around it (RFC 8291, 4)
_GONE = (404, 410)


class PushBatch:
    """Each message is a request of its own."""

    def send(self, message: Message) -> None:
        """Send one; TransportError says whether another try can help."""
        with speaking_to(message.row.notification.recipient):  # who reads what went wrong
            self._send(message)

    def _send(self, message: Message) -> None:
        said, route = message.row.notification, message.row.route
        words = short(said, message.spec, message.due, _LONGEST)
        try:
            to = Subscription.read(unseal(route.sealed if route else ""))
        except Unreadable as error:
            raise TransportError(str(error), permanent=True) from error
        # The tag: a second copy takes the first one's place on the screen.
        facts = {"title": words.title, "body": words.lines, "url": words.url, "tag": f"n{said.pk}"}
        headers, body = sealed_for(to, facts, timezone.now())
        with heard() as answer, suppress(NotPublic, requests.RequestException):
            requests.post(to.endpoint, data=body, headers=headers, allow_redirects=False, timeout=10)
        if answer.code in _GONE:
            raise TransportError(_("This browser takes no messages any more."), permanent=True)
        judge(message.row.channel, answer, took=200 <= answer.code < 300)


class Push:
    """All of them: each delivery's route says which."""

    def batch(self) -> AbstractContextManager[PushBatch]:
        return _batch()


@contextmanager
def _batch() -> Iterator[PushBatch]:
    yield PushBatch()
