"""What other floors do when a person's hours change: they hand in a function here, since this floor knows no reminders."""

from collections.abc import Callable

from accounts.models import User

HOURS = frozenset({"time_zone", "quiet_from", "quiet_to", "last_day_alarm"})
"""The fields of a person that decide when they may be disturbed."""

_interested: list[Callable[[User], object]] = []


def after_hours_change(do: Callable[[User], object]) -> None:
    """Call `do` with each person whose hours have changed; handed in once, when the apps are ready."""
    if do not in _interested:
        _interested.append(do)


def hours_changed(person: User) -> None:
    """Tell everybody who asked for it; inside the caller's transaction, if there is one."""
    for do in _interested:
        do(person)
