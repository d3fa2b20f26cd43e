"""What the start page needs to know about one person's cases, in few reads."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Q, Sum, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from complaints.status import FINAL, Status
from desk.cards import OURS, Card, Chip, cards, chip_of
from escalation.next_step import headline

NEWEST = 5


class Show(TextChoices):
    """The tabs of 「我的案件」."""

    OPEN = "open", _("Under way")
    DONE = "done", _("Ended")
    ALL = "all", _("All")

    @classmethod
    def read(cls, text: str) -> "Show":
        """The tab behind `?show=`; an unknown word is the first."""
        return cls(text) if text in cls.values else cls.OPEN


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab with its count."""

    value: Show
    count: int


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one case to look at now, and what to do there."""

    case: Complaint
    what: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of a person's cases run, how many ended, and the money that came back (CNY)."""

    running: int
    ended: int
    recovered: Decimal

    @property
    def all(self) -> int:
        return self.running + self.ended


def mine(user: User) -> ComplaintQuerySet:
    """The cases a person owns, ready to be listed."""
    cases: ComplaintQuerySet = Complaint.objects.filter(owner=user)
    return cases.select_related("seller")


def show_rule(show: Show) -> Q:
    """The cases of a tab, as a condition."""
    ended = Q(status__in=FINAL)
    return {Show.OPEN: ~ended, Show.DONE: ended, Show.ALL: Q()}[show]


def tabs(totals: Totals) -> list[Tab]:
    """The tabs with their counts."""
    counts = {Show.OPEN: totals.running, Show.DONE: totals.ended, Show.ALL: totals.all}
    return [Tab(show, counts[show]) for show in Show]


def newest(user: User, now: datetime) -> list[Card]:
    """The cards of the cases touched last."""
    return cards(mine(user).order_by("-updated_at", "-id")[:NEWEST], now)


def totals(user: User) -> Totals:
    """The counts beside 「我的案件」 and the sum below it, in one read."""
    found = Complaint.objects.filter(owner=user).aggregate(
        running=Count("id", filter=show_rule(Show.OPEN)),
        ended=Count("id", filter=show_rule(Show.DONE)),
        recovered=Sum("received"),
    )
    return Totals(found["running"], found["ended"], found["recovered"] or Decimal(0))


def next_thing(user: User, now: datetime) -> NextThing | None:
    """The nearest moment by which she must act; without one, a case in which it's her turn; a draft last."""
    running = Complaint.objects.filter(owner=user).exclude(status__in=FINAL).select_related("seller")
    rank = Case(
        When(due_ours=True, due_at__isnull=False, then=Value(0)),
        When(Q(due_ours=True) | Q(status__in=OURS) | Q(due_at__lt=now), then=Value(1)),
        When(status=Status.DRAFT, then=Value(2)),
        default=Value(9),
        output_field=IntegerField(),
    )
    found = running.annotate(rank=rank).filter(rank__lt=9).order_by("rank", "due_at", "updated_at").first()
    return NextThing(found, headline(Status(found.status), ours=True), chip_of(found, now)) if found else None
