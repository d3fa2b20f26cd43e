"""The admins' board: filings laid before them, what speaks for and against each, and what was decided lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from complaints.querysets import SUBMITTED
from complaints.status import TrackState
from escalation.models import Review

SHOWN = 100
WAITING = (TrackState.IN_REVIEW, TrackState.SECOND_READ)
DECIDED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the last days; `readable` while an admin may still open the case: laid before them, or approved
    and not yet filed."""

    review: Review
    readable: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The list beside the letter: the open ones (at most SHOWN of `waiting`), and those of the last thirty days."""

    open: list[Review]
    decided: list[Decided]
    waiting: int
    today: int


def waiting() -> int:
    """How many filings wait for a decision."""
    return Review.objects.filter(verdict="", track__state__in=WAITING).count()


def board(now: datetime) -> Board:
    """What waits, hard dates first and then the oldest, and what was decided."""
    seen = Review.objects.select_related("track__complaint", "asked_by")
    pending = seen.filter(verdict="", track__state__in=WAITING).order_by(
        F("track__complaint__due_at").asc(nulls_last=True), "asked_at", "id"
    )
    shown = list(pending[:SHOWN])
    done = seen.select_related("by").exclude(verdict="").filter(at__gte=now - DECIDED_FOR).order_by("-at", "-id")
    return Board(
        open=shown,
        decided=[Decided(review, review.track.state in SUBMITTED) for review in done[:SHOWN]],
        waiting=len(shown) if len(shown) < SHOWN else waiting(),
        today=sum(is_due_today(review.track.complaint, now) for review in shown),
    )


def is_due_today(case: Complaint, now: datetime) -> bool:
    """Whether the case's nearest moment is today or gone by, on the reader's own calendar."""
    return case.due_at is not None and timezone.localdate(case.due_at) <= timezone.localdate(now)


def review_of(case: Complaint, kind: str) -> Review | None:
    """The review of a case's track to show under its address: the open one, else the latest."""
    reviews = Review.objects.filter(track__complaint=case, track__kind=kind).select_related(
        "track", "asked_by", "by", "second_by"
    )
    return reviews.filter(verdict="").first() or reviews.order_by("-asked_at", "-id").first()


def has_decided(admin: User, code: str, kind: str) -> bool:
    """Whether this admin has decided this filing already and nothing new waits."""
    reviews = Review.objects.filter(track__complaint__public_code=code, track__kind=kind)
    read = reviews.filter(Q(by=admin) | Q(second_by=admin))
    return read.exists() and not reviews.filter(verdict="").exists()
