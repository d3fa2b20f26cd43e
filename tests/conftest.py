"""The cast, the same in every test: alice owns the case, bob helps her, ada is an admin, carol has a case of her own,
mallory has none and must see nothing."""

import pytest
from django.db import connection

from accounts.models import Role, User

PASSWORD = "correct-horse-7"


def person(email: str, name: str, role: Role = Role.CONSUMER) -> User:
    """Somebody who can sign in with PASSWORD, their address verified."""
    user = User.objects.create_user(email, PASSWORD, name=name, role=role)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests marked `only("postgresql")` on SQLite and the other way round: the other run has them."""
    foreign = [item for item in items if any(mark.args[0] != connection.vendor for mark in item.iter_markers("only"))]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item not in foreign]
