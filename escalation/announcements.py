"""Who is told that a case has moved, and what the ledger says of a step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import CaseAccess, Complaint
from complaints.querysets import live_access
from complaints.status import Scope
from escalation.models import Step
from escalation.transitions import Action
from escalation.words import DONE
from notifications.outbox import Saying, say

KIND = "case_update"
People = Mapping[int, Sequence[User]]
"""Those whom a case concerns, by the case's id."""
_PRIVATE = ("tracks_before", "money_before", "promises_before")


def entry(step: Step) -> dict[str, Any]:
    """The ledger's body for a step: what was done, from where to where, with the facts that people read."""
    facts = {key: value for key, value in step.facts.items() if key not in _PRIVATE and value not in (None, "")}
    return {
        "action": step.action, "source": step.source, "target": step.target,
        "track": step.track.kind if step.track else "", "happened_at": step.happened_at, "facts": facts,
        "voids": step.voids.action if step.voids else "",
    }  # fmt: skip


def people_of(case: Complaint, at: datetime) -> Sequence[User]:
    """The owner and the helpers who may act: those whom a step or a deadline concerns."""
    return people_of_all([case], at)[case.pk]


def people_of_all(cases: Iterable[Complaint], at: datetime) -> People:
    """The same for many cases in one query; their owners must be loaded."""
    found = {case.pk: [case.owner] if case.owner else [] for case in cases}
    rows = CaseAccess.objects.filter(live_access(at), complaint__in=list(found), scope=Scope.ACT)
    known: dict[int, User] = {}
    for row in rows.select_related("user").order_by("pk"):
        found[row.complaint_id].append(known.setdefault(row.user_id, row.user))
    return found


def told_daily(person: User, case: Complaint) -> bool:
    """Whether what happens in `case` reaches `person` in their daily summary: then one message each stays in the inbox."""
    return person.pk != case.owner_id and person.gets_digest


def announce(step: Step) -> None:
    """Tell everybody concerned but the one who did it."""
    case = step.complaint
    for person in people_of(case, step.recorded_at):
        if person.pk == step.actor_id:
            continue
        with translation.override(person.language):
            lines = [str(DONE[Action(step.action)])]
            if step.facts.get("reason"):
                lines.append(step.facts["reason"])
            payload = {
                "title": case.title, "lines": lines, "url": case.get_absolute_url(), "button": _("Look at the case"),
                "why": _("You get this because somebody else did a step in a case that concerns you."),
            }  # fmt: skip
        key = f"step:{step.pk}:{person.pk}"
        by = () if told_daily(person, case) else None
        say(Saying(person, KIND, key=key, ref=key, payload=payload, by=by), now=step.recorded_at)


def still_concerns(ref: str) -> bool:
    """Asked by the outbox just before it sends: whether the case is still the recipient's business."""
    _step, step_pk, person_pk = ref.split(":")
    step = Step.objects.select_related("complaint__owner").filter(pk=step_pk).first()
    return step is not None and int(person_pk) in {person.pk for person in people_of(step.complaint, timezone.now())}
