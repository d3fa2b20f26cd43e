"""Moments, amounts and names in words, in the active language and time zone; here, so that every floor can use them.

`now` is always passed in (aware). Amounts are CNY. Words come from the catalogue; only the shape is decided here.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

DAY = timedelta(days=1)
SOON = timedelta(days=3)


_WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
_MONTHS = (
    pgettext_lazy("month", "Jan"),
    pgettext_lazy("month", "Feb"),
    pgettext_lazy("month", "Mar"),
    pgettext_lazy("month", "Apr"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "Jun"),
    pgettext_lazy("month", "Jul"),
    pgettext_lazy("month", "Aug"),
    pgettext_lazy("month", "Sep"),
    pgettext_lazy("month", "Oct"),
    pgettext_lazy("month", "Nov"),
    pgettext_lazy("month", "Dec"),
)


def moment_words(at: datetime, now: datetime) -> str:
    """The day of `at` with its weekday: 「10月12日（周一）」, "Mon 12 Oct"; with the year when it isn't this year's."""
    local = timezone.localtime(at)
    words = {
        "weekday": _WEEKDAYS[local.weekday()],
        "month": _MONTHS[local.month - 1],
        "day": local.day,
        "year": local.year,
    }
    if local.year == timezone.localtime(now).year:
        return _("%(weekday)s %(day)d %(month)s") % words
    return _("%(weekday)s %(day)d %(month)s %(year)d") % words


def span_words(span: timedelta, *, short: bool = False) -> str:
    """A length of time, rounded down: 「2 天 6 小时」; without hours from three days on, and always when `short`."""
    minutes = max(0, int(span.total_seconds()) // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if not days:
        if hours:
            return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
        return ngettext("%(n)d minute", "%(n)d minutes", max(1, minutes)) % {"n": max(1, minutes)}
    in_days = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if short or not hours or span >= SOON:
        return in_days
    return f"{in_days} " + ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def left_words(at: datetime, now: datetime, *, short: bool = False) -> str:
    """What is left until `at`: 「还剩 2 天 6 小时」「今天 18:00 前」「今天内」「逾期 1 天」."""
    if at < now:
        return _("%(span)s overdue") % {"span": span_words(now - at, short=True)}
    local = timezone.localtime(at)
    days = (local.date() - timezone.localtime(now).date()).days
    if days > 1 or (days == 1 and at - now >= DAY):
        return _("%(span)s left") % {"span": span_words(at - now, short=short)}
    if (local.hour, local.minute) == (23, 59):
        return _("by the end of tomorrow") if days else _("by the end of today")
    clock = {"time": f"{local:%H:%M}"}
    return _("by %(time)s tomorrow") % clock if days else _("by %(time)s today") % clock


def tone_of(at: datetime, now: datetime) -> str:
    """The colour of a moment for whoever must act: "seal" today or overdue, "amber" within three days, else ""."""
    if timezone.localtime(at).date() <= timezone.localtime(now).date():
        return "seal"
    return "amber" if at - now <= SOON else ""


def ago_words(at: datetime, now: datetime) -> str:
    """How long ago `at` was: 「刚刚」「12 分钟前」「3 小时前」「昨天」, then the date."""
    days = (timezone.localtime(now).date() - timezone.localtime(at).date()).days
    if days > 1:
        return moment_words(at, now)
    if days == 1:
        return _("yesterday")
    if now - at < timedelta(minutes=1):
        return _("just now")
    return _("%(span)s ago") % {"span": span_words(now - at)}


def yuan(amount: Decimal | int) -> str:
    """An amount as it is written everywhere: ¥1,497.00."""
    return f"¥{Decimal(amount):,.2f}"


def masked(name: str) -> str:
    """A name for people who needn't know it: the first character, the rest hidden (林**), never telling its length."""
    return f"{name.strip()[:1]}**"
