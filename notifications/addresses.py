"""What a person pastes (a robot's webhook, a key) as the address by which Apprise reaches it.

Only these shapes get through, so that nobody can name another of Apprise's hundred services, a local file or a program.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from notifications.status import Channel
from notifications.webpush import Subscription

_KEY = r"[A-Za-z0-9_-]{10,128}"


class BadAddress(ValueError):
    """Not an address of that channel; the text says what one looks like."""


@dataclass(frozen=True, slots=True)
class Address:
    """`url`: for Apprise, secret. `hint`: what may be shown of it."""

    url: str
    hint: str


def read(channel: str, text: str, secret: str = "") -> Address:
    """The address in `text`, as copied from the app. `secret`: DingTalk's signing secret, if any. Raises BadAddress."""
    return _READERS[Channel(channel)]("".join(text.split()), secret.strip())


def _tail(key: str) -> str:
    return f"…{key[-4:]}"


def _dingtalk(text: str, secret: str) -> Address:
    found = re.fullmatch(r"(?:https://oapi\.dingtalk\.com/robot/send\?access_token=)?([A-Za-z0-9]{20,128})", text)
    if not found:
        raise BadAddress(_("The address begins with https://oapi.dingtalk.com/robot/send?access_token="))
    if secret and not re.fullmatch(r"[A-Za-z0-9]{10,128}", secret):
        raise BadAddress(_("The signing secret begins with SEC and has letters and digits only."))
    return Address(f"dingtalk://{secret + '@' if secret else ''}{found[1]}/", f"oapi.dingtalk.com {_tail(found[1])}")


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A service with one address for all, and a key in it; the key alone will do, too."""

    before: str
    key: str
    after: str
    scheme: str
    wrong: Callable[[], str]

    def __call__(self, text: str, secret: str) -> Address:
        found = re.fullmatch(rf"(?:{re.escape(self.before)})?({self.key})(?:{re.escape(self.after)})?", text)
        if not found:
            raise BadAddress(self.wrong())
        return Address(f"{self.scheme}://{found[1]}/", f"{urlsplit(self.before).netloc} {_tail(found[1])}")


def _pushdeer(text: str, secret: str) -> Address:
    if re.fullmatch(r"PDU[A-Za-z0-9]{10,100}", text):
        return Address(f"pushdeers://{text}", f"api2.pushdeer.com {_tail(text)}")
    parts = _own(text)
    found = re.fullmatch(r"pushkey=(PDU[A-Za-z0-9]{10,100})(?:&.*)?", parts.query)
    if not found:
        raise BadAddress(_("A push key begins with PDU; with a server of your own, add ?pushkey=PDU… to its address."))
    return Address(f"{_scheme('pushdeer', parts)}://{parts.netloc}/{found[1]}", f"{parts.netloc} {_tail(found[1])}")


def _bark(text: str, secret: str) -> Address:
    parts = _own(text)
    key = parts.path.strip("/").split("/")[0]
    if not re.fullmatch(r"[A-Za-z0-9]{10,100}", key):
        raise BadAddress(_("Copy the address from the app, such as https://api.day.app/ and your key."))
    return Address(f"{_scheme('bark', parts)}://{parts.netloc}/{key}/", f"{parts.netloc} {_tail(key)}")


def _webhook(text: str, secret: str) -> Address:
    """Apprise takes the words of a query for settings of its own, but those after a dash it passes on."""
    parts = _own(text)
    words = [(f"-{name}", value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    query = f"?{urlencode(words)}" if words else ""
    return Address(f"{_scheme('json', parts)}://{parts.netloc}{parts.path or '/'}{query}", parts.netloc)


def _push(text: str, secret: str) -> Address:
    """What a browser says of itself; only its host is shown."""
    try:
        found = Subscription.read(text)
    except (ValueError, RecursionError) as error:
        raise BadAddress(_("This browser gave no address for push messages.")) from error
    return Address(found.as_text(), _own(found.endpoint).netloc)


def _own(text: str) -> SplitResult:
    """An address that people may choose themselves: https, no name and password in it."""
    wrong = _("This isn't a whole address. It begins with https://")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise BadAddress(wrong) from error
    plain = parts.scheme == "http" and host in settings.ROBOTS_MAY_REACH
    if not host or not (parts.scheme == "https" or plain) or len(text) > 600 or not text.isascii():
        raise BadAddress(wrong)
    if "@" in parts.netloc:
        raise BadAddress(_("An address with a name and password in it would show them to others; leave them out."))
    return parts


def _scheme(name: str, parts: SplitResult) -> str:
    return f"{name}s" if parts.scheme == "https" else name


_READERS: Mapping[Channel, Callable[[str, str], Address]] = {
    Channel.WECOM: _Keyed(
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", _KEY, "", "wecombot",
        lambda: _("The address begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="),
    ),
    Channel.DINGTALK: _dingtalk,
    Channel.FEISHU: _Keyed(
        "https://open.feishu.cn/open-apis/bot/v2/hook/", _KEY, "/", "feishu",
        lambda: _("The address begins with https://open.feishu.cn/open-apis/bot/v2/hook/"),
    ),
    Channel.SERVERCHAN: _Keyed(
        "https://sctapi.ftqq.com/", r"SCT[A-Za-z0-9]{10,100}", ".send", "schan", lambda: _("A SendKey begins with SCT."),
    ),
    Channel.BARK: _bark,
    Channel.PUSHDEER: _pushdeer,
    Channel.WEBHOOK: _webhook,
    Channel.PUSH: _push,
}  # fmt: skip
