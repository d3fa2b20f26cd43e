"""Taking files out of a case, bringing them back, and the hold that keeps all of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from complaints.access import OWN, PREPARE
from evidence import curation, holding
from evidence.trash import until
from evidence.views.finding import find_case, find_piece, index_url


@login_required
@require_GET
def trash(request: HttpRequest, code: str) -> HttpResponse:
    """What was removed, until when it can be brought back, and what keeps it longer."""
    complaint, right = find_case(request, code, PREPARE)
    needed = holding.needed(complaint)
    removed = list(complaint.evidence.removed().with_files())
    context = {
        "complaint": complaint,
        "rows": [(piece, until(piece), piece.blob.sha256 in needed) for piece in removed if not piece.erased_at],
        "erased": [piece for piece in removed if piece.erased_at],
        "hold": holding.current(complaint),
        "reasons": holding.reasons(complaint),
        "may_lift": right >= OWN,
    }
    return render(request, "evidence/trash.html", context)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Take a file out of the case; it can be brought back on the same page."""
    complaint, right = find_case(request, code, PREPARE)
    evidence = find_piece(complaint, evidence_code, right)
    if curation.remove(evidence, actor=signed_in(request)):
        words = _("“%(name)s” was removed. Under “Removed files” it can be brought back.")
        messages.success(request, words % {"name": evidence.name})
    return redirect(index_url(complaint))


@login_required
@require_POST
def restore(request: HttpRequest, code: str, evidence_code: str) -> HttpResponse:
    """Bring a removed file back."""
    complaint, right = find_case(request, code, PREPARE)
    evidence = find_piece(complaint, evidence_code, right)
    try:
        curation.restore(evidence, actor=signed_in(request))
    except curation.AlreadyThere as refusal:
        messages.warning(request, refusal.message)
        return redirect(index_url(complaint))
    messages.success(request, _("“%(name)s” is back in the case.") % {"name": evidence.name})
    return redirect(evidence)


@login_required
@require_POST
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """Let nothing of the case be erased, or (the owner only) let the days count again."""
    lifting = "lift" in request.POST
    complaint, _right = find_case(request, code, OWN if lifting else PREPARE)
    if lifting:
        if holding.lift(complaint, actor=signed_in(request)):
            messages.success(request, _("Lifted. Removed files are erased again when their days are over."))
    elif holding.set_hold(complaint, actor=signed_in(request), why=request.POST.get("why", "").strip()):
        messages.success(request, _("Nothing of this case will be erased until you lift it."))
    return redirect("evidence:trash", complaint.public_code)
