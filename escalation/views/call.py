"""The page for a call: what to say in large type, what they will ask, and notes with their minute."""

import secrets

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from complaints.access import CHANGE, open_complaint
from complaints.models import OrderItem
from escalation import letters
from escalation.models import Channel
from escalation.situation import Situation
from escalation.transitions import Action, find


@login_required
@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Everything needed on the phone, on one screen; what is noted is recorded as a contact."""
    case, right = open_complaint(signed_in(request), code)
    sit = Situation.of(case, signed_in(request), timezone.now(), right)
    letter = letters.write(sit, Channel.PHONE_SCRIPT)
    may_note = right >= CHANGE and find(Action.RECORD_CONTACT, sit.status, None) is not None
    context = {
        "complaint": case, "lines": letter.text.splitlines(), "key": secrets.token_hex(16), "may_note": may_note,
        "order": case.orders.order_by("pk").first(), "now": sit.now,
        "goods": OrderItem.objects.filter(order__complaints=case).order_by("pk").first(),
    }  # fmt: skip
    return render(request, "escalation/call.html", context)
