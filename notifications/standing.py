"""How the telling does as a whole: what waits, what was refused, which lines are left alone. For the health page,
`/readyz`, `/metrics` and the admins' summary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q

from notifications import pulse
from notifications.models import Circuit, Delivery, Pulse, Route
from notifications.status import OPEN, Channel, State

SHOWN = 20
# A message is on its way within a minute; what waits this long is in trouble, unless its line is known to be.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Refused:
    """Messages given up on one channel for one reason, and when last."""

    channel: str
    error: str
    count: int
    last_at: datetime

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to the outside, shared by many, that fails as a whole: since when, and until when it is left alone."""

    name: str
    failures: int
    failed_at: datetime | None
    open_until: datetime | None
    error: str

    @property
    def words(self) -> str:
        return str(Channel(self.name).label)


@dataclass(frozen=True, slots=True)
class Standing:
    """`waiting` deliveries, the `oldest` of them said at; `given_up` ways that refused too often."""

    waiting: int
    oldest: datetime | None
    refused: Sequence[Refused]
    lines: Sequence[Line]
    given_up: int
    pulses: Mapping[str, Pulse]

    @property
    def refused_count(self) -> int:
        return sum(row.count for row in self.refused)

    def is_late(self, now: datetime) -> bool:
        """Whether something should have been on its way long ago."""
        return self.oldest is not None and now - self.oldest > LATE


def standing(now: datetime, refused_since: datetime) -> Standing:
    """The whole, in five short reads."""
    waiting = Delivery.objects.filter(state__in=OPEN).aggregate(n=Count("pk"), oldest=Min("notification__created_at"))
    return Standing(
        waiting=waiting["n"],
        oldest=waiting["oldest"],
        refused=refused(refused_since),
        lines=failing(),
        given_up=Route.objects.filter(is_on=False, failures__gt=0).count(),
        pulses=pulse.all_of(),
    )


def refused(since: datetime) -> list[Refused]:
    """What was given up since then, by channel and reason, the most frequent first."""
    rows = Delivery.objects.filter(state=State.FAILED, failed_at__gte=since)
    found = rows.values("channel", "last_error").annotate(n=Count("pk"), last_at=Max("failed_at")).order_by("-n")
    return [Refused(row["channel"], row["last_error"], row["n"], row["last_at"]) for row in found[:SHOWN]]


def failing() -> list[Line]:
    """Shared lines whose last try failed, the longest in trouble first. A person's own server that is down shows beside
    their way, and is nobody else's fault: it must raise no alarm here.
    """
    rows = Circuit.objects.filter(~Q(failures=0), name__in=Channel.values).order_by("-failures", "name")
    return [Line(row.name, row.failures, row.failed_at, row.open_until, row.last_error) for row in rows]
