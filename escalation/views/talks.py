"""The page of what was said: paste the chat, tick what was promised, see what became of it."""

import secrets
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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


class NoMoment(Exception):
    """What was put in is no moment that a promise can have."""


@login_required
@require_http_methods(["GET", "POST"])
def talks(request: HttpRequest, code: str) -> HttpResponse:
    """Promises and contacts on record; a pasted chat is read, and nothing is kept yet."""
    case, right = open_complaint(signed_in(request), code)
    sit = Situation.of(case, signed_in(request), timezone.now(), right)
    return _page(request, sit, may_record=right >= CHANGE)


@login_required
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Record the ticked sentences as promises; each with a moment gets a clock of its own."""
    case = get_complaint(signed_in(request), code, to=CHANGE)
    sit, data = Situation.of(case, signed_in(request), timezone.now()), request.POST
    heard = [each for each in doors.hear(sit, _chat(request)) if str(each.n) in data.getlist("take")]
    if not heard:
        messages.error(request, _("Nothing was ticked, so nothing was recorded. Your text is still here."))
        return _page(request, sit, status=422)
    version, key = _number(data.get("version")), _plain(data.get("key", ""))[:32] or secrets.token_hex(16)
    try:
        due = {each.n: _due(data.get(f"due_{each.n}"), each.due_at) for each in heard}
        kept = doors.keep(case, heard, due, sit.user, now=sit.now, version=version, key=key)
    except NoMoment:
        messages.error(request, _("A day and time couldn't be read. Look at them again; nothing was recorded yet."))
        return _page(request, sit, status=422)
    except Unmet as problem:
        messages.error(request, " ".join(problem.reasons))
        return _page(request, sit, status=422)
    except (NotAllowed, Stale):
        messages.error(request, _("The case has moved since this page was opened. Look again, then record it."))
        return _page(request, sit, status=409)
    messages.success(request, ngettext("%(n)d promise recorded.", "%(n)d promises recorded.", kept) % {"n": kept})
    return redirect(f"{reverse('escalation:talks', args=(code,))}?kept=1")


def _page(request: HttpRequest, sit: Situation, *, may_record: bool = True, status: int = 200) -> HttpResponse:
    """The page as the case stands now; what the person put in stays in it."""
    sit.complaint.refresh_from_db()
    now = Situation.of(sit.complaint, sit.user, sit.now, sit.right)
    text = _chat(request)
    heard = [_as_entered(each, request) for each in doors.hear(now, text)]
    context = {
        "complaint": now.complaint, "now": now.now, "chat": text, "heard": heard if text.strip() else None,
        "words": doors.words_of(now), "contacts": doors.contacts_of(now.complaint), "may_record": may_record,
        "to_tick": [each for each in heard if each.says == "promise" and not each.known],
        "nothing_pasted": request.method == "POST" and not text.strip(),
        "key": secrets.token_hex(16), "longest": doors.LONGEST_CHAT, "too_long": len(text) > doors.LONGEST_CHAT,
        "actions": {offer.action.value for offer in offers(now) if offer.possible},
    }  # fmt: skip
    return render(request, "escalation/talks.html", context, status=status)


def _chat(request: HttpRequest) -> str:
    """The pasted text as it was pasted: a browser sends every line end as two characters."""
    return _plain(request.POST.get("chat", "").replace("\r\n", "\n"))


def _plain(text: str) -> str:
    """Without NUL, which PostgreSQL can't keep."""
    return text.replace("\x00", "")


def _as_entered(each: doors.Heard, request: HttpRequest) -> doors.Heard:
    try:
        return replace(each, due_at=_due(request.POST.get(f"due_{each.n}"), each.due_at))
    except NoMoment:
        return each


def _due(entered: str | None, read: datetime | None) -> datetime | None:
    """A moment from a datetime-local field, in the person's zone: None when it was emptied, `read` when it stands as it was.

    Raises NoMoment for what no such field can hold.
    """
    if entered is None or entered == (_written(read) if read else ""):
        return read
    if not entered.strip():
        return None
    try:
        found = parse_datetime(entered)
    except ValueError as problem:
        raise NoMoment(entered) from problem
    if found is None or timezone.is_aware(found):
        raise NoMoment(entered)
    return timezone.make_aware(found)


def _written(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1
