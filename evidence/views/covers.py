"""Covering what is private: which files were looked through, and the boxes of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from complaints.access import PREPARE, VIEW
from complaints.models import Complaint
from evidence.checklist import exhibits
from evidence.models import Evidence
from evidence.redaction import covering
from evidence.redaction.boxes import BadBoxes, read_boxes, read_turn
from evidence.redaction.offering import Mark, is_looking, marks, offer_for
from evidence.vault.serving import serve
from evidence.views.finding import find_case, find_piece
from evidence.waiting import turn_of

MOST_TURNS = 45
"""Every other second; reading a long picture takes half a minute."""


@dataclass(frozen=True, slots=True)
class Line:
    """One file in the list: its exhibit number, and whether somebody has looked through it."""

    number: int
    piece: Evidence

    @property
    def looked(self) -> bool:
        return self.piece.__dict__.get("covers") is not None


@login_required
@require_GET
def covers(request: HttpRequest, code: str) -> HttpResponse:
    """Every picture with what became of it; those nobody has looked through first."""
    complaint, right = find_case(request, code, VIEW)
    lines = _lines(complaint)
    context = {
        "complaint": complaint,
        "open": [line for line in lines if not line.looked],
        "done": [line for line in lines if line.looked],
        "may_prepare": right >= PREPARE,
    }
    return render(request, "evidence/covers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Draw boxes on one picture, keep or leave what was found in it; saved boxes go into the copy."""
    complaint, right = find_case(request, code, PREPARE)
    piece = find_piece(complaint, evidence_code, right)
    if not piece.may_be_covered or piece.deleted_at:
        raise Http404
    if request.method == "POST":
        return _save(request, piece)
    offer = offer_for(piece, turn=0)
    drawn = marks(piece, offer)
    context = {
        "complaint": complaint,
        "evidence": piece,
        "marks": drawn,
        "pages": _pages(piece, drawn),
        "looking": is_looking(offer),
        "waiting": not piece.preview_url,
        "standing": covering.current(piece),
    }
    return render(request, "evidence/cover.html", context)


@login_required
@never_cache
@require_GET
def offers(request: HttpRequest, code: str, evidence_code: str) -> JsonResponse:
    """What a page asks for while the worker looks: the boxes, once they are there; `again` is 0 when it should stop."""
    complaint, right = find_case(request, code, PREPARE)
    piece = find_piece(complaint, evidence_code, right)
    turn = turn_of(request.GET.get("turn", ""), MOST_TURNS, otherwise=MOST_TURNS)
    offer = offer_for(piece, turn=max(turn, 1))
    over = not is_looking(offer) or turn >= MOST_TURNS
    told = [] if offer.made_at is None else [_told(mark) for mark in marks(piece, offer)]
    return JsonResponse({"again": 0 if over else turn + 1, "ready": offer.made_at is not None, "marks": told})


@login_required
@require_POST
def uncover(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Take the covers off again."""
    complaint, right = find_case(request, code, PREPARE)
    piece = find_piece(complaint, evidence_code, right)
    if covering.uncover(piece, actor=signed_in(request)):
        messages.success(request, _("The covers are off. Copies that are given away show the whole picture again."))
    return redirect(piece)


@login_required
@require_safe
def covered(request: HttpRequest, code: str, evidence_code: str) -> HttpResponseBase:
    """The covered copy, as it is given away; 404 until the worker has written it."""
    complaint, right = find_case(request, code, VIEW)
    piece = find_piece(complaint, evidence_code, right)
    standing = covering.current(piece)
    if standing is None or standing.copy is None:
        raise Http404
    stem = piece.name.rpartition(".")[0] or piece.name
    ending = {"image/png": "png", "image/jpeg": "jpg"}.get(standing.copy.media_type, "pdf")
    return serve(request, standing.copy, f"{stem}.{ending}", attachment="download" in request.GET)


def _save(request: HttpRequest, piece: Evidence) -> HttpResponse:
    said = request.POST.getlist("box") if "clear" not in request.POST else []
    try:
        boxes = read_boxes(said, turned=read_turn(request.POST.get("turned", "0")))
    except BadBoxes:
        messages.error(request, _("These boxes could not be read, so nothing was changed. Draw them again."))
        return redirect(request.path)
    covering.cover(piece, boxes, actor=signed_in(request))
    messages.success(request, _said(len(boxes)))
    following = next((line.piece for line in _lines(piece.complaint) if not line.looked), None)
    if following and "next" in request.POST:
        return redirect("evidence:cover", piece.complaint.public_code, following.public_code)
    return redirect(piece)


def _said(count: int) -> str:
    if not count:
        return _("Noted: there is nothing to cover in it.")
    words = ngettext(
        "%(count)d place will be covered in every copy. The original is unchanged.",
        "%(count)d places will be covered in every copy. The original is unchanged.",
        count,
    )
    return words % {"count": count}


def _lines(complaint: Complaint) -> list[Line]:
    return [Line(row.number, row.piece) for row in exhibits(complaint) if row.piece.may_be_covered]


def _pages(piece: Evidence, drawn: Sequence[Mark]) -> list[tuple[int, str, list[Mark]]]:
    """Number, picture and boxes of each page."""
    count = piece.__dict__.get("pages") or 1
    code = piece.complaint.public_code
    pictures = {1: piece.preview_url} if piece.is_image else {
        n: reverse("evidence:page", args=(code, piece.public_code, n)) for n in range(1, count + 1)
    }  # fmt: skip
    return [(n, url, [mark for mark in drawn if mark.box.page == n]) for n, url in pictures.items()]


def _told(mark: Mark) -> dict[str, object]:
    return {"box": mark.box.said, "words": mark.words, "ticked": mark.ticked}
