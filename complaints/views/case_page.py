"""The case page: what this floor knows of a case; the template adds what the floors above know."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from complaints.access import Right, open_complaint
from complaints.models import Claim, Complaint, Event, Order

PAGE = 20


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of one order, as the page shows it."""

    order_no: str
    title: str
    sku: str
    quantity: int


@login_required
@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One case; older entries of its timeline with ?before=<seq>."""
    user = signed_in(request)
    complaint, right = open_complaint(user, code)
    before = request.GET.get("before", "")
    context = case_context(complaint, right, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    return render(request, "complaints/case.html", context)


def case_context(complaint: Complaint, right: Right, *, before: int | None = None) -> dict[str, Any]:
    """What the template gets, in four queries however long the case: orders, goods, claims, tracks, a page of events.

    `older` is the place to pass as ?before= for the next page, None at the end.
    """
    orders, items, claims = bought_and_asked(complaint)
    events, older = events_before(complaint, before)
    return {
        "complaint": complaint,
        "right": right,
        "may_prepare": right >= Right.PREPARE,
        "may_change": right >= Right.CHANGE,
        "is_owner": right is Right.OWN,
        "orders": orders,
        "order": orders[0] if orders else None,
        "items": items,
        "claims": claims,
        "events": events,
        "older": older,
        "unread": None,  # this page is the fullest one: its badge is fetched afterwards
        "before": before,
    }


def bought_and_asked(complaint: Complaint) -> tuple[list[Order], list[Goods], list[Claim]]:
    """The case's orders, their lines and its claims in one query: one row for each pairing of a line and a claim."""
    rows = (
        complaint.orders.select_related("seller")
        .annotate(
            line=F("items__pk"), line_title=F("items__title"), line_sku=F("items__sku"), line_quantity=F("items__quantity"),
            asked=F("complaints__claims__pk"), asked_kind=F("complaints__claims__kind"),
            asked_sum=F("complaints__claims__amount"),
        )
        .order_by("pk", "line", "asked")
    )  # fmt: skip
    orders, items, claims = {}, {}, {}
    for row in rows:
        orders[row.pk] = row
        if row.line is not None:
            items[row.line] = Goods(row.order_no, row.line_title, row.line_sku, row.line_quantity)
        if row.asked is not None:
            claims[row.asked] = Claim(pk=row.asked, complaint=complaint, kind=row.asked_kind, amount=row.asked_sum)
    return list(orders.values()), list(items.values()), list(claims.values())


def events_before(complaint: Complaint, before: int | None) -> tuple[list[Event], int | None]:
    """The newest PAGE entries below the place `before` (None: of all), and where the next page begins."""
    entries = complaint.events.select_related("actor", "body").order_by("-seq")
    page = list((entries.filter(seq__lt=min(before, 2**31 - 1)) if before is not None else entries)[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].seq if len(page) > PAGE else None
