"""Why a date is what it is, and texts as they were sent."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from complaints.access import VIEW, get_complaint
from escalation.models import Deadline, Submission
from escalation.words import name_of
from law import Rule, UnknownRule
from rulebook.snapshot import current_law


@login_required
@require_safe
def why(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Why a deadline is when it is: the rule, the article, the counted days."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    deadline = get_object_or_404(Deadline, complaint=case, pk=pk)
    context = {
        "complaint": case, "deadline": deadline, "name": name_of(deadline), "rule": _rule(deadline),
        "sentence": _sentence(deadline), "weeks": _weeks(deadline),
    }  # fmt: skip
    return render(request, "escalation/why.html", context)


@login_required
@require_safe
def sent(request: HttpRequest, code: str, submission: str) -> HttpResponse:
    """A text as it was sent, with the evidence that went with it."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    row = get_object_or_404(Submission.objects.select_related("track"), track__complaint=case, public_code=submission)
    return render(request, "escalation/sent.html", {"complaint": case, "submission": row})


def _rule(deadline: Deadline) -> Rule | None:
    try:
        return current_law().rule(deadline.rule_id)
    except UnknownRule:  # a promise, or a countdown that the person typed
        return None


def _sentence(deadline: Deadline) -> str:
    chinese = (get_language() or "").startswith("zh")
    return str(deadline.why.get("zh" if chinese else "en", ""))


def _weeks(deadline: Deadline) -> list[list[dict[str, Any]]]:
    """The strip calendar: whole weeks from the trigger to the last day, each day with its number and its mark."""
    if not deadline.trigger_at or not deadline.latest_at or not deadline.why.get("counted"):
        return []
    zone = timezone.get_default_timezone()
    first, last = deadline.trigger_at.astimezone(zone).date(), deadline.latest_at.astimezone(zone).date()
    if last - first > timedelta(days=92):
        return []
    numbers = {row["date"]: row["n"] for row in deadline.why["counted"]}
    calendar = current_law().calendar
    monday = first - timedelta(days=first.weekday())
    days: list[dict[str, Any]] = []
    while monday + timedelta(days=len(days)) <= last or len(days) % 7:
        day = monday + timedelta(days=len(days))
        days.append(_cell(day, first, last, numbers.get(day.isoformat()), str(calendar.kind(day))))
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _cell(day: date, first: date, last: date, number: int | None, kind: str) -> dict[str, Any]:
    return {"day": day, "number": number, "kind": kind, "start": day == first, "due": day == last}
