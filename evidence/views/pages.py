"""Pages of the evidence of one case. Every one asks `get_complaint` first and finds files through the case."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from complaints.access import PREPARE, VIEW
from complaints.models import Complaint
from evidence import curation, waiting, writing
from evidence.capture import Capture
from evidence.checklist import numbered, slots_for
from evidence.completeness import completeness, stage_of
from evidence.custody import standing
from evidence.forms import DescribeForm
from evidence.models import Derivative, Evidence
from evidence.readership import How, noted
from evidence.receiving import ACCEPT, Answer, receive, refuse_all, summary
from evidence.resumable import uploading
from evidence.status import OTHER, DerivativeKind, Family
from evidence.vault import storage
from evidence.vault.place import Away
from evidence.vault.serving import serve
from evidence.views.finding import find_case, find_piece, index_url

MOST_SHOWN = 4000
"""Characters of a text that its page shows; the rest is in the file."""
SHOWN = (Family.IMAGE, Family.RECORDING)
"""What a browser shows without running anything in it; all else is saved."""


@login_required
@require_GET
def index(request: HttpRequest, code: str) -> HttpResponse:
    """What is missing first, then what the evidence shows, then everything present, grouped by what it proves."""
    complaint, right = find_case(request, code, VIEW)
    pieces = list(complaint.evidence.with_files())
    slots = slots_for(complaint, [piece for piece in pieces if not piece.deleted_at])
    numbers = {row.piece.pk: row.number for row in numbered(slots)}
    context = {
        "complaint": complaint,
        "slots": [(slot, [(numbers.get(piece.pk), piece) for piece in slot.present]) for slot in slots if slot.present],
        "standing": standing(complaint, (piece.blob.sha256 for slot in slots for piece in slot.present)),
        "found": completeness(complaint, stage=stage_of(complaint), slots=slots),
        "may_prepare": right >= PREPARE,
        "waiting": any(piece.is_waiting for slot in slots for piece in slot.present),
        "is_owner": request.user.pk == complaint.owner_id,
        "removed": sum(bool(piece.deleted_at) for piece in pieces) if right >= PREPARE else 0,
    }
    return render(request, "evidence/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Choose files for a slot; the limits stand on the page before anything is chosen."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    complaint, _right = find_case(request, code, PREPARE)
    if request.method == "POST":
        return _take(request, complaint, signed_in(request))
    slots = slots_for(complaint)
    slot = next((slot for slot in slots if slot.key == request.GET.get("kind")), None)
    context = {
        "complaint": complaint,
        "begun": uploading.begun(complaint, signed_in(request)),
        "slots": sorted(slots, key=lambda slot: not slot.perishable),
        "wanted": {needed.key for needed in completeness(complaint, stage=stage_of(complaint), slots=slots).wanted},
        "slot": slot,
        "kind": slot.key if slot else OTHER,
        "camera": "camera" in request.GET or (slot is not None and slot.photographed),
        "accept": ACCEPT,
        "max_files": settings.UPLOAD_LIMIT_FILES,
        "max_bytes": settings.UPLOAD_LIMIT_MB * 1024**2,
        "next": index_url(complaint),
    }
    return render(request, "evidence/add.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """One file, large, with what is said about it and its hash."""
    complaint, right = find_case(request, code, VIEW)
    evidence = find_piece(complaint, evidence_code, right)
    form = DescribeForm(evidence=evidence) if right >= PREPARE else None
    page = _detail_page(request, evidence, form)
    noted(request, page, complaint, How.SEEN, evidence_id=evidence.pk)
    return page


@login_required
@require_POST
def describe(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Save name, slot, purpose and source."""
    complaint, right = find_case(request, code, PREPARE)
    evidence = find_piece(complaint, evidence_code, right)
    form = DescribeForm(request.POST, evidence=evidence)
    if not form.is_valid():
        return _detail_page(request, evidence, form, status=422)
    if curation.describe(evidence, form.description(), actor=signed_in(request)):
        messages.success(request, _("Saved. The file itself was not touched."))
    return redirect(evidence)


@login_required
@require_safe
def file(request: HttpRequest, code: str, evidence_code: str) -> HttpResponseBase:
    """The original, byte for byte: shown where that is safe (pictures, film, sound), else saved."""
    complaint, right = find_case(request, code, VIEW)
    evidence = find_piece(complaint, evidence_code, right)
    if evidence.erased_at:
        raise Http404
    as_file = "download" in request.GET or evidence.blob.family not in SHOWN
    answer = serve(request, evidence.blob, evidence.name, attachment=as_file)
    return noted(request, answer, complaint, How.SAVED if as_file else How.SEEN, evidence_id=evidence.pk)


@login_required
@require_safe
def thumb(request: HttpRequest, code: str, evidence_code: str, size: str) -> HttpResponseBase:
    """A thumbnail or preview, if it has been made; the newest, should there be two recipes."""
    complaint, right = find_case(request, code, VIEW)
    evidence = find_piece(complaint, evidence_code, right)
    return _shown(request, evidence.derivatives.filter(kind=size, page=1))


@login_required
@require_safe
def page(request: HttpRequest, code: str, evidence_code: str, number: int) -> HttpResponseBase:
    """One page of a PDF as a picture, from 1."""
    complaint, right = find_case(request, code, VIEW)
    evidence = find_piece(complaint, evidence_code, right)
    return _shown(request, evidence.derivatives.filter(kind=DerivativeKind.PREVIEW, page=number))


@never_cache
@require_GET
def tile(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """What a page that waits for a picture asks for every other second; a plain number of times, then it stops.

    A script would show the sign-in page in place of the picture, so the signed out get 401 and the asking ends.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=401) if "HX-Request" in request.headers else redirect_to_login(request.path)
    complaint, right = find_case(request, code, VIEW)
    piece = find_piece(complaint, evidence_code, right)
    context = waiting.tile_context(piece, request.GET.get("place", ""), request.GET.get("turn", ""))
    return render(request, "evidence/_tile.html", context)


def _shown(request: HttpRequest, made: QuerySet[Derivative]) -> HttpResponseBase:
    found = made.select_related("blob").order_by("-id").first()
    if found is None:
        raise Http404
    return serve(request, found.blob, f"{found.kind}.webp", attachment=False, lasting=True)


def _take(request: HttpRequest, complaint: Complaint, user: User) -> HttpResponse:
    files = request.FILES.getlist("files")
    refusal = refuse_all(files)
    said_of = {name: request.POST.get(name, "") for name in ("kind", "sha256")}
    answers = [] if refusal else receive(complaint, files, actor=user, **said_of)
    if _wants_json(request):
        return _as_json(refusal, answers)
    if refusal:
        messages.error(request, refusal)
        return redirect(request.get_full_path())
    if said := summary(answers):
        messages.success(request, said)
    for answer in answers:
        if not answer.ok:
            words = _("“%(name)s” was not saved. %(reason)s") % {"name": answer.name, "reason": answer.message}
            messages.error(request, words)
        elif answer.evidence and not answer.duplicate and answer.evidence.name != answer.name:
            messages.info(request, answer.message)
    return redirect(index_url(complaint))


def _as_json(refusal: str, answers: list[Answer]) -> JsonResponse:
    """One file, one answer (the page sends them one by one); of several the first that failed speaks for all."""
    if refusal:
        return JsonResponse({"ok": False, "message": refusal, "error": "count"}, status=422)
    told = next((answer for answer in answers if not answer.ok), answers[0])
    status = 422 if not told.ok else 200 if told.duplicate else 201
    return JsonResponse({**told.as_json(), "files": [answer.as_json() for answer in answers]}, status=status)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """A script that was redirected to the sign-in page would take it for success, and the file would be lost."""
    if not _wants_json(request):
        return redirect_to_login(request.get_full_path())
    words = _("You have been signed out. Sign in in another tab, then try again here: the file is still with you.")
    return JsonResponse({"ok": False, "message": words, "error": "signed_out"}, status=401)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _detail_page(
    request: HttpRequest, evidence: Evidence, form: DescribeForm | None, *, status: int = 200
) -> HttpResponse:
    slot = next((slot for slot in slots_for(evidence.complaint) if slot.key == evidence.kind), None)
    is_owner = request.user.pk == evidence.complaint.owner_id
    context = {
        "complaint": evidence.complaint,
        "evidence": evidence,
        "form": form,
        "slot": slot,
        "waiting": evidence.is_waiting and evidence.blob.family != Family.RECORDING,
        "excerpt": _excerpt(evidence),
        "capture": Capture.objects.filter(evidence=evidence).first() if is_owner else None,
    }
    return render(request, "evidence/detail.html", context, status=status)


def _excerpt(evidence: Evidence) -> str:
    """The beginning of a text, as plain words: tags of a page that somebody saved are left out."""
    if evidence.blob.family != Family.WRITING:
        return ""
    try:
        with storage.local(evidence.blob) as path:
            words = writing.beginning(path, MOST_SHOWN)
    except (FileNotFoundError, Away):
        return ""
    return strip_tags(words) if evidence.blob.media_type == "text/html" else words
