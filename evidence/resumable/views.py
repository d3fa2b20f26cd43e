"""The addresses of the protocol below /c/<code>/evidence/uploads/: the case's rule first, then whose upload it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import signed_in
from complaints.access import PREPARE, get_complaint
from evidence.receiving import PASSING, Answer
from evidence.resumable import finishing, protocol, quota, uploading
from evidence.resumable.errors import Overtaken, Unwilling
from evidence.resumable.models import PartialUpload, State

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_STATUS = dict.fromkeys(PASSING, 503) | {"no_room": 507}
_OVERRIDE = ("PATCH", "DELETE")


def _speaks_tus(view: View[P]) -> View[P]:
    """Answers as a program expects: 401 in place of a redirect, refusals in JSON, the protocol's version on everything."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "GET" and "Tus-Resumable" not in request.headers:
                return redirect_to_login(request.get_full_path())  # somebody with a browser
            words = _(
                "You have been signed out. Sign in in another tab, then try again here: the file is still with you."
            )
            response: HttpResponse = JsonResponse({"ok": False, "error": "signed_out", "message": words}, status=401)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Unwilling as refusal:
                response = _refused(refusal)
            except Overtaken:
                response = _refused(Unwilling(409, "overtaken"))
        response["Tus-Resumable"] = protocol.VERSION
        return response

    return inner


@_speaks_tus
def uploads(request: HttpRequest, code: str) -> HttpResponse:
    """OPTIONS says what we can, POST begins an upload (creation)."""
    user = signed_in(request)
    complaint = get_complaint(user, code, to=PREPARE)
    if request.method == "OPTIONS":
        return _abilities()
    if request.method != "POST":
        return HttpResponseNotAllowed(["OPTIONS", "POST"])
    protocol.check_version(request)
    said = protocol.metadata(request)
    begun = uploading.begin(
        complaint, user, length=protocol.number(request, "Upload-Length"), name=said.get("filename", ""),
        kind=said.get("kind", ""), sha256=said.get("sha256", ""),
    )  # fmt: skip
    return HttpResponse(status=201, headers={"Location": begun.get_absolute_url(), **protocol.state_headers(begun)})


@_speaks_tus
def upload(request: HttpRequest, code: str, upload_id: str) -> HttpResponse:
    """HEAD asks how far it is, PATCH goes on, DELETE ends it, GET says what became of it: for its sender only."""
    user = signed_in(request)
    mine = PartialUpload.objects.filter(user=user, complaint__public_code=code).select_related("user", "evidence__blob")
    found: PartialUpload = get_object_or_404(mine, public_id=upload_id)
    found.complaint = get_complaint(user, code, to=PREPARE)
    method = request.headers.get("X-HTTP-Method-Override", "") if request.method == "POST" else ""
    method = method if method in _OVERRIDE else request.method or ""
    if method == "OPTIONS":
        return _abilities()
    if method not in ("GET", "HEAD", "PATCH", "DELETE"):
        return HttpResponseNotAllowed(["OPTIONS", "GET", "HEAD", "PATCH", "DELETE"])
    if method != "GET":
        protocol.check_version(request)
    if method == "DELETE":
        return _end(found)
    return _go_on(request, found) if method == "PATCH" else _tell(found, is_head=method == "HEAD")


def _abilities() -> HttpResponse:
    headers = {
        "Tus-Version": protocol.VERSION, "Tus-Extension": protocol.EXTENSIONS, "Tus-Max-Size": str(quota.limit()),
        "Tus-Checksum-Algorithm": "sha256",
    }  # fmt: skip
    return HttpResponse(status=204, headers=headers)


def _go_on(request: HttpRequest, found: PartialUpload) -> HttpResponse:
    now = timezone.now()
    if request.content_type != protocol.BODY:
        raise Unwilling(415, "content-type")
    offset, checksum = protocol.number(request, "Upload-Offset"), protocol.checksum(request)
    uploading.check_alive(found, now=now)
    if found.state == State.STORED or offset >= found.length > found.offset:
        raise Unwilling(409, "offset")
    length = protocol.announced_bytes(request)
    if length is not None and offset + length > found.length:
        raise Unwilling(413, "too_long")
    with uploading.claimed(found, now=now) as token:
        uploading.append(found, protocol.pieces(request), token=token, offset=offset, checksum=checksum)
        if not found.is_whole:
            return HttpResponse(status=204, headers=protocol.state_headers(found))
        answer = finishing.finish(found, token=token)
    return _became(found, answer, in_words="application/json" in request.headers.get("Accept", ""))


def _tell(found: PartialUpload, *, is_head: bool) -> HttpResponse:
    """A file that has wholly come and was never finished (its process died) is finished here, by whoever asks first."""
    now = timezone.now()
    uploading.settle_offset(found, now=now)
    if found.state == State.RECEIVING and found.is_whole:
        with uploading.claimed(found, now=now, lease=finishing.LEASE) as token:
            answer = finishing.finish(found, token=token)
        if answer.error in PASSING:
            raise Unwilling(_STATUS[answer.error], answer.error, answer.message)
    if is_head or found.state == State.GONE:
        uploading.check_alive(found, now=now)
    if found.state == State.RECEIVING:
        said = {"ok": None, "offset": found.offset, "length": found.length}
        return JsonResponse(said, headers=protocol.state_headers(found))
    return _became(found, finishing.answer_of(found), in_words=not is_head)


def _became(found: PartialUpload, answer: Answer, *, in_words: bool) -> HttpResponse:
    headers = protocol.state_headers(found)
    if answer.ok and not in_words:
        return HttpResponse(status=204, headers=headers)
    status = 200 if answer.ok else _STATUS.get(answer.error, 422)
    return JsonResponse(answer.as_json(), status=status, headers=headers)


def _end(found: PartialUpload) -> HttpResponse:
    if not quota.let_go(found, now=timezone.now()):
        found.refresh_from_db()
        raise Unwilling(410, "gone") if found.state == State.GONE else Unwilling(403, "stored")
    return HttpResponse(status=204)


def _refused(refusal: Unwilling) -> HttpResponse:
    said: dict[str, Any] = {"ok": False, "error": refusal.code, "message": refusal.message}
    response = JsonResponse(said, status=refusal.answer)
    if refusal.answer == 412:
        response["Tus-Version"] = protocol.VERSION
    if refusal.answer == 423:
        response["Retry-After"] = "2"
    return response
