"""The evidence card of the case page: upper floors are met in templates, so the case needn't import us."""

from typing import Any

from django import template

from accounts.models import User
from complaints.access import PREPARE, Right, right_of
from complaints.models import Complaint
from evidence.checklist import missing_of, missing_reason, slots_for

register = template.Library()


@register.inclusion_tag("evidence/_slots.html")
def evidence_slots(complaint: Complaint, right: Right | User) -> dict[str, Any]:
    """Slots with thumbnails, missing ones dashed; adding is offered to those whose `right` allows it."""
    slots = slots_for(complaint)
    missing = missing_of(slots)
    required = [slot for slot in slots if slot.required]
    may = right if isinstance(right, Right) else right_of(right, complaint)
    return {
        "complaint": complaint,
        "slots": slots,
        "missing": missing,
        "missing_reason": missing_reason(missing) if missing else "",
        "there": len(required) - len(missing),
        "required": len(required),
        "waiting": any(slot.cover and slot.cover.is_waiting for slot in slots),
        "may_prepare": may >= PREPARE,
    }
