"""What a person is told about one case, and when: what is still to come, 「我已处理」, and quiet for a while."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from accounts.models import User
from accounts.wording import moment_words
from complaints.access import VIEW, get_complaint
from complaints.models import Complaint
from escalation import hushing, reminders
from escalation.announcements import people_of
from escalation.models import Hush, Quiet
from escalation.words import name_of

_NINE = time(9, 0)
_FARTHEST = timedelta(days=180)
_SHORTCUTS = (1, 3, 7)


@require_GET
@login_required
def page(request: HttpRequest, code: str) -> HttpResponse:
    """All about it for the person who looks."""
    person = signed_in(request)
    return _page(request, get_complaint(person, code, to=VIEW), person)


def _page(request: HttpRequest, case: Complaint, person: User, problem: str = "") -> HttpResponse:
    now = timezone.now()
    today = timezone.localtime(now, person.zone).date()
    hush = Hush.objects.filter(complaint=case, person=person).first()
    context = {
        "complaint": case, "concerned": person in people_of(case, now), "problem": problem,
        "upcoming": [(name_of(row.deadline), row) for row in reminders.upcoming(case, person, now)],
        "settled": [(name_of(deadline), deadline) for deadline in reminders.settled(case, person)],
        "hush": hush if hushing.hushed({(case.pk, person.pk)}, now) else None,
        "shortcuts": [datetime.combine(today + timedelta(days=n), _NINE, person.zone) for n in _SHORTCUTS],
        "first": today + timedelta(days=1), "last": today + _FARTHEST,
    }  # fmt: skip
    return render(request, "escalation/reminders.html", context, status=422 if problem else 200)


@require_POST
@login_required
def hush(request: HttpRequest, code: str) -> HttpResponse:
    """Say nothing for a while: `kind` is muted, reply, or until with a day in `until`."""
    person, now = signed_in(request), timezone.now()
    case = get_complaint(person, code, to=VIEW)
    kind, until = request.POST.get("kind", ""), None
    if kind not in Quiet.values:
        return _page(request, case, person, _("Please choose for how long."))
    if kind == Quiet.UNTIL:
        day = _day(request.POST.get("until", ""), timezone.localtime(now, person.zone).date())
        if day is None:
            return _page(request, case, person, _("Please choose a day from tomorrow on, within half a year."))
        until = datetime.combine(day, _NINE, person.zone)
    made = hushing.hush(case, person, Quiet(kind), now, until=until)
    messages.success(request, _said(made, now))
    return redirect("escalation:reminders", code)


def _day(text: str, today: date) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and today < day <= today + _FARTHEST else None


def _said(made: Hush, now: datetime) -> str:
    if made.until:
        return _("Quiet until %(day)s. On a last day we still tell you.") % {"day": moment_words(made.until, now)}
    if made.kind == Quiet.REPLY:
        return _("Quiet until something happens in the case. On a last day we still tell you.")
    return _("Muted. Reminders of this case now only show in your inbox.")


@require_POST
@login_required
def unhush(request: HttpRequest, code: str) -> HttpResponse:
    """Tell me again."""
    person = signed_in(request)
    case = get_complaint(person, code, to=VIEW)
    if hushing.unhush(case, person):
        messages.success(request, _("We tell you again."))
    return redirect("escalation:reminders", code)


@require_POST
@login_required
def handled(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """「我已处理」: no more reminders of this one before its end; with `again`, the other way round."""
    person = signed_in(request)
    case = get_complaint(person, code, to=VIEW)
    deadline = get_object_or_404(case.deadlines, pk=pk)
    if "again" in request.POST:
        reminders.not_handled(deadline, person, timezone.now())
        messages.success(request, _("We remind you of it again."))
    else:
        reminders.handled(deadline, person)
        messages.success(
            request, _("Good. We keep quiet about it; please also record what you did, so that the case moves on.")
        )
    return redirect("escalation:reminders", code)
