"""From a payload to words, in the recipient's language and time zone, by the kind's own templates or the generic ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.wording import moment_words
from notifications.models import Notification
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


def moment_in_words(iso: str | None) -> str:
    """A moment (ISO 8601 with offset) as day and time in the active zone, 「10月12日（周一）18:00」; "" for None."""
    moment = parse_datetime(iso) if iso else None
    if moment is None:
        return ""
    day = moment_words(moment, timezone.now())
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{timezone.localtime(moment):%H:%M}"}


def context_of(said: Notification) -> dict[str, Any]:
    """What a mail template sees: the payload's facts, its addresses made absolute, `when` (due, in words), `person`.

    `date_url` leads to the reason of the date; "" where the payload has none.
    """
    facts = said.payload
    return {
        **facts,
        "kind": said.kind,
        "person": said.recipient,
        "url": settings.SITE_URL + facts["url"],
        "date_url": settings.SITE_URL + facts["date_url"] if facts.get("date_url") else "",
        "inbox_url": settings.SITE_URL + reverse("notifications:inbox"),
        "when": moment_in_words(facts.get("due")),
    }


def letter(said: Notification, spec: KindSpec) -> Letter:
    """The mail for `said`."""
    with speaking_to(said.recipient):
        facts = context_of(said)
        return Letter(
            subject=" ".join(_subject(spec, facts).split()),
            text=_render([f"{spec.mail_folder}/body.txt", "emails/notification.txt"], facts, escape=False),
            html=_render([f"{spec.mail_folder}/body.html", "emails/notification.html"], facts, escape=True),
        )


def _subject(spec: KindSpec, facts: Mapping[str, Any]) -> str:
    if callable(spec.subject):
        return spec.subject(facts)
    own = [spec.subject] if spec.subject else [f"{spec.mail_folder}/subject.txt", "emails/notification.subject.txt"]
    return _render(own, facts, escape=False)


def _render(names: list[str], facts: Mapping[str, Any], *, escape: bool) -> str:
    """Plain text isn't escaped even where its author forgot to say so: "&amp;" in a subject helps nobody."""
    template = select_template(names)
    return str(template.template.render(Context(dict(facts), autoescape=escape))).strip() + "\n"
