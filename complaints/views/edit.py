"""Changing what a case says: story, claims, order, seller. While drafting, the pages are the wizard's steps 2 and 3."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from complaints import answers, facts, filing, orders, playbooks
from complaints.access import CHANGE, PREPARE, get_complaint
from complaints.forms import ClaimsForm, FactsForm, OrderForm, SellerForm, StoryForm
from complaints.models import Complaint
from complaints.playbooks import Risk
from complaints.status import Status
from complaints.views.orders import order_page


def _over(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    messages.info(request, _("This case has ended, so its account stays as it is. Reopen it to change something."))
    return redirect(complaint)


@login_required
@require_http_methods(["GET", "POST"])
def story(request: HttpRequest, code: str) -> HttpResponse:
    """Step 2: what happened."""
    user, now = signed_in(request), timezone.now()
    complaint = get_complaint(user, code, to=PREPARE)
    later = "later" in request.POST and complaint.status == Status.DRAFT
    form = StoryForm(request.POST or None, complaint=complaint, now=now, later=later)
    more = FactsForm(request.POST or None, complaint=complaint, now=now)
    if complaint.is_over:
        return _over(request, complaint)
    if request.method == "POST" and form.is_valid() & more.is_valid():
        try:
            filing.edit(complaint, form.facts(), actor=user, now=now)
            answers.record(complaint, more.given(), actor=user, now=now)
        except filing.CaseOver:  # closed in another tab
            return _over(request, complaint)
        return redirect(complaint) if later else _onward(request, complaint, more)
    book = playbooks.get(form["kind"].value() or complaint.kind)
    context = {"complaint": complaint, "form": form, "more": more, "book": book, "risks": _dangers(complaint)}
    return render(request, "complaints/story.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, code: str) -> HttpResponse:
    """What the type asks besides: questions that depend on an answer appear once that answer is saved."""
    user, now = signed_in(request), timezone.now()
    complaint = get_complaint(user, code, to=PREPARE)
    if complaint.is_over:
        return _over(request, complaint)
    more = FactsForm(request.POST or None, complaint=complaint, now=now)
    if request.method == "POST" and more.is_valid():
        try:
            answers.record(complaint, more.given(), actor=user, now=now)
        except filing.CaseOver:
            return _over(request, complaint)
        return _onward(request, complaint, more)
    context = {"complaint": complaint, "more": more, "book": playbooks.get(complaint.kind)}
    return render(request, "complaints/details.html", context | {"risks": _dangers(complaint)})


def _onward(request: HttpRequest, complaint: Complaint, more: FactsForm) -> HttpResponse:
    """To the questions that the answers opened, if they did; else to the next step of the draft, or to the case."""
    if opened := more.opened(complaint):
        messages.info(
            request,
            ngettext(
                "Your answer leads to %(n)d more question.", "Your answers lead to %(n)d more questions.", len(opened)
            )
            % {"n": len(opened)},
        )
        return redirect("complaints:edit_details", code=complaint.public_code)
    page = "complaints:edit_claims" if complaint.status == Status.DRAFT else "complaints:case"
    return redirect(page, code=complaint.public_code)


def _dangers(complaint: Complaint) -> tuple[Risk, ...]:
    return playbooks.get(complaint.kind).dangers(facts.known(complaint))


@login_required
@require_http_methods(["GET", "POST"])
def claims(request: HttpRequest, code: str) -> HttpResponse:
    """Step 3: what is asked for."""
    user = signed_in(request)
    complaint = get_complaint(user, code, to=PREPARE)
    paid = complaint.orders.aggregate(paid=Sum("paid", default=Decimal(0)))["paid"]
    form = ClaimsForm(request.POST or None, complaint=complaint, paid=paid)
    if complaint.is_over:
        return _over(request, complaint)
    if request.method == "POST" and form.is_valid():
        try:
            filing.set_claims(complaint, form.claims(), actor=user)
        except filing.CaseOver:
            return _over(request, complaint)
        return redirect(complaint)
    return render(request, "complaints/claims.html", {"complaint": complaint, "form": form, "paid": paid})


@login_required
@require_http_methods(["GET", "POST"])
def seller(request: HttpRequest, code: str) -> HttpResponse:
    """Who the seller is in law."""
    user = signed_in(request)
    complaint = get_complaint(user, code, to=PREPARE)
    if complaint.is_over or complaint.seller is None:
        return _over(request, complaint)
    form = SellerForm(request.POST or None, seller=complaint.seller)
    if request.method == "POST" and form.is_valid():
        orders.edit_seller(complaint, form.facts(), actor=user)
        return redirect(complaint)
    return render(request, "complaints/seller.html", {"complaint": complaint, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The order of a case, for its owner and helpers who may act; it starts the clocks, so `prepare` isn't enough."""
    user, now = signed_in(request), timezone.now()
    complaint = get_complaint(user, code, to=CHANGE)
    found = get_object_or_404(complaint.orders.select_related("seller"), pk=pk)
    if complaint.is_over:
        return _over(request, complaint)
    helping = found.owner_id != user.pk
    form = OrderForm(request.POST or None, owner=found.owner, now=now, order=found, for_helper=helping)
    return order_page(request, form, found, back=complaint.get_absolute_url())
