"""People who are signed in and cases at every stage, written through the doors; `manage.py shell` runs it in the stack."""

import json
import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.models import Role, User
from complaints.models import Complaint, Seller
from complaints.status import ClaimKind, Kind, Scope
from escalation import consent
from escalation.transitions import Action
from tests.cases import do, draft
from tests.conftest import person

PEOPLE = (
    ("alice", "林小雨", Role.CONSUMER),
    ("carol", "周采文", Role.CONSUMER),
    ("dora", "丁朵", Role.CONSUMER),
    ("mallory", "马路", Role.CONSUMER),
    ("bob", "许志愿", Role.HELPER),
    ("ada", "沈审核", Role.ADMIN),
)
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
WAY: tuple[tuple[Action, dict[str, Any]], ...] = (
    (Action.OPEN, {}),
    (Action.CONTACT_SELLER, {"text": "请在三日内退款。"}),
    (Action.RECORD_REFUSAL, {"said": "已拆封，不退"}),
    (Action.ESCALATE_TO_PLATFORM, {"text": "请平台介入。"}),
    (Action.RECORD_RULING_AGAINST, {"said": "证据不足"}),
)


def session_of(user: User) -> str:
    """The key of a session in which `user` is signed in, as after the sign-in page."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def case_after(owner: User, steps: int, *, paid: str = "268.00") -> Complaint:
    """A case of `owner` on which the first `steps` steps of WAY were taken, one an hour."""
    begun = timezone.now() - timedelta(hours=len(WAY) + 1)
    moments: dict[str, Any] = {"placed_at": begun - timedelta(days=6), "received_at": begun - timedelta(days=3)}
    amount = Decimal(paid)
    case = draft(
        owner, now=begun, shipped_at=begun - timedelta(days=5), paid=amount,
        claims={ClaimKind.RETURN_REFUND: amount}, **moments,
    )  # fmt: skip
    for hour, (action, facts) in enumerate(WAY[:steps]):
        do(case, action, owner, at=begun + timedelta(hours=hour), **facts)
    return case


def draft_of(owner: User, kind: Kind) -> Complaint:
    """A draft of this type about an order of two months ago, with a seller whose licence and address are known."""
    begun = timezone.now() - timedelta(days=40)
    moments: dict[str, Any] = {"placed_at": begun - timedelta(days=6), "received_at": begun - timedelta(days=3)}
    case = draft(owner, kind, now=begun, shipped_at=begun - timedelta(days=5), **moments)
    Seller.objects.filter(complaints=case).update(
        licence_name="小鹿护肤品（杭州）有限公司", displayed_address="浙江省杭州市西湖区文三路1号"
    )
    return case


def main() -> None:
    """Everything, and a line of JSON that says what there is."""
    people = {name: person(f"{name}@example.org", called, role) for name, called, role in PEOPLE}
    alice, bob = people["alice"], people["bob"]
    cases = {
        "draft": case_after(alice, 0),
        "contacted": case_after(alice, 2),
        "tabs": case_after(alice, 2),
        "refused": case_after(alice, 3),
        "slip": case_after(alice, 3),
        "escalates": case_after(alice, 3),
        "with_platform": case_after(alice, 4),
        "ready_for_regulator": case_after(alice, 5),
        "to_share": case_after(alice, 5),
        "carols": case_after(people["carol"], 2),
    }
    cases["enter"] = case_after(alice, 1)
    cases["taps_refusal"] = case_after(alice, 2)
    cases["taps_pack"] = draft_of(people["dora"], Kind.QUALITY)
    for hour, (action, facts) in enumerate(WAY):
        do(cases["taps_pack"], action, people["dora"], at=timezone.now() - timedelta(hours=len(WAY) - hour), **facts)
    cases["exported"] = draft_of(people["dora"], Kind.QUALITY)
    do(cases["exported"], Action.OPEN, people["dora"], at=timezone.now())
    cases |= {f"type_{kind}": draft_of(people["dora"], kind) for kind in Kind}
    consent.grant(cases["contacted"], alice, bob.email, Scope.ACT)
    said = {
        "sessions": {name: session_of(user) for name, user in people.items()},
        "cases": {name: case.public_code for name, case in cases.items()},
        "order_no": cases["draft"].orders.get().order_no,
    }
    sys.stdout.write(f"SEEDED {json.dumps(said)}\n")
