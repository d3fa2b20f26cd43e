"""One stack and one browser for all journeys of a worker, and people who sit down at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Person, chromium, context_for
from tests.journeys.stack import Stack, running_stack

Meet = Callable[..., Person]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # For this folder only: while Playwright's loop runs in this thread, Django refuses every query in it.
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture
def meet(browser: Browser, stack: Stack) -> Iterator[Meet]:
    """`meet("alice", "phone")`: her, signed in; `meet()` is somebody whom we don't know. Nobody's browser complains."""
    with ExitStack() as closing:
        met: list[Person] = []

        def sit_down(name: str = "", screen: str = "phone", **options: object) -> Person:
            session = stack.sessions[name] if name else ""
            context = context_for(browser, screen, stack.url, session, **options)
            closing.callback(context.close)
            met.append(Person(context.new_page(), stack.url))
            return met[-1]

        yield sit_down
        assert not [words for person in met for words in person.complaints]
