"""Why evidence of a case must not be erased: an office is at it, or a text that was sent names it."""

from django.utils.translation import gettext as _

from complaints.models import Complaint
from complaints.status import TrackState
from escalation.models import Submission

AT_AN_OFFICE = (TrackState.FILED, TrackState.ACCEPTED, TrackState.MEDIATING)


def office_is_at_it(complaint: Complaint) -> str:
    """A sentence while a track is filed and not ended; else ""."""
    if complaint.tracks.filter(state__in=AT_AN_OFFICE).exists():
        return _("An office is dealing with this case: nothing is erased until that has ended.")
    return ""


def in_a_sent_text(complaint: Complaint) -> set[str]:
    """SHA-256 of every file in the manifests of the case's texts, and of the receipts for them."""
    found: set[str] = set()
    rows = Submission.objects.filter(track__complaint=complaint).values_list("manifest", "receipt__blob__sha256")
    for manifest, receipt in rows:
        found |= {str(one.get("sha256", "")) for one in manifest} | {receipt or ""}
    return found - {""}
