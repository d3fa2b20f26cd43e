"""Tags for pages that show cases."""

from typing import Any

from django import template

from complaints import timeline
from complaints.models import Complaint, Event
from complaints.playbooks import Playbook, get

register = template.Library()


@register.inclusion_tag("complaints/_event.html")
def event_line(event: Event) -> dict[str, Any]:
    """One entry of the timeline as a list item: when, what, what changed, who."""
    return {"event": event, "line": timeline.line_of(event), "who": event.actor}


@register.simple_tag
def event_words(event: Event) -> timeline.Line:
    """The entry's words alone: `{% event_words event as line %}`, then line.text, line.detail, line.icon, line.tone."""
    return timeline.line_of(event)


@register.simple_tag
def playbook(complaint: Complaint) -> Playbook:
    """The playbook of the case's type: `{% playbook complaint as book %}`."""
    return get(complaint.kind)
