"""Lines to the outside that fail as a whole are left alone for a while, by all workers together.

Three failures in a row open the circuit for a minute, every further one for twice as long, half an hour at most. When
that time is over, the next run sends again; its first message decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from notifications.models import Circuit, Delivery
from notifications.status import Channel

# These leave for addresses that people named themselves: one that hangs is nobody else's fault.
OWN_ADDRESS = frozenset({Channel.BARK, Channel.PUSHDEER, Channel.WEBHOOK, Channel.PUSH})
_ENOUGH = 3
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(slots=True)
class Closed:
    """What isn't to be claimed now: whole channels, and single routes."""

    channels: set[str]
    routes: set[int]

    def has(self, row: Delivery) -> bool:
        return row.channel in self.channels or row.route_id in self.routes

    def add(self, row: Delivery) -> None:
        """Leave alone what `row` was to go through, for the rest of this run."""
        if row.channel in OWN_ADDRESS and row.route_id:
            self.routes.add(row.route_id)
        else:
            self.channels.add(row.channel)


def name_of(row: Delivery) -> str:
    """The line that `row` goes through: "email", "dingtalk", "route:12"."""
    return f"route:{row.route_id}" if row.channel in OWN_ADDRESS else row.channel


def closed_at(now: datetime) -> Closed:
    """The lines to be left alone at `now`."""
    names = Circuit.objects.filter(open_until__gt=now).values_list("name", flat=True)
    routes = {int(name.partition(":")[2]) for name in names if name.startswith("route:")}
    return Closed({name for name in names if not name.startswith("route:")}, routes)


def failed(name: str, error: str, now: datetime) -> None:
    """Count one failure of the whole line."""
    Circuit.objects.get_or_create(name=name)
    Circuit.objects.filter(name=name).update(failures=F("failures") + 1, failed_at=now, last_error=error[:300])
    failures = Circuit.objects.filter(name=name).values_list("failures", flat=True).first() or 0
    if failures >= _ENOUGH:
        pause = min(_FIRST_PAUSE * (1 << min(failures - _ENOUGH, 10)), _LONGEST_PAUSE)
        Circuit.objects.filter(name=name).update(open_until=now + pause)


def worked(name: str) -> None:
    """A message went through: the line is well. Writes only where it wasn't."""
    Circuit.objects.filter(name=name).filter(~Q(failures=0)).update(failures=0, open_until=None)
