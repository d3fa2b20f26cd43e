"""The door for answers to the law's questions: whether goods may be returned, what a claim rests on, which way was tried.

Answers are kept by the question's key; nothing here knows what they mean, that is `law`'s. None takes an answer back.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from complaints import ledger
from complaints.filing import CaseOver
from complaints.models import Complaint
from complaints.orders import changes
from complaints.status import FINAL, Status

Answer = str | bool | None
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?")


def record(complaint: Complaint, given: Mapping[str, Answer], *, actor: User, now: datetime | None = None) -> None:
    """Keep the answers `given` beside those that stand; once the case is open its ledger keeps before and after.

    Keys are words of small letters, one dot allowed (`returning.opened`). Raises CaseOver, writing nothing, and
    ValueError for a key that isn't one.
    """
    if wrong := [key for key in given if not _KEY.fullmatch(key)]:
        raise ValueError(f"Not keys of answers: {wrong}")
    now = now or timezone.now()
    with transaction.atomic():
        case = Complaint.objects.select_for_update(no_key=True).get(pk=complaint.pk)
        before = {key: case.answers.get(key) for key in given}
        if before == dict(given):
            return
        kept = {key: answer for key, answer in (case.answers | dict(given)).items() if answer not in (None, "")}
        # The old answers are part of the condition: on SQLite, where rows can't be locked, they decide.
        rows = Complaint.objects.filter(pk=case.pk, answers=case.answers).exclude(status__in=FINAL)
        if not rows.update(answers=kept, updated_at=now):
            raise CaseOver(case.number)
        complaint.answers = kept
        if case.status != Status.DRAFT:
            ledger.append(complaint, "answered", changes(before, dict(given)), actor=actor, at=now)
