"""Ending mail by the link in a mail: asked first by people, at once by mail programs (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications import stopping
from notifications.models import Route


@csrf_exempt  # a mail program has no cookie of ours; the link is its proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing, because mail scanners follow links. POST switches mail off, or on again with `on=1`."""
    try:
        person = stopping.person_behind(token)
    except stopping.BadLink as error:
        raise Http404 from error
    if request.method == "POST":
        stopping.set_mail(person, on=request.POST.get("on") == "1")
        return redirect("notifications:stop", token=token)
    name, _at, host = person.email.partition("@")
    context = {
        "address": f"{name[:1]}…@{host}",
        "on": stopping.is_on(person),
        "other": Route.objects.filter(person=person, is_on=True).exclude(channel="email").exists(),
    }
    return render(request, "notifications/stop.html", context)
