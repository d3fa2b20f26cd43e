"""Numbers made to break the inbox."""

import pytest
from django.test import Client

from accounts.models import User


@pytest.mark.parametrize("newest", ["9" * 5000, "9" * 30, "٣"])
@pytest.mark.django_db
def test_a_number_too_long_marks_nothing_and_does_not_crash(alice: User, newest: str) -> None:
    client = Client()
    client.force_login(alice)
    assert client.post("/inbox/read/", {"newest": newest}).status_code == 302
    assert client.get("/inbox/", {"before": newest}).status_code == 200
