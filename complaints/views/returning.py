"""“Can I return it?”: a few taps, then the answer of the law with its reasons, dates and what to do now."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from complaints import answers
from complaints.access import PREPARE, VIEW, Right, get_complaint, right_of
from complaints.filing import CaseOver
from complaints.forms.returning import LABELS, ReturningForm
from complaints.models import Complaint
from complaints.returning import Reading, first_receipt, read
from law.excuses import excuses
from rulebook.snapshot import current_law


@login_required
@require_http_methods(["GET", "POST"])
def returning(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the goods of a case may go back without a reason; readers see the answer, only preparers give answers."""
    user, now = signed_in(request), timezone.now()
    complaint = get_complaint(user, code, to=PREPARE if request.method == "POST" else VIEW, now=now)
    received_at = first_receipt(complaint.orders.all())
    reading = read(complaint.answers, received_at, current_law(), now=now)
    form = ReturningForm(request.POST or None, names=reading.names, answers=complaint.answers)
    if request.method == "POST" and form.is_valid():
        try:
            answers.record(complaint, form.given(), actor=user, now=now)
        except CaseOver:
            words = _("This case has ended, so its account stays as it is. Reopen it to change something.")
            messages.info(request, words)
            return redirect(complaint)
        return redirect("complaints:returning", code=code)
    right = right_of(user, complaint, now=now)
    return render(request, "complaints/returning.html", page_context(complaint, reading, form, right))


def page_context(complaint: Complaint, reading: Reading, form: ReturningForm, right: Right) -> dict[str, Any]:
    """What the template gets. `still_open`: the questions that would settle the answer, as they are asked."""
    found, listed = reading.eligibility, excuses().values()
    return {
        "complaint": complaint,
        "reading": reading,
        "found": found,
        "form": form,
        "may_answer": right >= PREPARE and not complaint.is_over,
        "still_open": [LABELS[name] for name in found.missing if name in LABELS and reading.begun],
        "usual_excuses": [excuse for excuse in listed if excuse.returning],
        "other_excuses": [excuse for excuse in listed if not excuse.returning],
    }
