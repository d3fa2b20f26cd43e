"""Who may see the case: the owner lets helpers in and out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from complaints.access import OWN, get_complaint
from complaints.models import CaseAccess
from complaints.status import Scope
from escalation import consent

UNTIL = [("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days")), ("", gettext_lazy("Until I end it"))]


class GrantForm(forms.Form):
    """Whom, how far, until when, what for."""

    email = forms.EmailField(label=gettext_lazy("The helper's e-mail"))
    scope = forms.ChoiceField(
        label=gettext_lazy("How far"), widget=forms.RadioSelect, choices=Scope.choices, initial=Scope.PREPARE
    )
    days = forms.ChoiceField(
        label=gettext_lazy("Until when"), widget=forms.RadioSelect, choices=UNTIL, required=False, initial="90"
    )
    purpose = forms.CharField(label=gettext_lazy("What for"), max_length=120, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        days = self.cleaned_data["days"]
        until = timezone.now() + timedelta(days=int(days)) if days else None
        return {
            "scope": Scope(self.cleaned_data["scope"]),
            "expires_at": until,
            "purpose": self.cleaned_data["purpose"],
        }


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who has been let in, what they looked at, and the form to let somebody in."""
    owner = signed_in(request)
    case = get_complaint(owner, code, to=OWN)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            access = consent.grant(case, owner, form.cleaned_data["email"], **form.facts)
        except consent.NotPossible as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, _("%(name)s can now see this case.") % {"name": access.user})
            return redirect("escalation:people", code=code)
    rows = case.accesses.select_related("user").order_by("revoked_at", "-granted_at")
    reads = case.reads.select_related("reader").order_by("-hour")[:20]
    context = {"complaint": case, "form": form, "accesses": rows, "reads": reads, "now": timezone.now()}
    return render(request, "escalation/people.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End one access, effective at once."""
    owner = signed_in(request)
    case = get_complaint(owner, code, to=OWN)
    access = get_object_or_404(CaseAccess, complaint=case, pk=pk)
    if consent.revoke(access, owner):
        messages.success(request, _("%(name)s may no longer see this case.") % {"name": access.user})
    return redirect("escalation:people", code=code)
