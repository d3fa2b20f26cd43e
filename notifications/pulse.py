"""When what the clock does was last done: `beat` at the end of each run, `last` for the health page."""

from datetime import datetime

from notifications.models import Pulse


def beat(name: str, now: datetime) -> None:
    """`name` was done to its end at `now`."""
    if not Pulse.objects.filter(name=name).update(at=now):
        Pulse.objects.get_or_create(name=name, defaults={"at": now})


def last(name: str) -> datetime | None:
    """When `name` was last done; None for never."""
    return Pulse.objects.filter(name=name).values_list("at", flat=True).first()
