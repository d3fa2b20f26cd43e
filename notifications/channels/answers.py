"""What a service's answer means, whatever the library that spoke to it made of it."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import requests
from django.utils.translation import gettext as _

from notifications.channels.base import TransportError
from notifications.channels.outside import Heard, NotPublic
from notifications.status import Channel


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
_PASSING = (408, 425, 429)


def judge(channel: str, answer: Heard, *, took: bool) -> None:
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
