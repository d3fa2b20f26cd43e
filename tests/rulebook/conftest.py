"""Two admins, so that two people can publish, each with a browser."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from tests.conftest import person
from tests.rulebook.making import browser


@pytest.fixture
def zoe(db: None) -> User:
    return person("zoe@example.org", "邹复核", Role.ADMIN)


@pytest.fixture
def admin(ada: User, settings: Settings) -> Client:
    settings.SECOND_FACTOR = "offered"
    return browser(ada)


@pytest.fixture
def second(zoe: User, settings: Settings) -> Client:
    settings.SECOND_FACTOR = "offered"
    return browser(zoe)
