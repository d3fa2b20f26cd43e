"""Servers that are started once for this folder, and sites made of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.live import postgres, redis
from tests.notifications.post import open_postbox
from tests.servers.site import Site

MakeSite = Callable[[str, str], Site]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture
def make_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeSite]:
    """`make_site("sqlite" or "postgres", "redis" or "valkey")`: empty, its worker not yet started."""
    with ExitStack() as stack:

        def made(database: str, broker: str) -> Site:
            url = _new_database(request.getfixturevalue("postgres_url")) if database == "postgres" else ""
            site = Site(tmp_path, url, stack.enter_context(redis(broker)), stack.enter_context(open_postbox()))
            stack.callback(site.workers.end)
            return site

        yield made


def _new_database(url: str) -> str:
    """A database of its own on the running server."""
    name = f"juli_{uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"'.encode())
    return url.replace("/juli?", f"/{name}?")
