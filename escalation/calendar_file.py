"""One deadline as a calendar file (RFC 5545), for the calendar of a phone.

What shows there may be seen by others: it names the limit and neither shop, goods nor amount.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import pgettext
from icalendar import CLASS, TRANSP, Alarm, Calendar, Event

from escalation.models import Deadline, Whose
from escalation.reasons import chain_of, ending_words
from escalation.words import name_of, usual_lines
from law import CHINA
from law.counting import DAY, END_OF_DAY

PRODUCT = "-//Juli//Deadlines//ZH"
MORNING = timedelta(hours=9)


class NoMoment(Exception):
    """The clock hasn't started, so there is no day to put into a calendar."""


class Span(NamedTuple):
    """When the event begins, and its alarms counted from there."""

    start: datetime
    whole_day: bool
    alarms: tuple[timedelta, ...]


def calendar_file(deadline: Deadline, now: datetime) -> bytes:
    """The file for the date that stands now, whichever of its predecessors is asked for.

    The UID stays the same when a date is replaced and SEQUENCE grows, so that a calendar moves the event it has.
    Raises NoMoment.
    """
    chain = chain_of(deadline)
    current = chain[-1]
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    event = event_of(current, uid=uid_of(chain[0].pk), sequence=len(chain) - 1, stamp=now, now=now)
    return filled(calendar, [event])


def filled(calendar: Calendar, events: Iterable[bytes]) -> bytes:
    """The calendar's text with `events` in it."""
    return _with_inside(calendar.to_ical(), events)


def _with_inside(component: bytes, inner: Iterable[bytes]) -> bytes:
    """A component's text with other whole components before its end. A thousand dates are put together like this in half
    the time that the library takes to go through all their lines once more.
    """
    head, end, name = component.rstrip(b"\r\n").rpartition(b"END:")
    return b"".join([head, *inner, end, name, b"\r\n"])


def uid_of(first: int) -> str:
    """The event's name for good: made of the id of the clock's first date, and telling nothing of it."""
    return salted_hmac("escalation.calendar_file", str(first)).hexdigest()[:32]


def event_of(deadline: Deadline, *, uid: str, sequence: int, stamp: datetime, now: datetime) -> bytes:
    """The event's text. `stamp`: when this version of it was made; `now`: what its words are relative to. Raises NoMoment."""
    words = "\n".join([ending_words(deadline, now), *usual_lines(deadline)])
    url = settings.SITE_URL + deadline.complaint.get_absolute_url()
    return _written(uid, sequence, stamp, _summary(deadline), words, _span(deadline), url)


@lru_cache(maxsize=4000)
def _written(uid: str, sequence: int, stamp: datetime, summary: str, words: str, span: Span, url: str) -> bytes:
    """The library is thorough and slow, and calendar programs ask every hour for dates that haven't changed."""
    event = Event()
    facts = {
        "uid": uid, "sequence": sequence, "dtstamp": stamp, "summary": summary, "description": words, "url": url,
        "dtstart": span.start.date() if span.whole_day else span.start, "class": CLASS.PRIVATE, "transp": TRANSP.TRANSPARENT,
    }  # fmt: skip
    for name, value in facts.items():
        event.add(name, value)
    if span.whole_day:
        event.add("dtend", span.start.date() + DAY)
    return _with_inside(event.to_ical(), [_alarm(before, summary) for before in span.alarms])


def _summary(deadline: Deadline) -> str:
    name = name_of(deadline)
    return (
        name if deadline.whose == Whose.CONSUMER else pgettext("calendar", "%(name)s (the other side)") % {"name": name}
    )


def _span(deadline: Deadline) -> Span:
    """A limit of days fills its last day in China; one of hours stands at its moment.

    What our user must do is announced before, what the other side owes only once it is late.
    """
    shown = deadline.shown_at
    if shown is None:
        raise NoMoment
    ours, local = deadline.whose == Whose.CONSUMER, shown.astimezone(CHINA)
    if local.timetz() == END_OF_DAY:
        alarms = (MORNING - DAY, MORNING) if ours else (MORNING + DAY,)
        return Span(local, True, alarms)
    return Span(shown, False, (-DAY, timedelta(hours=-2)) if ours else (timedelta(0),))


@lru_cache(maxsize=500)
def _alarm(after_start: timedelta, words: str) -> bytes:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", after_start)
    return bytes(alarm.to_ical())


def filename(deadline: Deadline) -> str:
    """A name that says nothing about the case: juli-2026-10-12.ics."""
    day = deadline.shown_at.astimezone(CHINA).date().isoformat() if deadline.shown_at else "date"
    return f"juli-{day}.ics"
