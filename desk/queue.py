"""The helpers' queue: running cases they have been let into, by the nearest due moment."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q, TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from complaints.status import FINAL, STAGE, Status
from desk.cards import MARKS, Chip, chip_of, load_tracks, stage_name, stage_of, usual_note, why_url, with_dates
from desk.paging import Page, by_due, read_cursor
from desk.proof import Proof, proofs
from escalation.advice import headline

PAGE = 50
CONSUMERS_MOVE = (Status.DRAFT, Status.PLATFORM_ASKED, Status.KEPT)
"""Waiting for the consumer: her own words, the material asked for, her word that the money came."""

_STAGE_TONE = {1: "", 2: "blue", 3: "amber"}


class Due(TextChoices):
    """The sidebar's views of the queue."""

    ALL = "", _("Entrusted to me")
    TODAY = "today", _("Due today")
    OVERDUE = "overdue", _("Overdue")
    CONSUMER = "consumer", _("Waiting for the consumer")


@dataclass(frozen=True, slots=True)
class View:
    """What the helper chose to see: a due view and a stage (0 = all); unknown values count as not chosen."""

    due: Due = Due.ALL
    stage: int = 0

    @classmethod
    def read(cls, due: str, stage: str) -> "View":
        """The view behind `?due=&stage=`."""
        return cls(Due(due) if due in Due.values else Due.ALL, int(stage) if stage in ("1", "2", "3") else 0)

    @property
    def query(self) -> str:
        """The view as the query of a link, "" for the plain queue."""
        query = QueryDict(mutable=True)
        query.update(
            {name: value for name, value in (("due", self.due.value), ("stage", str(self.stage or ""))) if value}
        )
        return query.urlencode()


@dataclass(frozen=True, slots=True)
class Link:
    """A view to change to."""

    words: str
    query: str
    chosen: bool
    count: int | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    case: Complaint
    stage: Chip
    due: Chip
    why: str
    step: str
    usual: str
    proof: Proof | None


def entrusted(user: User, now: datetime) -> ComplaintQuerySet:
    """The running cases `user` has been let into at `now`; their own cases are on their own list."""
    cases: ComplaintQuerySet = Complaint.objects.entrusted_to(user, now=now).exclude(status__in=FINAL)
    return cases


def due_rule(due: Due, now: datetime) -> Q:
    """The cases of a sidebar view, as a condition; the day ends at the person's own midnight."""
    midnight = datetime.combine(timezone.localdate(now) + timedelta(days=1), time(), timezone.get_current_timezone())
    rules = {
        Due.ALL: Q(),
        Due.TODAY: Q(due_at__gte=now, due_at__lt=midnight),
        Due.OVERDUE: Q(due_at__lt=now),
        Due.CONSUMER: Q(status__in=CONSUMERS_MOVE),
    }
    return rules[due]


def counts(user: User, now: datetime) -> dict[Due, int]:
    """How many cases each sidebar view has, in one read."""
    some = {due.name: Count("id", filter=due_rule(due, now)) for due in Due if due is not Due.ALL}
    found = entrusted(user, now).aggregate(ALL=Count("id"), **some)
    return {due: found[due.name] for due in Due}


def sides(counted: dict[Due, int], view: View | None = None) -> list[Link]:
    """The sidebar: each due view with its count, in red what burns; none is chosen outside the queue (`view` None)."""
    urgent = (Due.TODAY, Due.OVERDUE)
    return [
        Link(str(due.label), View(due).query, bool(view and due == view.due), n, "seal" if n and due in urgent else "")
        for due, n in counted.items()
    ]


def stages(view: View) -> list[Link]:
    """The stage filter, kept apart from the due view so that both can be chosen."""
    names = [_("All stages"), *(f"{MARKS[n]} {stage_name(n)}" for n in (1, 2, 3))]
    return [Link(str(name), View(view.due, n).query, n == view.stage) for n, name in enumerate(names)]


def page(user: User, view: View, after: str, now: datetime) -> Page:
    """Fifty cases of a view behind the cursor `after`."""
    cases = entrusted(user, now).filter(due_rule(view.due, now))
    if view.stage:
        cases = cases.filter(_stage_rule(view.stage))
    return by_due(with_dates(cases.select_related("owner", "seller")), read_cursor(after), PAGE)


def rows(cases: list[Complaint], now: datetime) -> list[Row]:
    """The table's lines, with their proof counted in one read for all."""
    load_tracks(cases)
    counted = proofs(cases)
    return [_row(case, counted.get(case.pk), now) for case in cases]


def _row(case: Complaint, proof: Proof | None, now: datetime) -> Row:
    stage, due = stage_of(case), chip_of(case, now, short=False)
    return Row(
        case=case,
        stage=Chip(f"{MARKS[stage]} {stage_name(stage)}", _STAGE_TONE[stage]),
        due=due,
        why=why_url(case, due),
        step=headline(Status(case.status), ours=case.due_ours),
        usual=usual_note(case),
        proof=proof,
    )


def _stage_rule(stage: int) -> Q:
    return Q(status__in=[status for status, number in STAGE.items() if number == stage])
