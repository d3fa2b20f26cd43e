"""When a person may be disturbed: their morning, and the end of their quiet hours."""

from datetime import date, datetime, time, timedelta

from accounts.models import User

_NINE = time(9, 0)


def nine(day: date, person: User) -> datetime:
    """Nine in the morning of `day` where the person lives."""
    return datetime.combine(day, _NINE, person.zone)


def after_quiet(moment: datetime, person: User) -> datetime:
    """`moment`, or the end of the person's quiet hours if it falls into them."""
    local = moment.astimezone(person.zone)
    start, end, clock = person.quiet_from, person.quiet_to, local.time()
    if start == end:
        return moment
    quiet = start <= clock or clock < end if start > end else start <= clock < end
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1 if start > end and clock >= start else 0)
    return datetime.combine(day, end, person.zone)
