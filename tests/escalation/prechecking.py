"""How the tests of the pre-check ask for its page, its lines and its answers."""

from typing import Any

from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from complaints.status import TrackKind
from escalation import dossier
from escalation.situation import Situation
from law.precheck import Line
from tests.cases import LATER


def url(case: Complaint, query: str = "") -> str:
    return f"/c/{case.public_code}/precheck/{query}"


def lines_of(case: Complaint, who: User, kind: TrackKind = TrackKind.COMPLAINT, **more: Any) -> dict[str, Line]:
    return {line.key: line for line in dossier.lines(Situation.of(case, who, LATER), kind, **more)}


def answer(client: Client, case: Complaint, question: str, said: str) -> Any:
    return client.post(f"{url(case)}answer/", {"question": question, "answer": said, "for": "complaint"})
