"""A case as the guards see it: its tracks, steps and deadlines, each loaded once and only when asked for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from accounts.models import User
from complaints.access import Right, right_of
from complaints.models import Claim, Complaint, OrderItem, Track
from complaints.status import Status, TrackKind, TrackState
from escalation.models import Deadline, DeadlineState, Promise, PromiseState, Step
from escalation.transitions import Action, Actor


@dataclass
class History:
    """What has happened in `complaint` up to `now`, whoever looks at it."""

    complaint: Complaint
    now: datetime

    @property
    def status(self) -> Status:
        return Status(self.complaint.status)

    @cached_property
    def steps(self) -> list[Step]:
        """Steps that count, oldest first: neither voided nor corrections themselves."""
        rows = Step.objects.filter(complaint=self.complaint).select_related("track", "actor").order_by("id")
        every = list(rows)
        voided = {step.voids_id for step in every if step.voids_id}
        return [step for step in every if step.pk not in voided and step.action != Action.CORRECT]

    @cached_property
    def tracks(self) -> list[Track]:
        """All tracks, oldest first. Every track was opened by a step, so the steps bring them along."""
        return sorted({s.track_id: s.track for s in self.steps if s.track}.values(), key=lambda t: (t.opened_at, t.pk))

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """Deadlines that count (not void, not superseded), the nearest first."""
        rows = Deadline.objects.filter(complaint=self.complaint).exclude(
            state__in=(DeadlineState.VOID, DeadlineState.SUPERSEDED)
        )
        return list(rows.select_related("track"))

    @cached_property
    def claims(self) -> list[Claim]:
        """What is asked for, in the order in which it was asked."""
        return list(self.complaint.claims.order_by("pk"))

    @cached_property
    def items(self) -> list[OrderItem]:
        """What was bought, each with its order."""
        rows = OrderItem.objects.filter(order__complaints=self.complaint).select_related("order")
        return list(rows.order_by("pk"))

    @cached_property
    def promises(self) -> list[Promise]:
        """What the other side promised, oldest first, without what was taken out."""
        rows = Promise.objects.filter(complaint=self.complaint).exclude(state=PromiseState.VOID)
        return list(rows.select_related("step"))

    def open_track(self, kind: TrackKind) -> Track | None:
        """The track of this kind that is still open."""
        return next((t for t in self.tracks if t.kind == kind and t.state != TrackState.CLOSED), None)

    @property
    def contacted(self) -> bool:
        """Whether a message to the seller is on record."""
        return any(step.action == Action.CONTACT_SELLER for step in self.steps)


@dataclass
class Situation(History):
    """A case's history for `user`; `facts` is None while we only look at what would be possible."""

    user: User
    right: Right
    track: Track | None = None
    facts: dict[str, Any] | None = None

    @classmethod
    def of(cls, complaint: Complaint, user: User, now: datetime, right: Right | None = None) -> "Situation":
        """The situation, looking up what `user` may do unless `right` is known already."""
        return cls(complaint, now, user, right_of(user, complaint, now=now) if right is None else right)

    def is_over(self, name: str) -> bool:
        """Whether the other side's time called `name`, on the track at hand, has passed at its latest, rolled moment."""
        asked = [d for d in self.deadlines if d.name == name and d.closed_by_id is None]
        return any(d.latest_at <= self.now for d in asked if d.latest_at and self.track in (None, d.track))

    @property
    def actors(self) -> frozenset[Actor]:
        """The roles in which the person may act here."""
        mine = {Right.OWN: Actor.OWNER, Right.CHANGE: Actor.ACTING, Right.PREPARE: Actor.PREPARING}.get(self.right)
        return frozenset(filter(None, (mine, Actor.ADMIN if self.user.is_admin and mine is None else None)))

    def fact(self, name: str) -> Any:
        """A fact that the person gave, or None."""
        return (self.facts or {}).get(name)
