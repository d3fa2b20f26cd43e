"""Which exhibit comes first, and which way up a picture is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from complaints.access import PREPARE
from evidence import curation
from evidence.checklist import exhibits
from evidence.views.finding import find_case, find_piece, index_url


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Number the exhibits: each row has its place as a number, and arrows where scripts run."""
    complaint, _right = find_case(request, code, PREPARE)
    listed = exhibits(complaint)
    if request.method == "POST":
        places = {row.piece.public_code: row.number for row in listed}
        wanted = sorted(places, key=lambda one: _place(request.POST.get(f"place-{one}", ""), places[one]))
        if curation.order(complaint, wanted, actor=signed_in(request)):
            messages.success(request, _("The exhibits are numbered in this order."))
        return redirect(index_url(complaint))
    return render(request, "evidence/order.html", {"complaint": complaint, "exhibits": listed})


@login_required
@require_POST
def turn(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Show a picture turned a quarter further."""
    complaint, right = find_case(request, code, PREPARE)
    piece = find_piece(complaint, evidence_code, right)
    if piece.is_image and not piece.deleted_at:
        curation.turn(piece, actor=signed_in(request))
    return redirect(piece)


def _place(said: str, now: int) -> tuple[int, int]:
    """The place that was given, else the one it has `now`; of two the same, what moves up stands before, down behind."""
    place = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else now
    return place, (place > now) - (place < now)
