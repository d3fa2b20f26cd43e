"""Why a date is what it is, the date as a calendar file, and texts as they were sent."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from complaints.access import CHANGE, VIEW, get_complaint, open_complaint
from complaints.models import Complaint
from escalation.calendar_file import NoMoment, calendar_file, filename
from escalation.models import Deadline, DeadlineState, Submission
from escalation.views.countdown import sheet_page


@login_required
@require_safe
def why(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Why a deadline is when it is: the rule, the article, the counted days."""
    case, right = open_complaint(signed_in(request), code)
    deadline = get_object_or_404(case.deadlines, pk=pk)
    return sheet_page(request, deadline, may_change=right >= CHANGE)


@login_required
@require_safe
def why_next(request: HttpRequest, code: str) -> HttpResponse:
    """The same for the date that lists show of a case; the case itself when it has none just now."""
    case, right = open_complaint(signed_in(request), code)
    deadline = _listed(case)
    if deadline is None:
        return redirect(case)
    return sheet_page(request, deadline, may_change=right >= CHANGE)


@login_required
@require_safe
def calendar(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One deadline for the calendar of a phone."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    deadline = get_object_or_404(case.deadlines, pk=pk)
    try:
        body = calendar_file(deadline, timezone.now())
    except NoMoment:
        raise Http404 from None
    # Shown, not saved: phones then offer to add it.
    headers = {"Content-Disposition": f'inline; filename="{filename(deadline)}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@login_required
@require_safe
def sent(request: HttpRequest, code: str, submission: str) -> HttpResponse:
    """A text as it was sent, with the evidence that went with it."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    row = get_object_or_404(Submission.objects.select_related("track"), track__complaint=case, public_code=submission)
    return render(request, "escalation/sent.html", {"complaint": case, "submission": row})


def _listed(case: Complaint) -> Deadline | None:
    """The deadline that gives `Complaint.due_at` its moment."""
    if case.due_at is None:
        return None
    standing = case.deadlines.filter(closed_by__isnull=True, state__in=(DeadlineState.OPEN, DeadlineState.LAPSED))
    return next((row for row in standing if row.shown_at == case.due_at), None)
