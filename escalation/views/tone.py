"""The remarks on a text while it is typed; the page puts them under the box."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from complaints.access import VIEW, get_complaint
from escalation import gentler


@login_required
@require_POST
def tone(request: HttpRequest, code: str) -> HttpResponse:
    """What is remarked of `text`. Nothing is kept."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    checked = gentler.check(request.POST.get("text", ""))
    return render(request, "escalation/_tone.html", {"complaint": case, "checked_tone": checked})
