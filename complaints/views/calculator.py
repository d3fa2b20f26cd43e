"""What may be asked for: conditions to tick, the surest demand and the highest, and asking for one of them."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import User
from complaints import answers, filing, playbooks
from complaints.access import PREPARE, VIEW, Right, get_complaint, right_of
from complaints.forms.calculator import CalculatorForm, Purchase, facts_in, kinds_for, purchase_of, ticked_in
from complaints.forms.fields import MOST
from complaints.models import Complaint
from complaints.status import ClaimKind, Status
from law.claims import Best, Demand, best
from law.claims_data import Restores

RESULT = "#result"


@login_required
@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest, code: str) -> HttpResponse:
    """Readers see it as it stands; who may prepare ticks, and asks for what came out."""
    user, now = signed_in(request), timezone.now()
    complaint = get_complaint(user, code, to=PREPARE if request.method == "POST" else VIEW, now=now)
    right = right_of(user, complaint, now=now)
    form = CalculatorForm(
        request.POST if request.method == "POST" and "ask" not in request.POST else None,
        complaint=complaint, purchase=purchase_of(complaint), read_only=right < PREPARE or complaint.is_over,
    )  # fmt: skip
    if request.method == "POST":
        try:
            if complaint.is_over:
                raise filing.CaseOver(complaint.number)
            if "ask" in request.POST:
                return _ask(request, complaint, user)
            if form.is_valid():
                answers.record(complaint, form.given(), actor=user, now=now)
                return redirect(reverse("complaints:calculator", args=(code,)) + RESULT)
        except filing.CaseOver:  # closed meanwhile, or in another tab
            messages.info(
                request, _("This case has ended, so its account stays as it is. Reopen it to change something.")
            )
            return redirect(complaint)
    return render(request, "complaints/calculator.html", page_context(complaint, form, right))


def page_context(complaint: Complaint, form: CalculatorForm, right: Right) -> dict[str, Any]:
    """What the template gets; the result is that of the answers kept, not of what is being typed."""
    found = best_of(complaint, form.purchase)
    return {
        "complaint": complaint,
        "form": form,
        "found": found,
        "multiples": any(one.group == "multiple" for one in form.kinds),
        "may_answer": right >= PREPARE and not complaint.is_over,
    }


def best_of(complaint: Complaint, purchase: Purchase) -> Best:
    """The demands that the answers kept with the case allow."""
    facts, ticked = facts_in(complaint.answers, purchase), ticked_in(complaint.answers)
    return best(ticked, facts, among=kinds_for(complaint, purchase))


def _ask(request: HttpRequest, complaint: Complaint, user: User) -> HttpResponse:
    """Make a demand the case's claims: the one the button named, if it still comes to what the button said.

    Raises CaseOver.
    """
    which, _space, seen = request.POST["ask"].partition(" ")
    found = best_of(complaint, purchase_of(complaint))
    demand = {"secure": found.secure, "ambitious": found.ambitious}.get(which)
    if demand is None or f"{demand.total:.2f}" != seen:
        messages.info(request, _("The amounts have changed meanwhile. Please look at them once more."))
    elif demand.added > MOST:
        messages.error(request, _("This amount is too large. Please check it."))
    else:
        filing.set_claims(complaint, claims_from(complaint, demand), actor=user)
        messages.success(request, _("These are the claims of your case now. You can still change them."))
        draft = complaint.status == Status.DRAFT
        return redirect("complaints:edit_claims" if draft else "complaints:case", code=complaint.public_code)
    return redirect(reverse("complaints:calculator", args=(complaint.public_code,)) + RESULT)


def claims_from(complaint: Complaint, demand: Demand) -> dict[ClaimKind, Decimal | None]:
    """The case's claims with the demand's sums in place of its own; claims without a sum stay."""
    claims: dict[ClaimKind, Decimal | None] = {
        kind: None for kind, amount in filing.claims_of(complaint).items() if amount is None
    }
    for kind in _refund_kinds(complaint, demand) if demand.refund else ():
        claims[kind] = demand.refund
    if demand.added:
        claims[ClaimKind.COMPENSATION] = demand.added
    if demand.freight:
        claims[ClaimKind.FREIGHT] = demand.freight
    return {kind: claims[kind] for kind in ClaimKind if kind in claims}


def _refund_kinds(complaint: Complaint, demand: Demand) -> list[ClaimKind]:
    """As the case has it, else as its type suggests; who only gets the difference back keeps the goods."""
    back = {part.kind.restores for part in demand.parts if part.kind.pays != "freight"}
    if Restores.PRICE not in back:
        return [ClaimKind.REFUND_ONLY]
    had = [kind for kind in filing.claims_of(complaint) if kind in filing.REFUNDS]
    fitting = [kind for kind in playbooks.get(complaint.kind).claims if kind in filing.REFUNDS]
    return had or fitting[:1] or [ClaimKind.RETURN_REFUND]
