"""A filing made ready by a helper: filed only by the person whose real name it bears, so it is handed over by a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from complaints.access import Right
from complaints.models import Track
from complaints.status import TrackKind, TrackState
from escalation import letters
from escalation.cockpit import cockpit
from escalation.situation import Situation
from escalation.submissions import CHANNEL_OF
from escalation.transitions import Action, Actor

READY = (TrackState.PREPARING, TrackState.APPROVED)


def filing_of(sit: Situation, kind: str) -> Track | None:
    """The filing that somebody helping has made ready and can't file; None for the person concerned and for onlookers."""
    if Actor.OWNER in sit.actors or sit.right < Right.PREPARE or kind not in TrackKind.values:
        return None
    track = sit.open_track(TrackKind(kind))
    return track if track and track.state in READY else None


def handover(request: HttpRequest, sit: Situation, filing: Track) -> HttpResponse:
    """The link to send, and the cockpit as the person will see it."""
    channel, action = CHANNEL_OF[TrackKind(filing.kind)], Action.ESCALATE_TO_REGULATOR
    sit.track = filing
    reviewed = filing.reviews.order_by("-pk").values_list("text", flat=True).first()
    text = reviewed or letters.write(sit, channel).text
    here = reverse("escalation:do", args=(sit.complaint.public_code, action.value))
    context = {
        "complaint": sit.complaint, "action": action, "track": filing.kind, "text": text,
        "link": request.build_absolute_uri(f"{here}?track={filing.kind}"), "pit": cockpit(sit, channel, text),
    }  # fmt: skip
    return render(request, "escalation/handover.html", context)
