"""What the workflow writes; one file a subject."""

from escalation.models.deadlines import ClockName, Deadline, DeadlineState, Origin, Pause, Whose
from escalation.models.feeds import Feed
from escalation.models.filings import Channel, Review, Submission, Verdict
from escalation.models.promises import Contact, Promise, Promised, PromiseState, Way
from escalation.models.reminders import Hush, Quiet, Reminder, ReminderKind, ReminderState
from escalation.models.steps import Step

__all__ = [
    "Channel",
    "ClockName",
    "Contact",
    "Deadline",
    "DeadlineState",
    "Feed",
    "Hush",
    "Origin",
    "Pause",
    "Promise",
    "PromiseState",
    "Promised",
    "Quiet",
    "Reminder",
    "ReminderKind",
    "ReminderState",
    "Review",
    "Step",
    "Submission",
    "Verdict",
    "Way",
    "Whose",
]
