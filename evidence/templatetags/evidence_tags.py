"""The evidence card of the case page: upper floors are met in templates, so the case needn't import us."""

from typing import Any

from django import template
from django.template import Context

from accounts.models import User
from complaints.access import PREPARE, Right, right_of
from complaints.models import Complaint
from evidence.checklist import slots_for
from evidence.completeness import completeness, stage_of
from evidence.vault import findings

register = template.Library()


@register.inclusion_tag("evidence/_slots.html", takes_context=True)
def evidence_slots(context: Context, complaint: Complaint, right: Right | User) -> dict[str, Any]:
    """What is there with thumbnails, what is needed dashed, the most urgent first; adding for those whose `right` allows it.

    The case page has its `claims` at hand, and lends them.
    """
    slots = slots_for(complaint)
    found = completeness(complaint, stage=stage_of(complaint), slots=slots, claims=context.get("claims"))
    wanted = () if complaint.is_over else found.wanted
    keys = {slot.key for slot in wanted}  # a slot whose pictures nobody can open is asked for again
    return {
        "complaint": complaint,
        "kept": [slot for slot in slots if slot.present and slot.key not in keys],
        "wanted": wanted,
        "found": found,
        "waiting": any(slot.cover and slot.cover.is_waiting for slot in slots),
        "may_prepare": _may_prepare(complaint, right),
    }


def _may_prepare(complaint: Complaint, right: Any) -> bool:
    if isinstance(right, Right):
        return right >= PREPARE
    return isinstance(right, User) and right_of(right, complaint) >= PREPARE


@register.simple_tag
def open_findings() -> int:
    """How many things the checks found that are not as they were received."""
    return findings.open_findings()
