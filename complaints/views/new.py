"""Beginning a case: the order and the type on one page, then the draft exists and nothing can be lost."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import User
from complaints import filing
from complaints.forms import KindForm, OrderForm
from complaints.models import Complaint, Order
from complaints.orders import DuplicateOrder

RECENT = 20


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Step 1. With ?order=<id> on one of one's own orders, else on a new one."""
    user, now, data = signed_in(request), timezone.now(), request.POST or None
    chosen = _chosen(user, request.GET.get("order", ""))
    order_form = None if chosen else OrderForm(data, owner=user, now=now)
    kind_form = KindForm(data)
    if request.method == "POST" and all([kind_form.is_valid(), order_form is None or order_form.is_valid()]):
        complaint = _begin(user, chosen, order_form, kind_form)
        if complaint:
            return redirect("complaints:edit_story", code=complaint.public_code)
    recent = user.orders.select_related("seller").prefetch_related("items").order_by("-placed_at", "-pk")
    context = {
        "order_form": order_form,
        "kind_form": kind_form,
        "chosen": chosen,
        "recent": [] if chosen else recent[:RECENT],
    }
    return render(request, "complaints/new.html", context)


def _begin(user: User, chosen: Order | None, order_form: OrderForm | None, kind_form: KindForm) -> Complaint | None:
    """The draft, or None with the reason beside the field."""
    if chosen:
        return filing.draft_on(chosen, kind_form.chosen()) or filing.start_draft(user, chosen, kind_form.chosen())
    if order_form:
        try:
            return filing.begin_case(user, order_form.facts(), kind_form.chosen())
        except DuplicateOrder as error:  # written in another tab a moment ago
            order_form.say_duplicate(error.order)
    return None


def _chosen(user: User, order_id: str) -> Order | None:
    """One of `user`'s own orders; 404 for others' and for none."""
    if not order_id:
        return None
    order = user.orders.filter(pk=int(order_id)).first() if order_id.isdecimal() and len(order_id) < 19 else None
    if order is None:
        raise Http404
    return order
