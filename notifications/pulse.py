"""When what the clock does was last done, and how much of it: `beat` at the end of each run."""

from datetime import datetime

from django.db.models import F

from notifications.models import Pulse


def beat(name: str, now: datetime, done: int = 0) -> None:
    """`name` was done to its end at `now`, for `done` things."""
    if not Pulse.objects.filter(name=name).update(at=now, total=F("total") + done):
        made = Pulse.objects.get_or_create(name=name, defaults={"at": now, "total": done})
        if not made[1]:  # somebody else made it in this very moment
            Pulse.objects.filter(name=name).update(at=now, total=F("total") + done)


def all_of() -> dict[str, Pulse]:
    """Every one by its name."""
    return {pulse.name: pulse for pulse in Pulse.objects.all()}
