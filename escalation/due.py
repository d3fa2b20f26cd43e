"""The two columns by which lists order cases, so that they need no join."""

from datetime import datetime
from typing import Any

from complaints.models import Complaint
from complaints.status import Status
from escalation.deadlines import nearest
from escalation.situation import History


def due_columns(case: Complaint, status: Status, now: datetime) -> dict[str, Any]:
    """`due_at` and `due_ours` of a case that stands (or will stand) at `status`, from its rows as they are."""
    past = History(case, now)
    due_at, ours = nearest(status, past.deadlines, past.tracks, now, contacted=past.contacted)
    return {"due_at": due_at, "due_ours": ours}
