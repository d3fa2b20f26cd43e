"""Logs: one JSON object a line, and never what belongs to a person."""

import json
import logging
import sys

import pytest
from django.test import Client

from accounts.models import User
from config.logs import JsonFormatter


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("juli.request", logging.INFO, __file__, 1, "%s 你好", ("GET",), None)
    vars(record).update(extra)
    read: dict[str, object] = json.loads(JsonFormatter().format(record))
    return read


def test_a_line_says_when_what_and_how_bad() -> None:
    said = line()
    assert (said["level"], said["logger"], said["message"]) == ("INFO", "juli.request", "GET 你好")
    assert str(said["at"]).endswith("+00:00")


def test_known_extras_are_kept_and_others_dropped() -> None:
    said = line(path="/c/x/", ms=12, password="secret")
    assert (said["path"], said["ms"]) == ("/c/x/", 12)
    assert "secret" not in json.dumps(said)


def test_a_fault_brings_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("juli", logging.ERROR, __file__, 1, "oh", (), sys.exc_info())
    assert "ValueError: broken" in json.loads(JsonFormatter().format(record))["traceback"]


@pytest.mark.django_db
def test_a_request_is_logged_without_its_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "juli.request"):
        client.get("/help/?name=林小雨")
    assert [record.getMessage() for record in caplog.records if "/help/" in record.getMessage()]
    assert "林小雨" not in caplog.text


def test_a_request_names_the_person_by_code_only(client: Client, alice: User, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(alice)
    with caplog.at_level(logging.INFO, "juli.request"):
        client.get("/help/")
    users = [vars(record).get("user") for record in caplog.records if record.name == "juli.request"]
    assert users == [alice.public_code]
    assert alice.email not in caplog.text


def test_health_questions_are_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "juli.request"):
        client.get("/healthz")
    assert [record for record in caplog.records if record.name == "juli.request"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/mail/as-good-as-a-password/", "/calendar/as-good-as-a-password.ics"])
def test_an_address_that_opens_something_by_itself_isnt_logged(
    path: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "juli.request"):
        client.get(path)
    told = [record for record in caplog.records if record.name == "juli.request"]
    assert len(told) == 1
    assert "as-good-as-a-password" not in told[0].getMessage() + str(vars(told[0])["path"])
