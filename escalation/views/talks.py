"""The page of what was said: paste the chat, tick what was promised, see what became of it."""

import secrets
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from complaints.access import CHANGE, get_complaint, open_complaint
from escalation import talks as doors
from escalation.situation import Situation
from escalation.workflow import NotAllowed, Stale, Unmet, offers


@login_required
@require_http_methods(["GET", "POST"])
def talks(request: HttpRequest, code: str) -> HttpResponse:
    """Promises and contacts on record; a pasted chat is read, and nothing is kept yet."""
    case, right = open_complaint(signed_in(request), code)
    sit = Situation.of(case, signed_in(request), timezone.now(), right)
    text = request.POST.get("chat", "")
    return _page(request, sit, text, may_record=right >= CHANGE)


@login_required
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Record the ticked sentences as promises; each with a moment gets a clock of its own."""
    case = get_complaint(signed_in(request), code, to=CHANGE)
    sit, data = Situation.of(case, signed_in(request), timezone.now()), request.POST
    heard = [each for each in doors.hear(sit, data.get("chat", "")) if str(each.n) in data.getlist("take")]
    if not heard:
        messages.error(request, _("Nothing was ticked, so nothing was recorded. Your text is still here."))
        return _page(request, sit, data.get("chat", ""), status=422)
    due = {each.n: _moment(data.get(f"due_{each.n}", "")) for each in heard}
    try:
        kept = doors.keep(
            case, heard, due, sit.user, now=sit.now, version=_number(data.get("version")), key=data.get("key") or "-"
        )
    except Unmet as problem:
        messages.error(request, " ".join(problem.reasons))
        return _page(request, Situation.of(case, sit.user, sit.now), data.get("chat", ""), status=422)
    except (NotAllowed, Stale):
        messages.error(request, _("The case has moved since this page was opened. Look again, then record it."))
        case.refresh_from_db()
        return _page(request, Situation.of(case, sit.user, sit.now), data.get("chat", ""), status=409)
    messages.success(request, ngettext("%(n)d promise recorded.", "%(n)d promises recorded.", kept) % {"n": kept})
    return redirect("escalation:talks", code)


def _page(
    request: HttpRequest, sit: Situation, text: str, *, may_record: bool = True, status: int = 200
) -> HttpResponse:
    context = {
        "complaint": sit.complaint, "chat": text, "heard": doors.hear(sit, text) if text.strip() else None,
        "words": doors.words_of(sit), "contacts": doors.contacts_of(sit.complaint), "may_record": may_record,
        "key": secrets.token_hex(16), "longest": doors.LONGEST_CHAT, "too_long": len(text) > doors.LONGEST_CHAT,
        "actions": {offer.action.value for offer in offers(sit) if offer.possible},
    }  # fmt: skip
    return render(request, "escalation/talks.html", context, status=status)


def _moment(text: str) -> datetime | None:
    """A moment from a datetime-local field, in the person's zone; None for an empty or broken one."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if found and timezone.is_naive(found) else found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1
