"""Push messages of this browser: its address, and the script that shows them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from notifications import routes, ways
from notifications.addresses import BadAddress, read
from notifications.status import Channel


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script, at an address from which a browser lets it look after the whole site."""
    return render(request, "notifications/push-worker.js", content_type="text/javascript")


@require_POST
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Take this browser's address and send a test there; one that is known already is only tried."""
    person, now = signed_in(request), timezone.now()
    try:
        address = read(Channel.PUSH, request.POST.get("subscription", ""))
    except BadAddress as error:
        messages.error(request, str(error))
        return redirect("notifications:ways")
    route = ways.route_to(person, Channel.PUSH, address) or ways.add(person, Channel.PUSH, address, "", now)
    if route is None:
        messages.error(request, _("That is as many ways as one can have. Remove one first."))
        return redirect("notifications:ways")
    routes.try_out(route, now)
    messages.success(request, _("Added. A test message is on its way."))
    return redirect("notifications:ways")
