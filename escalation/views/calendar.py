"""The calendar to subscribe to: its page for the person, its bytes for calendar programs."""

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import signed_in
from escalation import feed as feeds


@require_GET
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What it is, the link, and how to end it."""
    own = feeds.feed_of(signed_in(request))
    context: dict[str, object] = {"feed": own}
    if own:
        address = feeds.address_of(own)
        context |= {"address": address, "webcal": feeds.address_of(own, "webcal"), "code": _square(address)}
    return render(request, "escalation/calendar.html", context)


def _square(address: str) -> dict[str, object]:
    """The link as a square code, drawn on the page, so that no other server hears of it: its side, and its path."""
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    rows = code.get_matrix()
    dots = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"side": len(rows), "path": "".join(dots)}


@require_POST
@login_required
def make(request: HttpRequest) -> HttpResponse:
    feeds.open_feed(signed_in(request), timezone.now())
    return redirect("calendar:page")


@require_POST
@login_required
def renew(request: HttpRequest) -> HttpResponse:
    """For a link that got into wrong hands."""
    if feeds.renew(signed_in(request), timezone.now()):
        messages.success(request, _("Here is a new link. The old one opens nothing any more."))
    return redirect("calendar:page")


@require_POST
@login_required
def close(request: HttpRequest) -> HttpResponse:
    if feeds.close_feed(signed_in(request)):
        messages.success(request, _("The link is closed. Calendars that used it stop showing your dates."))
    return redirect("calendar:page")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the link; 304 while it is as it was."""
    now = timezone.now()
    own = feeds.feed_behind(token, now)
    if own is None:
        raise Http404
    body = feeds.calendar_of(own.person, now)
    etag = feeds.etag_of(body)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="juli.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
