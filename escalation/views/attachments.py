"""The files that go with a filing: prepared by the worker, shown as soon as they are there, saved one by one or at once."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.access import signed_in
from complaints.access import VIEW, get_complaint
from complaints.models import Complaint
from escalation.letters import limit_of
from escalation.models import Channel
from evidence import packs
from evidence.asking import ask
from evidence.attaching import Plan
from evidence.models import Pack, PackedFile
from evidence.vault.serving import serve
from evidence.waiting import turn_of

MOST_TURNS = 45
"""Every other second; after that the worker is away, and the pieces can be saved from the evidence."""


@dataclass(frozen=True)
class Panel:
    """What the page shows: the plan, the pack if it is made, and the next question to the server (0: none)."""

    channel: Channel
    plan: Plan
    pack: Pack | None
    failed: bool
    next_turn: int

    @cached_property
    def files(self) -> list[PackedFile]:
        """The files as they were written, with their sizes; one query."""
        return list(self.pack.files.select_related("blob")) if self.pack else []

    @cached_property
    def lost(self) -> list[str]:
        """Files that were planned and couldn't be written: a picture in them can't be decoded."""
        made = {file.name for file in self.files}
        return [file.name for file in self.plan.files if self.pack and file.name not in made]


@never_cache
@require_GET
def attachments(request: HttpRequest, code: str, channel: str) -> HttpResponse:
    """The files, or that they are being prepared; asked again by the page until they are there."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401) if "HX-Request" in request.headers else redirect_to_login(request.path)
    case = get_complaint(signed_in(request), code, to=VIEW)
    panel = _panel(case, _channel(channel), turn_of(request.GET.get("turn", ""), MOST_TURNS))
    context = {"complaint": case, "panel": panel, "limit": limit_of(panel.channel)}
    part = "HX-Request" in request.headers
    return render(request, "escalation/_attachments.html" if part else "escalation/attachments.html", context)


@login_required
@require_safe
def attachment(request: HttpRequest, code: str, channel: str, n: int) -> HttpResponseBase:
    """One file of the pack, to be saved."""
    pack = _made(request, code, channel)
    found = get_object_or_404(pack.files.select_related("blob"), n=n)
    return serve(request, found.blob, found.name, attachment="save" in request.GET)


@login_required
@require_safe
def archive(request: HttpRequest, code: str, channel: str) -> HttpResponseBase:
    """All files of the pack in one ZIP."""
    pack = _made(request, code, channel)
    if pack.archive is None:
        raise Http404
    return serve(request, pack.archive, f"{pack.complaint.number}.zip", attachment=True)


def _panel(case: Complaint, channel: Channel, turn: int) -> Panel:
    plan = packs.plan_for(case, channel)
    if not plan.files:
        return Panel(channel, plan, None, failed=False, next_turn=0)
    pack, new = packs.pack_for(case, channel, plan)
    if packs.is_due(pack, new=new, turn=turn):
        ask("evidence.tasks.pack", pack.pk)
    failed = packs.is_given_up(pack)
    waiting = pack.made_at is None and not failed and turn < MOST_TURNS
    return Panel(channel, plan, pack if pack.made_at else None, failed, turn + 1 if waiting else 0)


def _made(request: HttpRequest, code: str, channel: str) -> Pack:
    """The pack of the evidence as it is now; 404 until it is made, and for every older one."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    wanted = packs.plan_for(case, _channel(channel))
    packed = Pack.objects.select_related("archive", "complaint").filter(made_at__isnull=False)
    return get_object_or_404(packed, complaint=case, channel=channel, key=wanted.key)


def _channel(name: str) -> Channel:
    if name not in Channel.values:
        raise Http404
    return Channel(name)
