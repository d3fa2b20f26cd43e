"""From a payload to words, in the recipient's language and time zone, by the kind's own templates or the generic ones."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.wording import moment_words
from notifications.models import Notification
from notifications.payload import items_of
from notifications.registry import KindSpec

# What a kind's own code or template raises when it is wrong: it must hold up its own kind only, never the others' mail.
BROKEN_TEMPLATE = (
    TemplateDoesNotExist,
    TemplateSyntaxError,
    ObjectDoesNotExist,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's words: one line, plain text, HTML."""

    subject: str
    text: str
    html: str


@contextmanager
def speaking_to(person: User) -> Iterator[None]:
    """Their time zone and their language, whatever the worker or request had set."""
    with translation.override(person.language), timezone.override(person.zone):
        yield


def _by(iso: str | None) -> str:
    """Until when, in the active zone, from ISO 8601 with offset: 「截止时间：10月12日（周一）18:00」; "" for None."""
    moment = parse_datetime(iso) if iso else None
    if moment is None:
        return ""
    day, time = moment_words(moment, timezone.now()), f"{timezone.localtime(moment):%H:%M}"
    return _("By %(when)s") % {"when": _("%(day)s, %(time)s") % {"day": day, "time": time}}


@cache
def _page(name: str) -> str:
    """The path of a page that is the same for everybody: looked up once, not for every mail."""
    return reverse(f"notifications:{name}")


@dataclass(frozen=True, slots=True)
class Told:
    """One item in words: its sentences, until when, the address that gives the reason of that date (each "" for none)."""

    lines: Sequence[str]
    by: str
    date_url: str
    settle_url: str


def told(said: Notification, due: Collection[str] | None = None, site: str = "") -> list[Told]:
    """What `said` says, without the items that aren't among the refs `due` any more (None: all of it)."""
    items = items_of(said.payload, said.ref)
    return [
        Told(item.lines, _by(item.due), site + item.date_url if item.date_url else "", item.settle_url)
        for item in items
        if due is None or item.ref in due
    ]


def context_of(said: Notification, due: Collection[str] | None = None) -> dict[str, Any]:
    """What a mail template sees: the payload's facts, its addresses made absolute, `items` (Told), the words around."""
    facts, name = said.payload, said.recipient.name
    return {
        **facts,
        "greeting": _("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
        "button": facts.get("button") or pgettext("button of a reminder", "Open"),
        "kind": said.kind,
        "person": said.recipient,
        "items": told(said, due, settings.SITE_URL),
        "url": settings.SITE_URL + facts["url"],
        "inbox_url": settings.SITE_URL + _page("inbox"),
        "ways_url": settings.SITE_URL + _page("ways"),
    }


def letter(said: Notification, spec: KindSpec, due: Collection[str] | None = None) -> Letter:
    """The mail for `said`, with the items that are still `due` (None: all)."""
    with speaking_to(said.recipient):
        facts = context_of(said, due)
        return Letter(
            subject=" ".join(_subject(spec, facts).split()),
            text=_render([f"{spec.mail_folder}/body.txt", "emails/notification.txt"], facts, escape=False),
            html=_render([f"{spec.mail_folder}/body.html", "emails/notification.html"], facts, escape=True),
        )


def _subject(spec: KindSpec, facts: Mapping[str, Any]) -> str:
    return spec.subject(facts) if spec.subject else _("Juli: %(what)s") % {"what": facts["title"]}


def _render(names: list[str], facts: Mapping[str, Any], *, escape: bool) -> str:
    """Plain text isn't escaped even where its author forgot to say so: "&amp;" in a letter helps nobody."""
    template = select_template(names)
    return str(template.template.render(Context(dict(facts), autoescape=escape))).strip() + "\n"


@dataclass(frozen=True, slots=True)
class Short:
    """A chat's words: one line, a few below it, and the address to open under `button`."""

    title: str
    lines: str
    button: str
    url: str

    @property
    def text(self) -> str:
        """All but the title, the address at the end."""
        return f"{self.lines}\n{self.button}\n{self.url}"


def short(said: Notification, spec: KindSpec, due: Collection[str] | None = None, most: int = 3800) -> Short:
    """`said` for a chat, `most` bytes at most (UTF-8): of each item its first sentence, and the address to open.

    Others may look on, in the group or on the screen, so a private kind's title stays out. What is too long ends in an
    ellipsis, the address never does.
    """
    with speaking_to(said.recipient):
        facts = context_of(said, due)
        title = (
            _("Juli: a reminder about your case") if spec.private else _("Juli: %(what)s") % {"what": facts["title"]}
        )
        lines = [line for item in facts["items"] for line in item.lines[:1]] if not spec.terse else []
    button = facts["button"]
    room = most - len(f"{title}\n\n{button}\n{facts['url']}\n".encode())
    return Short(title, _fitted("\n".join(lines), room), button, facts["url"])


def _fitted(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    return text.encode()[: max(most - 3, 0)].decode(errors="ignore") + "…"
