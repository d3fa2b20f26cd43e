"""One's own orders: the list, and one to correct."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import signed_in
from complaints.forms import OrderForm
from complaints.models import Order
from complaints.orders import DuplicateOrder, edit_order

PAGE = 30


@login_required
@require_GET
def own_orders(request: HttpRequest) -> HttpResponse:
    """The person's own orders, newest first; older ones with ?before=<id>."""
    orders = signed_in(request).orders.select_related("seller").prefetch_related("items", "complaints")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        orders = orders.filter(pk__lt=int(before))
    page = list(orders.order_by("-pk")[: PAGE + 1])
    older = f"?before={page[PAGE - 1].pk}" if len(page) > PAGE else ""
    return render(request, "complaints/orders.html", {"orders": page[:PAGE], "older": older})


@login_required
@require_http_methods(["GET", "POST"])
def own_order(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own orders; 404 for everybody else's."""
    user, now = signed_in(request), timezone.now()
    order = get_object_or_404(user.orders.select_related("seller"), pk=pk)
    form = OrderForm(request.POST or None, owner=user, now=now, order=order)
    return order_page(request, form, order, back=reverse("complaints:orders"))


def order_page(request: HttpRequest, form: OrderForm, order: Order, *, back: str) -> HttpResponse:
    """Show the form, or write it and go `back`."""
    if request.method == "POST" and form.is_valid():
        try:
            edit_order(order, form.facts(), actor=signed_in(request), now=form.now)
        except DuplicateOrder as error:
            form.say_duplicate(error.order)
        else:
            messages.success(request, _("The order is saved."))
            return redirect(back)
    return render(request, "complaints/order.html", {"form": form, "order": order, "back": back})
