"""How every page of evidence finds its case and its file: through the access rule first."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import signed_in
from complaints.access import PREPARE, Right, get_complaint, right_of
from complaints.models import Complaint
from evidence.models import Evidence


def find_case(request: HttpRequest, code: str, to: Right) -> tuple[Complaint, Right]:
    """The case, and what the person may do with it; 404 and 403 as `get_complaint` decides."""
    user = signed_in(request)
    complaint = get_complaint(user, code, to=to)
    return complaint, right_of(user, complaint)


def find_piece(complaint: Complaint, evidence_code: str, right: Right) -> Evidence:
    """A file of this case; removed ones only for those who may bring them back. Raises Http404."""
    files = complaint.evidence.with_files()
    found: Evidence = get_object_or_404(files if right >= PREPARE else files.live(), public_code=evidence_code)
    return found


def index_url(complaint: Complaint) -> str:
    """The list of the case's evidence."""
    return reverse("evidence:index", args=(complaint.public_code,))
