"""The case to take along: a dossier to print and an archive that checks itself, prepared by the worker."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.access import signed_in
from complaints.access import Right, open_complaint
from complaints.models import Complaint
from escalation import exports
from evidence.asking import ask
from evidence.export.content import Profile
from evidence.models import Pack, PackedFile
from evidence.packs import is_due, is_given_up
from evidence.readership import How, noted
from evidence.redaction.covering import not_looked_through
from evidence.vault.serving import serve
from evidence.waiting import turn_of

MOST_TURNS = 90
"""Every other second; after that the worker is away."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One copy: for whom, the pack once it is made, whether it failed, and the next question to the server (0: none)."""

    profile: Profile
    pack: Pack | None
    paper: PackedFile | None
    failed: bool
    next_turn: int


@never_cache
@require_GET
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Which copies there are; with `?for=` that one is prepared, and the page asks until it is there."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401) if "HX-Request" in request.headers else redirect_to_login(request.path)
    case, right = open_complaint(signed_in(request), code)
    wanted = request.GET.get("for", "")
    panel = _panel(case, _profile(wanted, right), turn_of(request.GET.get("turn", ""), MOST_TURNS)) if wanted else None
    context = {
        "complaint": case, "profiles": exports.profiles_for(right), "panel": panel, "unlooked": not_looked_through(case),
    }  # fmt: skip
    part = "HX-Request" in request.headers
    return render(request, "escalation/_export.html" if part else "escalation/export.html", context)


@login_required
@require_safe
def download(request: HttpRequest, code: str, profile: str, what: str) -> HttpResponseBase:
    """The dossier (`what` is pdf) or the archive (zip) of the case as it stands; 404 until it is made."""
    case, right = open_complaint(signed_in(request), code)
    pack, _new = exports.export_for(case, _profile(profile, right))
    paper = _paper(pack)
    if paper is None or pack.archive is None:
        raise Http404
    found = {"pdf": (paper.blob, paper.name), "zip": (pack.archive, f"{case.number}.zip")}.get(what)
    if found is None:
        raise Http404
    return noted(request, serve(request, *found, attachment=True), case, How.EXPORTED)


def _panel(case: Complaint, profile: Profile, turn: int) -> Panel:
    pack, new = exports.export_for(case, profile)
    if is_due(pack, new=new, turn=turn):
        ask("escalation.tasks.export", pack.pk)
    failed, paper = is_given_up(pack), _paper(pack)
    waiting = paper is None and not failed and turn < MOST_TURNS
    return Panel(profile, pack if paper else None, paper, failed, turn + 1 if waiting else 0)


def _paper(pack: Pack) -> PackedFile | None:
    return pack.files.select_related("blob").first() if pack.made_at else None


def _profile(name: str, right: Right) -> Profile:
    allowed = exports.profiles_for(right)
    if name not in allowed:
        raise Http404
    return Profile(name)
