"""What a request could do to the log, and what a public start may not leave open."""

import logging

import pytest
from django.test import Client

from config.launcher.children import surroundings
from config.launcher.options import read_options


@pytest.mark.django_db
def test_an_address_cannot_write_a_log_line_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="juli.request"):
        Client().get("/x%0a12:00:00 INFO juli.request  GET /admin/ 200 1 ms")
    lines = [record.getMessage() for record in caplog.records if record.name == "juli.request"]
    assert lines and all("\n" not in line for line in lines)


@pytest.mark.parametrize(("address", "wanted"), [("https://juli.example.org", "required"), ("", "offered")])
def test_a_public_site_asks_for_the_second_step_unless_told_otherwise(address: str, wanted: str) -> None:
    found = surroundings(read_options({}), {"SITE_URL": address}, "unix:///v.sock")
    assert found["SECOND_FACTOR"] == wanted
