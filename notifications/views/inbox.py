"""The inbox: what the person was told, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from notifications.inbox import page_of
from notifications.models import Notification
from notifications.payload import is_path


@require_GET
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """One page of the person's own notifications; `?before=<id>` continues below that one."""
    page = page_of(signed_in(request), before=request.GET.get("before", ""))
    return render(request, "notifications/inbox.html", {"page": page})


@require_GET
@login_required
def count(request: HttpRequest) -> HttpResponse:
    """The badge alone, for pages that leave counting to afterwards."""
    unread = Notification.objects.of(signed_in(request)).unread_count()
    return render(request, "components/badge.html", {"count": unread})


@require_POST
@login_required
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one's own notification read and go to what it is about."""
    own = Notification.objects.of(signed_in(request)).filter(pk=pk)
    said = get_object_or_404(own)
    own.mark_read(timezone.now())
    url = said.payload.get("url")
    return redirect(url if is_path(url) else "notifications:inbox")


@require_POST
@login_required
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark read all that the page showed or lay below; what came in meanwhile stays unread."""
    unread = Notification.objects.of(signed_in(request))
    newest = request.POST.get("newest", "")
    if newest.isdecimal() and len(newest) < 19:
        unread = unread.filter(pk__lte=int(newest))
    unread.mark_read(timezone.now())
    return redirect("notifications:inbox")
