"""How a person wants to be told: each way with its state, a test, a switch."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from notifications import routes
from notifications import ways as known
from notifications.forms import HELP, RouteForm
from notifications.models import Route
from notifications.webpush import public_key


@require_GET
@login_required
def ways(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for a new one."""
    return _page(request, RouteForm())


@require_POST
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Take a new one and send a test through it at once: a wrong key shows now, not on a last day."""
    person, form = signed_in(request), RouteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, code=422)
    data, now = form.cleaned_data, timezone.now()
    route = known.add(person, data["channel"], data["read"], data["name"], now)
    if route is None:
        form.add_error(None, _("That is as many ways as one can have. Remove one first."))
        return _page(request, form, code=422)
    routes.try_out(route, now)
    messages.success(request, _("Added. A test message is on its way."))
    return redirect("notifications:ways")


@require_GET
@login_required
def card(request: HttpRequest, key: str) -> HttpResponse:
    """One card, asked for again while its test is on its way."""
    way = next((way for way in known.ways_of(signed_in(request)) if way.key == key), None)
    if way is None:
        raise Http404
    return render(request, "notifications/_way.html", {"way": way})


@require_POST
@login_required
def test(request: HttpRequest, key: str) -> HttpResponse:
    """Send a message through this way alone; one that was given up is on again."""
    route = _route(request, key)
    was_on = route.is_on
    routes.try_out(route, timezone.now())
    on_its_way = _("A test message is on its way.")
    messages.success(request, on_its_way if was_on else _("Switched on again. A test message is on its way."))
    return redirect("notifications:ways")


@require_POST
@login_required
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """On or off; what is on its way already and no longer wanted isn't sent."""
    route, wanted = _route(request, key), request.POST.get("on") == "1"
    Route.objects.filter(pk=route.pk).update(is_on=wanted, failures=0)
    said = (
        _("Reminders go there again.") if wanted else _("Nothing is sent there any more. You can switch it on again.")
    )
    messages.success(request, said)
    return redirect("notifications:ways")


@require_POST
@login_required
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Forget a robot's address; mail is only switched off, for the address belongs to the account."""
    route = _route(request, key)
    if key == known.MAIL:
        raise Http404
    route.delete()
    messages.success(request, _("Removed; its address is deleted."))
    return redirect("notifications:ways")


def _route(request: HttpRequest, key: str) -> Route:
    route = known.route_named(signed_in(request), key, timezone.now())
    if route is None:
        raise Http404
    return route


def _page(request: HttpRequest, form: RouteForm, code: int = 200) -> HttpResponse:
    own = known.ways_of(signed_in(request))
    context = {
        "ways": own,
        "form": form,
        "nobody": known.reaches_nobody(own),
        "help": HELP.items(),
        "push_key": public_key(),
    }
    return render(request, "notifications/ways.html", context, status=code)
