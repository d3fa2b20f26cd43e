"""Tags for pages that show cases."""

from dataclasses import dataclass
from typing import Any

from django import template

from complaints import timeline
from complaints.forms import SellerForm
from complaints.models import Complaint, Event, OrderItem
from complaints.playbooks import Playbook, get
from law.areas import area, full_name
from law.credit_code import area_of
from law.routing import Route, routing
from law.venue import Platform, Respondent, Venue, competent_authority, platform, respondent

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


@dataclass(frozen=True, slots=True)
class WhomAndWhere:
    """Whom the complaint names, which authority it goes to, and what of it belongs elsewhere.

    `registered_in` is the area that the licence's credit code names, "" where there is none.
    """

    respondent: Respondent
    venue: Venue
    platform: Platform
    registered_in: str
    routes: tuple[Route, ...]


@register.simple_tag
def whom_and_where(complaint: Complaint, form: SellerForm) -> WhomAndWhere | None:
    """Of the seller as `form` shows it, typed or saved: `{% whom_and_where complaint form as found %}`; None without one."""
    seller = complaint.seller
    if seller is None:
        return None
    licence, address, code = (
        str(form[name].value() or "") for name in ("licence_name", "displayed_address", "credit_code")
    )
    on, registered = platform(seller.platform), area(area_of(code))
    goods = OrderItem.objects.filter(order__complaints=complaint).values_list("title", flat=True)
    return WhomAndWhere(
        respondent(seller.shop_name, licence),
        competent_authority(address, on),
        on,
        full_name(registered) if registered else "",
        routing(complaint.kind, " ".join(goods)),
    )
