"""Group robots and push services, through Apprise, which knows how each wants to be spoken to."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, NamedTuple

import apprise
import requests
from django.utils.translation import gettext as _

from notifications.channels.base import Message, TransportError
from notifications.channels.outside import Heard, NotPublic, heard
from notifications.rendering import short, speaking_to
from notifications.sealing import Unreadable, unseal
from notifications.status import Channel

logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log what it sends and where


class Answer(NamedTuple):
    """How a service says in its answer's body that it took a message: `field` is one of `good`; `busy` pass by themselves."""

    fields: tuple[str, ...]
    good: tuple[int, ...]
    words: tuple[str, ...]
    busy: tuple[int, ...] = ()


# Error codes by the services' developer documents: -1 system busy; 45009, 130101, 410100 and 11232 too many messages. The
# 40001 of ServerChan stands for more than one thing, a used-up day among them, so it is tried again.
ANSWERS: Mapping[str, Answer] = {
    Channel.WECOM: Answer(("errcode",), (0,), ("errmsg",), (-1, 45009)),
    Channel.DINGTALK: Answer(("errcode",), (0,), ("errmsg",), (-1, 130101, 410100)),
    Channel.FEISHU: Answer(("code", "StatusCode"), (0,), ("msg", "StatusMessage"), (11232,)),
    Channel.SERVERCHAN: Answer(("code", "errno"), (0,), ("message", "errmsg", "info"), (40001,)),
    Channel.BARK: Answer(("code",), (200,), ("message",)),
    Channel.PUSHDEER: Answer(("code",), (0,), ("error", "message")),
}
# Bytes of text that a service takes at once, a little below what it says.
LONGEST: Mapping[str, int] = {Channel.WECOM: 2000, Channel.BARK: 3000}
_LONGEST = 3800
_PASSING = (408, 425, 429)


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
        _judge(row.channel, answer, took=took)


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


def _judge(channel: str, answer: Heard, *, took: bool) -> None:
    """What the answer means, whatever Apprise made of it. Raises TransportError."""
    if isinstance(answer.error, NotPublic):
        raise TransportError(_("This address leads to a private network, where we send nothing."), permanent=True)
    if answer.error is not None:
        raise TransportError(_failure(answer.error), permanent=False, whole_channel=True)
    if not answer.code:
        raise TransportError(_("The message couldn't be written for this service."), permanent=True)
    if answer.code >= 500 or answer.code in _PASSING:
        raise TransportError(
            _("The server answered %(code)d.") % {"code": answer.code}, permanent=False,
            whole_channel=answer.code >= 500,
        )  # fmt: skip
    if 300 <= answer.code < 400:
        raise TransportError(_("The address leads on to another one; please enter that one."), permanent=True)
    _judge_body(channel, answer)
    if answer.code >= 400 or not took:
        raise TransportError(_("The server answered %(code)d.") % {"code": answer.code}, permanent=True)


def _judge_body(channel: str, answer: Heard) -> None:
    known = ANSWERS.get(channel)
    if known is None:
        return
    facts = _facts(answer.body)
    codes = [facts[name] for name in known.fields if isinstance(facts.get(name), int)]
    if not codes:
        if answer.code < 400:
            raise TransportError(_("The answer isn't one of this service; is the address right?"), permanent=True)
        return
    if codes[0] not in known.good:
        said = next((str(facts[name]) for name in known.words if facts.get(name)), "")
        raise TransportError(f"{codes[0]} {_without_keys(said)}".strip(), permanent=codes[0] not in known.busy)


def _facts(body: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(body)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _without_keys(said: str) -> str:
    """A service's own words, shortened, without what looks like a key or an address: errors are shown and kept."""
    return re.sub(r"https?://\S+|[A-Za-z0-9_-]{20,}", "…", " ".join(said.split()))[:160]


def _failure(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return _("Its certificate isn't valid.")
    if isinstance(error, requests.exceptions.Timeout):
        return _("It didn't answer in time.")
    return _("It can't be reached.")


class Robots:
    """All of them: each delivery's route says which."""

    def batch(self) -> AbstractContextManager[RobotBatch]:
        return _batch()


@contextmanager
def _batch() -> Iterator[RobotBatch]:
    yield RobotBatch()
