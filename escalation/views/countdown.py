"""The app's countdown, typed in on the sheet behind a date."""

from datetime import datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _L
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from accounts.models import User
from complaints.access import CHANGE, get_complaint
from escalation import countdown as doors
from escalation.models import Deadline, Whose
from escalation.reasons import reasons_of

YEAR = timedelta(days=366)
HOUR = timedelta(hours=1)


class CountdownForm(forms.Form):
    """What the app shows: the time left, or the moment at which it ends."""

    days = forms.IntegerField(label=_L("Days left"), required=False, min_value=0, max_value=366)
    hours = forms.IntegerField(label=_L("Hours left"), required=False, min_value=0, max_value=23)
    ends_at = forms.DateTimeField(
        label=_L("Or the moment at which it ends"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, now: datetime, whose: str = Whose.CONSUMER, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.whose = now, whose
        for name in ("days", "hours"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = Layout(Row("days", "hours"), "ends_at")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two ways, and a moment still to come within a year."""
        data: dict[str, Any] = super().clean() or {}
        left = data.get("days") is not None or data.get("hours") is not None
        if self.errors:
            return data
        if left == bool(data.get("ends_at")):
            raise forms.ValidationError(_("Enter the time left, or the moment at which it ends: one of the two."))
        if not self.now < self.moment <= self.now + YEAR:
            raise forms.ValidationError(_("This moment is over already, or more than a year away. Please check it."))
        return data

    @property
    def moment(self) -> datetime:
        """When it ends. The app leaves minutes out: for what the other side owes the hour that has begun is theirs."""
        data = self.cleaned_data
        if data.get("ends_at"):
            moment: datetime = data["ends_at"]
            return moment
        left = timedelta(days=data.get("days") or 0, hours=data.get("hours") or 0)
        return self.now + left + (HOUR if self.whose != Whose.CONSUMER else timedelta(0))


def sheet_page(
    request: HttpRequest, deadline: Deadline, form: CountdownForm | None = None, *, may_change: bool,
    status: int = 200, problem: str = "",
) -> HttpResponse:  # fmt: skip
    """The sheet behind a date, with the form for the app's countdown where one may be typed."""
    now = timezone.now()
    typable = may_change and doors.takes(deadline)
    context = {
        "complaint": deadline.complaint, "deadline": deadline, "why": reasons_of(deadline, now), "problem": problem,
        "form": form or (CountdownForm(now=now) if typable else None), "restorable": doors.restorable(deadline),
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
    }  # fmt: skip
    return render(request, "escalation/why.html", context, status=status)


@login_required
@require_POST
def countdown(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Replace a usual value by the app's countdown, or (`usual` is sent) go back to it."""
    user, now = signed_in(request), timezone.now()
    case = get_complaint(user, code, to=CHANGE)
    deadline = get_object_or_404(case.deadlines, pk=pk)
    form = CountdownForm(request.POST, now=now, whose=deadline.whose)
    back = "usual" in request.POST
    if not back and not form.is_valid():
        return sheet_page(request, deadline, form, may_change=True, status=422)
    try:
        _enter(deadline, form, user, now, back=back)
    except doors.NotPossible as problem:
        return sheet_page(request, deadline, form, may_change=True, status=409, problem=str(problem))
    messages.success(request, _("Back to the usual value.") if back else _("Noted. This date now follows the app."))
    return redirect(case)


def _enter(deadline: Deadline, form: CountdownForm, user: User, now: datetime, *, back: bool) -> None:
    if back:
        doors.restore(deadline, user, now=now)
    else:
        doors.enter(deadline, user, form.moment, now=now)
