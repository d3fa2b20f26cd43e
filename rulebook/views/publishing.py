"""The admins' desk of the rulebook: what waits for a second person, what was published, what may be changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import role_required, signed_in
from accounts.models import Role
from law import CHINA
from rulebook import desk as desks
from rulebook import editions
from rulebook.forms import ReturnForm
from rulebook.models import Edition
from rulebook.snapshot import fresh
from rulebook.tasks import ask_for_impact


@require_safe
@role_required(Role.ADMIN)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, which years are known, every entry with its age, and what was decided."""
    law, now = fresh().law, timezone.now()
    groups = desks.groups(law, now.astimezone(CHINA).date())
    context = {
        "waiting": desks.waiting(law, signed_in(request)),
        "years": desks.years(law.calendar, now),
        "groups": groups,
        "stale": [line for group in groups for line in group.lines if line.stale],
        "decided": desks.decided(law),
    }
    return render(request, "rulebook/desk.html", context)


@require_safe
@role_required(Role.ADMIN)
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it changes, its source, and for a draft the decision."""
    found = get_object_or_404(Edition.objects.select_related("proposed_by", "checked_by", "withdrawn_by"), pk=pk)
    return render(
        request, "rulebook/edition.html", desks.sheet(found, fresh().law, signed_in(request)) | {"form": ReturnForm()}
    )


@require_POST
@role_required(Role.ADMIN)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft or send it back."""
    found, person = get_object_or_404(Edition, pk=pk), signed_in(request)
    if request.POST.get("decision") == "publish":
        said = desks.try_to_publish(found, person)
        (messages.error if said else messages.success)(
            request, said or _("Published. Running cases are counted again.")
        )
        return redirect("rulebook:edition", pk=pk)
    form = ReturnForm(request.POST, own=found.proposed_by_id == person.pk)
    if not form.is_valid():
        context = desks.sheet(found, fresh().law, person) | {"form": form}
        return render(request, "rulebook/edition.html", context, status=422)
    try:
        editions.withdraw(found, by=person, reason=form.cleaned_data["reason"])
    except editions.NotADraft:
        messages.error(request, _("This was decided in the meantime."))
    return redirect("rulebook:edition", pk=pk)


@never_cache
def impact(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft would change, for the page that waits for it; a POST lets the worker count again.

    A script would show the sign-in page in place of the answer, so the signed out get 401 and the asking ends.
    """
    if not request.user.is_authenticated and "HX-Request" in request.headers:
        return HttpResponse(status=401)
    return _impact(request, pk)


@role_required(Role.ADMIN)
def _impact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Edition, pk=pk)
    if request.method == "POST":
        ask_for_impact(found.pk)
        return redirect("rulebook:edition", pk=pk)
    return render(request, "rulebook/_impact.html", desks.impact_context(found, request.GET.get("turn", "")))
