"""What the admins' pages of the rulebook show, gathered: plain values for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from law import CHINA, Calendar, ChannelLimit, Figure, Law, Phone, Rule, Words
from rulebook import editions, entries, gaps, preview
from rulebook.models import Edition, EditionState, Subject
from rulebook.overlay import days_of, row_of, with_year
from rulebook.templatetags.law_tags import in_page_language
from rulebook.wording import figure_words, limit_words

YEARS_AHEAD = 2
DECIDED = 30
MOST_TURNS = 30
"""Every two seconds, so for a minute; afterwards the page says that a reload shows it."""

Item = Rule | Phone | ChannelLimit | Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A version in a list."""

    edition: Edition
    name: Words
    own: bool = False


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the calendar: known from a notice, or only estimated (`missing`: it should have been entered by now)."""

    year: int
    published: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry that may be changed: its value in words and whether it should be checked again."""

    subject: Subject
    key: str
    name: Words
    value: str
    verified_on: date | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of a subject."""

    subject: Subject
    lines: list[EntryLine]


def waiting(law: Law, person: User) -> list[Line]:
    """Drafts, the oldest first."""
    drafts = (
        Edition.objects.filter(state=EditionState.DRAFT).select_related("proposed_by").order_by("proposed_at", "pk")
    )
    return [
        Line(draft, _name(law, draft), draft.proposed_by_id == person.pk) for draft in drafts.defer("content", "source")
    ]


def decided(law: Law) -> list[Line]:
    """What was published or sent back lately, the latest first."""
    done = Edition.objects.exclude(state=EditionState.DRAFT).select_related("proposed_by", "checked_by", "withdrawn_by")
    return [Line(one, _name(law, one)) for one in done.defer("content", "source").order_by("-number", "-pk")[:DECIDED]]


def years(calendar: Calendar, now: datetime) -> list[YearLine]:
    """Last year to the year after next."""
    this, gap = now.astimezone(CHINA).year, gaps.calendar_gap(calendar, now)
    shown = [year for year in range(this - 1, this + YEARS_AHEAD + 1) if year in calendar.covered]
    return [YearLine(year, year in calendar.published, year == gap) for year in shown]


def groups(law: Law, today: date) -> list[Group]:
    """Every entry that may be changed, by subject."""
    reference = law.reference
    listed: dict[Subject, Iterable[Item]] = {
        Subject.PHONE: reference.phones.values(),
        Subject.CHANNEL: reference.channels.values(),
        Subject.FIGURE: reference.figures.values(),
        Subject.RULE: law.rules.values(),
    }
    return [Group(subject, _lines(subject, items, law, today)) for subject, items in listed.items()]


def _lines(subject: Subject, items: Iterable[Item], law: Law, today: date) -> list[EntryLine]:
    return [
        EntryLine(
            subject, item.id, entries.name_of(law, subject, item.id), _value(item), item.verified_on,
            entries.is_stale(item, law, today),
        )
        for item in items
    ]  # fmt: skip


def _value(item: Item) -> str:
    if isinstance(item, Phone):
        return item.number
    if isinstance(item, ChannelLimit):
        return _("up to %(n)d characters") % {"n": item.max_chars}
    return figure_words(item) if isinstance(item, Figure) else limit_words(item)


def sheet(edition: Edition, law: Law, person: User) -> dict[str, Any]:
    """What the page of one version shows."""
    alone = editions.may_publish_alone(edition, person)
    context: dict[str, Any] = {
        "edition": edition,
        "name": _name(law, edition),
        "own": edition.proposed_by_id == person.pk,
        "alone": alone,
        "may_publish": edition.is_draft and (edition.proposed_by_id != person.pk or alone),
        "outdated": edition.is_draft and editions.is_outdated(edition),
    }
    return context | impact_context(edition, "0") | _difference(edition)


def _difference(edition: Edition) -> dict[str, Any]:
    if edition.subject == Subject.CALENDAR:
        before = entries.calendar_before(edition.year, edition)
        rows = preview.compare(before, with_year(before, edition.year, days_of(edition.content)), edition.year)
        return {"rows": rows, "counts": preview.counts(rows)}
    before_row = entries.row_before(edition.subject, edition.key, edition)
    after = row_of(edition.subject, edition.key) | edition.content
    return {"changes": entries.changes(edition.subject, before_row, after)}


def impact_context(edition: Edition, turn: str) -> dict[str, Any]:
    """What a publication would change; `next_turn` is 0 when the page should stop asking."""
    asked = int(turn) if turn.isascii() and turn.isdecimal() and len(turn) < 4 else MOST_TURNS
    found = edition.impact or {}
    moved = [(label, parse_datetime(old), parse_datetime(new)) for label, old, new in found.get("examples", ())]
    waits = edition.is_draft and edition.impact is None and asked < MOST_TURNS
    return {"edition": edition, "impact": edition.impact, "moved": moved, "next_turn": asked + 1 if waits else 0}


def try_to_publish(edition: Edition, person: User) -> str:
    """Publish it; what stood in the way in a sentence, "" when nothing did."""
    try:
        editions.publish(edition, by=person, now=timezone.now())
    except editions.NotADraft:
        return _("This was decided in the meantime.")
    except editions.NeedsSecondPerson:
        return _("You proposed this, so another admin has to check and publish it.")
    except editions.Outdated:
        return _("Another version was published since. Send this one back and enter it again.")
    except editions.BadContent as bad:
        return " ".join(in_page_language(words) for words in bad.sentences)
    return ""


def _name(law: Law, edition: Edition) -> Words:
    return entries.name_of(law, edition.subject, edition.key)
