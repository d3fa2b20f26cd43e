"""Tags around returning goods: the card that leads to the question."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from complaints.models import Complaint
from complaints.returning import Reading, first_receipt, read
from complaints.status import STAGE, Kind, Status
from rulebook.snapshot import current_law

register = template.Library()
ABOUT_GOODS = (Kind.RETURN_REFUSED, Kind.NOT_AS_DESCRIBED, Kind.QUALITY)
NOT_ABOUT_GOODS = (Kind.SHIPPING, Kind.SERVICE_ATTITUDE, Kind.REFUND_DELAYED)


@register.inclusion_tag("complaints/_return_card.html", takes_context=True)
def return_card(context: Context, complaint: Complaint) -> dict[str, Any]:
    """On the case page: whether the goods may go back, while the case is with the seller and the window is open.

    Takes the orders that the page has read already (`orders`), so it costs no query; shows nothing elsewhere.
    """
    orders = context.get("orders") or ()
    if complaint.kind not in ABOUT_GOODS or STAGE.get(Status(complaint.status)) != 1:
        return {"shown": False}
    reading = _reading(complaint, orders)
    return _card(complaint, reading, shown=reading.eligibility.standing.running)


@register.inclusion_tag("complaints/_return_card.html")
def return_offer(complaint: Complaint) -> dict[str, Any]:
    """While drafting: the question as an offer with the answer so far; set off where a return was refused. One query."""
    if complaint.kind in NOT_ABOUT_GOODS:
        return {"shown": False}
    reading = _reading(complaint, complaint.orders.all())
    return _card(complaint, reading, shown=True) | {"prominent": complaint.kind == Kind.RETURN_REFUSED}


def _reading(complaint: Complaint, orders: Any) -> Reading:
    return read(complaint.answers, first_receipt(orders), current_law(), now=timezone.now())


def _card(complaint: Complaint, reading: Reading, *, shown: bool) -> dict[str, Any]:
    return {"complaint": complaint, "reading": reading, "found": reading.eligibility, "shown": shown}
