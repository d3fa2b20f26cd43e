"""The cast, the same in every test: alice owns the case, bob helps her, ada is an admin, carol has a case of her own,
mallory has none and must see nothing."""

from typing import Any

import pytest
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from accounts.models import Role, User
from law import load
from rulebook import snapshot

PASSWORD = "correct-horse-7"


def person(email: str, name: str, role: Role = Role.CONSUMER) -> User:
    """Somebody who can sign in with PASSWORD, their address verified."""
    user = User.objects.create_user(email, PASSWORD, name=name, role=role)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture(autouse=True)
def packaged_law() -> None:
    """Each test begins with the packaged law and asks no database for it until something is published."""
    snapshot.forget()
    snapshot.assume(snapshot.Snapshot(0, load()))


@pytest.fixture
def alice(db: None) -> User:
    return person("alice@example.org", "林小雨")


@pytest.fixture
def bob(db: None) -> User:
    return person("bob@example.org", "许志愿", Role.HELPER)


@pytest.fixture
def ada(db: None) -> User:
    return person("ada@example.org", "沈审核", Role.ADMIN)


@pytest.fixture
def carol(db: None) -> User:
    return person("carol@example.org", "周采文")


@pytest.fixture
def mallory(db: None) -> User:
    return person("mallory@example.org", "马路")


SLOWEST_FIRST = ("tests/journeys/", "tests/servers/", "tests/evidence/test_in_browser", "tests/launcher/")


class OneStackForAllJourneys(LoadScopeScheduling):
    """A file to a worker, but all journeys to one: they share one running product, which takes long to start.

    (xdist's own groups don't work with this pytest, which no longer lets it rename tests.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith(SLOWEST_FIRST[0]) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneStackForAllJourneys:
    config.option.loadscopereorder = False
    return OneStackForAllJourneys(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests marked `only("postgresql")` on SQLite and the other way round (the other run has them), and put
    the slowest first, so that no worker is left alone with them at the end.
    """
    foreign = [item for item in items if any(mark.args[0] != connection.vendor for mark in item.iter_markers("only"))]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
    items[:] = sorted((item for item in items if item not in foreign), key=_turn)


def _turn(item: pytest.Item) -> int:
    return next((n for n, start in enumerate(SLOWEST_FIRST) if item.nodeid.startswith(start)), len(SLOWEST_FIRST))
