"""What the start page needs to know about one person's cases, in few reads."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Count, F, IntegerField, Q, Sum, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from complaints.status import FINAL, Status
from desk.cards import OURS, Chip, chip_of, usual_note, why_url, with_dates
from escalation.advice import headline

SHOWN = 5
WAITING = 5  # from this rank on nothing is asked of her


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
    why: str
    usual: str


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
    return with_dates(cases.select_related("seller"))


def show_rule(show: Show) -> Q:
    """The cases of a tab, as a condition."""
    ended = Q(status__in=FINAL)
    return {Show.OPEN: ~ended, Show.DONE: ended, Show.ALL: Q()}[show]


def tabs(totals: Totals) -> list[Tab]:
    """The tabs with their counts."""
    counts = {Show.OPEN: totals.running, Show.DONE: totals.ended, Show.ALL: totals.all}
    return [Tab(show, counts[show]) for show in Show]


def foremost(user: User, now: datetime) -> list[Complaint]:
    """The cases that most need a look, five at most, in one read: by the nearest moment by which she must act, then
    those in which it's her turn, then drafts, then those that wait for others, then what has ended.
    """
    rank = Case(
        When(status__in=FINAL, then=Value(9)),
        When(due_ours=True, due_at__isnull=False, then=Value(0)),
        When(Q(due_ours=True) & ~Q(status=Status.DRAFT) | Q(status__in=OURS) | Q(due_at__lt=now), then=Value(1)),
        When(status=Status.DRAFT, then=Value(2)),
        default=Value(WAITING),
        output_field=IntegerField(),
    )
    waiting_since = Case(When(status__in=FINAL, then=None), default=F("due_at"))
    ordered = mine(user).annotate(rank=rank).order_by("rank", waiting_since.asc(nulls_last=True), "-updated_at", "-id")
    return list(ordered[:SHOWN])


def next_thing(front: list[Complaint], now: datetime) -> NextThing | None:
    """The first of `foremost`, if anything is to be done there."""
    case = front[0] if front else None
    if case is None or case.__dict__["rank"] >= WAITING:
        return None
    chip = chip_of(case, now)
    return NextThing(case, headline(Status(case.status), ours=True), chip, why_url(case, chip), usual_note(case))


def totals(user: User) -> Totals:
    """The counts beside 「我的案件」 and the sum below it, in one read."""
    found = Complaint.objects.filter(owner=user).aggregate(
        running=Count("id", filter=show_rule(Show.OPEN)),
        ended=Count("id", filter=show_rule(Show.DONE)),
        recovered=Sum("received"),
    )
    return Totals(found["running"], found["ended"], found["recovered"] or Decimal(0))
