"""Counting again what rests on facts that were corrected."""

from datetime import datetime

from complaints.models import Complaint
from complaints.status import Status
from escalation import deadlines, reminders
from escalation.due import due_columns
from escalation.transitions import Action
from rulebook.snapshot import fresh


def recount(case: Complaint, now: datetime) -> None:
    """An order or the facts of the case were corrected: count its clocks again, plan reminders, renew the lists' columns."""
    opening = case.steps.filter(action=Action.OPEN).order_by("pk").first()
    if opening is None or case.is_over:
        return
    for deadline in deadlines.start_for_orders(fresh(), opening, case.orders.all(), now):
        reminders.plan(deadline, now)
    Complaint.objects.filter(pk=case.pk).update(**due_columns(case, Status(case.status), now))
