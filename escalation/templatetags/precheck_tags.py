"""The pre-check on the pages on which something is submitted."""

from typing import Any

from django import template
from django.utils import timezone

from complaints.access import Right
from complaints.models import Complaint
from complaints.status import TrackKind
from escalation import prechecks
from escalation.dossier import STAGE_OF
from escalation.prechecks import Checked
from escalation.situation import Situation
from escalation.transitions import Action

register = template.Library()
FOR_PLATFORM = (Action.ESCALATE_TO_PLATFORM,)
FOR_FILING = (Action.ASK_REVIEW, Action.ESCALATE_TO_REGULATOR)
SENDS = (*FOR_PLATFORM, Action.ESCALATE_TO_REGULATOR)
_KEPT = "escalation.precheck"
_NOT_YET: Any = object()


@register.simple_tag(takes_context=True)
def precheck_before(
    context: Any, complaint: Complaint, action: str, track: str = "", text: str | None = None
) -> Checked | None:
    """The pre-check that belongs above the text of `action`; None where nothing is submitted.

    Worked out once a page, however often it is asked for.
    """
    kept = context.render_context
    found: Checked | None = kept.get(_KEPT, _NOT_YET)
    if found is _NOT_YET:
        way = _way(action, track)
        sit = Situation.of(complaint, context["user"], timezone.now(), Right.VIEW)
        found = prechecks.of(sit, way, text=text or None) if way else None
        kept[_KEPT] = found
    return found


@register.filter
def sends(action: str) -> bool:
    """Whether this action submits something, so that its button may say so."""
    return action in SENDS


def _way(action: str, track: str) -> TrackKind | None:
    if action in FOR_PLATFORM:
        return TrackKind.PLATFORM
    if action == Action.PREPARE_FILING:
        return TrackKind.COMPLAINT
    return TrackKind(track) if action in FOR_FILING and track in STAGE_OF else None
