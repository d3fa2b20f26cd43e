"""Dates as the pages show them: the rows of a case's list, and what the sheet behind one says of its rule."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.wording import DAY, left_words, span_words
from escalation import countdown
from escalation.models import Deadline, DeadlineState, Origin, Whose
from escalation.reasons import rule_of
from escalation.situation import Situation
from escalation.strip import Strip
from escalation.words import name_of, usual_lines, usual_words
from law import Rule
from rulebook.wording import limit_words

register = template.Library()
SOON, YEAR = 2 * DAY, 365 * DAY


def date_rows(sit: Situation) -> list[dict[str, Any]]:
    """Running dates and passed ones that nobody has dealt with, nearest first; a limit of years comes last."""
    return [_row(deadline, sit.now) for deadline in sorted(_standing(sit), key=lambda d: d.shown_at or sit.now)]


def next_date(sit: Situation, due_at: datetime | None) -> dict[str, Any] | None:
    """The date whose moment the next-step card shows: {pk, usual, at}; `usual`: the lines about a usual value."""
    found = next((d for d in _standing(sit) if d.shown_at == due_at), None) if due_at else None
    return {"pk": found.pk, "usual": usual_lines(found), "at": _ends_at(found, sit.now)} if found else None


def _standing(sit: Situation) -> list[Deadline]:
    running = (DeadlineState.OPEN, DeadlineState.LAPSED)
    return [d for d in sit.deadlines if d.closed_by_id is None and d.state in running]


def _row(deadline: Deadline, now: datetime) -> dict[str, Any]:
    rolled = deadline.whose == Whose.CONSUMER and deadline.safe_at != deadline.latest_at
    return {
        "pk": deadline.pk, "name": name_of(deadline), "at": deadline.shown_at, "source": source_words(deadline),
        "provisional": deadline.provisional, "usual": _usual(deadline), "tone": _tone(deadline, now),
        "chip": _left(_ends_at(deadline, now), now), "day": day_words(deadline.shown_at, now),
        "latest": day_words(deadline.latest_at, now) if rolled else "",
    }  # fmt: skip


def _ends_at(deadline: Deadline, now: datetime) -> datetime | None:
    """What time is left until: the safe moment, and once that is over the law's, because it isn't too late before."""
    return deadline.latest_at if deadline.shown_at and deadline.shown_at <= now else deadline.shown_at


def _usual(deadline: Deadline) -> str:
    return usual_words() if deadline.origin == Origin.PLATFORM else ""


def _left(at: datetime | None, now: datetime) -> str:
    """What a date's chip says: 「2 天」「今天 18:00 前」「逾期 1 天」「2 年多」."""
    if at is None:
        return pgettext("date", "not started")
    years = (at - now) // YEAR
    if years > 0:
        return ngettext("over %(n)d year", "over %(n)d years", years) % {"n": years}
    return left_words(at, now, short=True) if at - now < SOON else span_words(at - now, short=True)


def day_words(at: datetime | None, now: datetime) -> str:
    """A date without its weekday, for narrow places: 「11月25日」, or 「2029/11/20」 when it isn't this year's."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return date_format(local, "Y/n/j" if local.year != timezone.localtime(now).year else _("j M"))


def _tone(deadline: Deadline, now: datetime) -> str:
    left = (deadline.shown_at - now).total_seconds() / 86400 if deadline.shown_at else 99
    if deadline.whose != Whose.CONSUMER:
        return "seal" if left <= 0 else ""
    return "seal" if left < 1 else "amber" if left < 3 else ""


def source_words(deadline: Deadline) -> str:
    """Where a date comes from, in a line: the article, the app's countdown, a promise; "" for a usual value."""
    if deadline.origin == Origin.PROMISE:
        return _("What they promised")
    if deadline.origin == Origin.USER:
        return _("The countdown that you entered")
    rule = rule_of(deadline)
    return _in_page_language(rule.citation_zh, rule.citation_en) if rule and deadline.origin == Origin.LAW else ""


def _in_page_language(chinese: str, english: str) -> str:
    return chinese if (translation.get_language() or "").startswith("zh") else english


@register.simple_tag
def source(deadline: Deadline) -> str:
    """Where a date comes from."""
    return source_words(deadline)


@register.simple_tag
def rule_name(rule: Rule) -> str:
    """What a limit is called."""
    return _in_page_language(rule.name_zh, rule.name_en)


@register.simple_tag
def rule_facts(rule: Rule) -> str:
    """The number of the text, its validity and when it was last read: 「总局令第121号 · 2026年4月15日起施行 · …」."""
    day = _("j F Y")
    since, until = (date_format(at, day) if at else "" for at in (rule.effective_from, rule.effective_to))
    valid = pgettext("rule", "in force since %(day)s") % {"day": since} if since else ""
    if until:
        valid = pgettext("rule", "in force from %(first)s to %(last)s") % {"first": since, "last": until}
    checked = pgettext("rule", "checked on %(day)s") % {"day": rule.verified_on.isoformat()} if rule.verified_on else ""
    return " · ".join(filter(None, (_in_page_language(rule.number, ""), valid, checked)))


@register.simple_tag
def trigger_words(rule: Rule | None) -> str:
    """The event that starts a limit."""
    return _in_page_language(rule.trigger_zh, rule.trigger_en) if rule else pgettext("calendar", "start")


@register.simple_tag
def months_of(strip: Strip) -> str:
    """The months of a strip: 「9月 – 10月」, with their years when these differ."""
    years = strip.first.year != strip.last.year
    shape = _("F Y") if years or not strip.spans_months else pgettext("date format", "F")
    first, last = date_format(strip.first, shape), date_format(strip.last, shape)
    return f"{first} – {last}" if strip.spans_months else last


@register.filter
def plain_day(at: datetime | None) -> str:
    """`{{ at|plain_day }}`: 「10月12日」, with its year when it isn't this year's."""
    local = timezone.localtime(at) if at else None
    return date_format(local, _("j M") if local.year == timezone.localtime().year else _("j F Y")) if local else ""


@register.filter
def limit_of(rule: Rule) -> str:
    """`{{ rule|limit_of }}`: 「48 小时」."""
    return limit_words(rule)


@register.filter
def to_the_minute(at: datetime) -> str:
    """`{{ at|to_the_minute }}`: 「10月12日（周一）24:00」."""
    return countdown.to_the_minute(at, timezone.now())
