"""Alice with a case about a cream, signed in; run by `manage.py shell` in a site of its own."""

import json
import sys

from complaints.models import Complaint
from complaints.status import Kind
from tests.conftest import person
from tests.journeys.seed import session_of


def main() -> None:
    """Prints the case's code and the key of alice's session."""
    alice = person("alice@example.org", "林小雨")
    case = Complaint.objects.create(
        owner=alice, kind=Kind.NOT_AS_DESCRIBED, title="面霜成分不符", number="JL-2026-000417"
    )
    sys.stdout.write(json.dumps({"case": case.public_code, "session": session_of(alice)}) + "\n")
