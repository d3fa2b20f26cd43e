"""What an office would find wanting, looked at before it is submitted, with the one button that mends each point."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from complaints import answers
from complaints.access import PREPARE, get_complaint, open_complaint
from complaints.filing import CaseOver
from escalation import dossier, prechecks
from escalation.situation import Situation


@login_required
@require_safe
def precheck(request: HttpRequest, code: str) -> HttpResponse:
    """The lines for one way (`?for=complaint|report|association|platform`), and the ways of this dispute."""
    user, now = signed_in(request), timezone.now()
    case, right = open_complaint(user, code, now=now)
    sit = Situation.of(case, user, now, right)
    checked = prechecks.of(sit, prechecks.way_named(sit, request.GET.get("for", "")))
    stages = [(kind, str(title)) for kind, title in prechecks.TITLES.items()]
    context = {
        "complaint": case, "checked": checked, "rows": prechecks.rows(sit, checked), "ways": prechecks.ways(sit),
        "stages": stages, "now": now,
    }  # fmt: skip
    return render(request, "escalation/precheck.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the answer to one of the page's questions."""
    user, now = signed_in(request), timezone.now()
    case = get_complaint(user, code, to=PREPARE, now=now)
    question, said = request.POST.get("question", ""), request.POST.get("answer", "")
    if question not in prechecks.QUESTIONS or said not in ("yes", "no"):
        return HttpResponseBadRequest(_("This question isn't known here."))
    try:
        answers.record(case, {dossier.PREFIX + question: said}, actor=user, now=now)
    except CaseOver:
        messages.info(request, _("This case has ended, so its account stays as it is. Reopen it to change something."))
    way = request.POST.get("for", "")
    query = f"?for={way}" if way in dossier.STAGE_OF else ""
    return redirect(f"{reverse('escalation:precheck', args=(code,))}{query}#question-{question}")
